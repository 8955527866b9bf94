import { describe, expect, it } from 'vitest';
import { hex } from '../../../mmc/index.js';
import {
  controlCode,
  documentedStatus,
  documentedStatuses,
  isNtSuccess,
  type NtStatusName,
  ntStatus,
  ntStatusName,
} from '../../../src/ioctl/index.js';
import { casesOf, nameOf, runCase } from './rows/every-code.js';
import { referenceCodes } from './rows/reference.js';

/** What stands for what, by the way of each kind of status. */
const examples: [code: keyof typeof controlCode, from: NtStatusName, to: NtStatusName][] = [
  ['IOCTL_CDROM_STOP_AUDIO', 'STATUS_DEVICE_BUSY', 'STATUS_DEVICE_NOT_READY'],
  ['IOCTL_CDROM_STOP_AUDIO', 'STATUS_NO_SUCH_DEVICE', 'STATUS_IO_DEVICE_ERROR'],
  ['IOCTL_CDROM_STOP_AUDIO', 'STATUS_DEVICE_NOT_CONNECTED', 'STATUS_IO_DEVICE_ERROR'],
  ['IOCTL_CDROM_STOP_AUDIO', 'STATUS_DEVICE_DATA_ERROR', 'STATUS_IO_DEVICE_ERROR'],
  ['IOCTL_CDROM_STOP_AUDIO', 'STATUS_UNRECOGNIZED_MEDIA', 'STATUS_IO_DEVICE_ERROR'],
  ['IOCTL_CDROM_STOP_AUDIO', 'STATUS_CLEANER_CARTRIDGE_INSTALLED', 'STATUS_IO_DEVICE_ERROR'],
  ['IOCTL_CDROM_STOP_AUDIO', 'STATUS_MEDIA_WRITE_PROTECTED', 'STATUS_IO_DEVICE_ERROR'],
  ['IOCTL_CDROM_STOP_AUDIO', 'STATUS_DATA_OVERRUN', 'STATUS_IO_DEVICE_ERROR'],
  ['IOCTL_CDROM_STOP_AUDIO', 'STATUS_INVALID_BLOCK_LENGTH', 'STATUS_IO_DEVICE_ERROR'],
  ['IOCTL_CDROM_STOP_AUDIO', 'STATUS_NO_DATA_DETECTED', 'STATUS_IO_DEVICE_ERROR'],
  ['IOCTL_CDROM_STOP_AUDIO', 'STATUS_NONEXISTENT_SECTOR', 'STATUS_INVALID_DEVICE_REQUEST'],
  ['IOCTL_CDROM_STOP_AUDIO', 'STATUS_COPY_PROTECTION_FAILURE', 'STATUS_INVALID_DEVICE_REQUEST'],
  ['IOCTL_CDROM_STOP_AUDIO', 'STATUS_CSS_REGION_MISMATCH', 'STATUS_INVALID_DEVICE_REQUEST'],
  ['IOCTL_CDROM_PLAY_AUDIO_MSF', 'STATUS_INFO_LENGTH_MISMATCH', 'STATUS_BUFFER_TOO_SMALL'],
  ['IOCTL_CDROM_PLAY_AUDIO_MSF', 'STATUS_NO_MEDIA_IN_DEVICE', 'STATUS_DEVICE_NOT_READY'],
  ['IOCTL_CDROM_RAW_READ', 'STATUS_BUFFER_TOO_SMALL', 'STATUS_INVALID_PARAMETER'],
  ['IOCTL_CDROM_RAW_READ', 'STATUS_NONEXISTENT_SECTOR', 'STATUS_INVALID_PARAMETER'],
  ['IOCTL_SCSI_PASS_THROUGH', 'STATUS_REVISION_MISMATCH', 'STATUS_INVALID_PARAMETER'],
  ['IOCTL_SCSI_PASS_THROUGH_DIRECT', 'STATUS_ACCESS_VIOLATION', 'STATUS_INVALID_PARAMETER'],
  ['IOCTL_DISK_VERIFY', 'STATUS_NO_SUCH_DEVICE', 'STATUS_DEVICE_NOT_CONNECTED'],
  ['IOCTL_STORAGE_QUERY_PROPERTY', 'STATUS_INFO_LENGTH_MISMATCH', 'STATUS_INVALID_PARAMETER'],
  ['IOCTL_STORAGE_MCN_CONTROL', 'STATUS_INFO_LENGTH_MISMATCH', 'STATUS_BUFFER_TOO_SMALL'],
  ['IOCTL_DVD_SEND_KEY', 'STATUS_INTERNAL_ERROR', 'STATUS_INSUFFICIENT_RESOURCES'],
  // Nothing that is listed can stand for them.
  ['IOCTL_CDROM_CHECK_VERIFY', 'STATUS_NO_MEDIA_IN_DEVICE', 'STATUS_NO_MEDIA_IN_DEVICE'],
  ['IOCTL_SCSI_PASS_THROUGH', 'STATUS_BUFFER_OVERFLOW', 'STATUS_BUFFER_OVERFLOW'],
  ['IOCTL_CDROM_STOP_AUDIO', 'STATUS_ACCESS_DENIED', 'STATUS_ACCESS_DENIED'],
  ['IOCTL_CDROM_STOP_AUDIO', 'STATUS_CANCELLED', 'STATUS_CANCELLED'],
  ['IOCTL_CDROM_STOP_AUDIO', 'STATUS_INVALID_HANDLE', 'STATUS_INVALID_HANDLE'],
  ['IOCTL_CDROM_STOP_AUDIO', 'STATUS_DEVICE_DOES_NOT_EXIST', 'STATUS_DEVICE_DOES_NOT_EXIST'],
  // Nothing is listed at all.
  ['IOCTL_CDROM_GET_INQUIRY_DATA', 'STATUS_DEVICE_BUSY', 'STATUS_DEVICE_BUSY'],
];

const cdbsOf = (sent: readonly { readonly cdb: Uint8Array }[]) => sent.map(({ cdb }) => hex(cdb));

/** What any request may end in, whatever its code. */
const ofAnyRequest: readonly NtStatusName[] = [
  'STATUS_ACCESS_DENIED',
  'STATUS_INVALID_HANDLE',
  'STATUS_CANCELLED',
  'STATUS_DEVICE_DOES_NOT_EXIST',
];

describe('documented statuses', () => {
  it('are those of the reference table', () => {
    for (const code of referenceCodes) {
      if (nameOf(code) !== code.name) continue;
      const listed = documentedStatuses(controlCode[code.name]) ?? [];
      expect([...listed].sort(), code.name).toEqual([...code.documented].sort());
    }
  });

  it('are unknown for a code that is', () => {
    expect(documentedStatuses(0x222004)).toBeUndefined();
    expect(documentedStatus(0x222004, ntStatus.STATUS_DEVICE_BUSY)).toBe(ntStatus.STATUS_DEVICE_BUSY);
  });

  it.each(examples)('%s: %s becomes %s', (code, from, to) => {
    expect(ntStatusName(documentedStatus(controlCode[code], ntStatus[from]))).toBe(to);
  });

  it('never make a failure a success, nor a success a failure, and are themselves what they are', () => {
    for (const code of Object.values(controlCode))
      for (const status of Object.values(ntStatus)) {
        const folded = documentedStatus(code, status);
        expect(isNtSuccess(folded)).toBe(isNtSuccess(status));
        expect(documentedStatus(code, folded)).toBe(folded);
      }
  });

  const withList = referenceCodes.filter(({ documented }) => documented.length > 0);
  it.each(withList.map((code) => [code.name, code] as const))('%s ends in them, on demand', async (_, code) => {
    const listed: readonly NtStatusName[] = [...code.documented, ...ofAnyRequest];
    for (const testCase of casesOf(code)) {
      const { change } = testCase;
      const plain = await runCase(testCase);
      const folded = await runCase({
        ...testCase,
        change: { ...change, options: { ...change.options, documentedOnly: true } },
      });
      expect(folded.ntStatus, testCase.row.when).toBe(documentedStatus(controlCode[code.name], plain.ntStatus));
      if (folded.ntStatus !== plain.ntStatus) expect(listed).toContain(ntStatusName(folded.ntStatus));
      expect(cdbsOf(folded.sent)).toEqual(cdbsOf(plain.sent));
    }
  });
});

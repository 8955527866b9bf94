/** Why Wine's driver and ours end differently, and who does as Windows does. */
import { ntStatus, ntStatusSeverity } from '../../src/ioctl/index.js';
import { notImplemented } from '../../test/lab/differential/cases.js';
import type { RecordedCase } from '../../test/lab/differential/recording.js';

/** Whose answer is that of Windows. Where it is Wine's alone, discwire is to be corrected. */
export type Right = 'discwire' | 'either' | 'nobody knows';

export interface Reason {
  readonly title: string;
  readonly right: Right;
  readonly because: string;
  /** Where that stands. */
  readonly source: string;
  readonly explains: (request: RecordedCase) => boolean;
}

const isError = (status: number) => ntStatusSeverity(status) === 'error';

const cdromSys = "Microsoft's published cdrom.sys (Windows-driver-samples, storage/class/cdrom/src)";
const wineSource = 'Wine, dlls/ntdll/unix/cdrom.c';
const documentation = 'MicrosoftDocs/windows-driver-docs-ddi';

const obsolete = /_(CDROM_DISK_TYPE|CDROM_GET_CONTROL|GET_MEDIA_TYPES)$/;

/** The first that explains a difference counts. */
export const reasons: readonly Reason[] = [
  {
    title: 'Information of a request that failed',
    right: 'either',
    because:
      'Wine puts the size of the structure into Information before it knows how the request ends, and leaves it there. ' +
      'Windows does not hand Information of an error to a program, so nobody can tell the two apart there.',
    source: `${wineSource}; ${documentation}, IO_STATUS_BLOCK`,
    explains: ({ wine, ours }) => wine.ntStatus === ours.ntStatus && isError(ours.ntStatus),
  },
  {
    title: 'Codes that Wine does not implement',
    right: 'discwire',
    because:
      "Wine's driver has no case for them and ends them in STATUS_NOT_SUPPORTED. The published driver carries them out, or " +
      'hands those that it does not know down to the port driver, which usually answers STATUS_INVALID_DEVICE_REQUEST.',
    source: `${cdromSys}, cdrom.c and ioctl.c; ${wineSource}`,
    explains: ({ title, wine }) => title === notImplemented && wine.ntStatus === ntStatus.STATUS_NOT_SUPPORTED,
  },
  {
    title: 'Codes of drivers before Windows Vista',
    right: 'nobody knows',
    because:
      'Today Windows hands them down to the port driver, which usually does not know them either; Wine answers IOCTL_CDROM_DISK_TYPE ' +
      'from the table of contents, the media types without looking at the drive, and fails IOCTL_CDROM_GET_CONTROL itself.',
    source: `${cdromSys}, cdrom.c; what the port driver answers is not published`,
    explains: ({ code }) => obsolete.test(code),
  },
  {
    title: 'A reset',
    right: 'nobody knows',
    because:
      'Windows hands it down to the port driver, and what that makes of it is not published; no transport of discwire can reset a ' +
      'drive, so it refuses. Wine asks Linux, whose sr driver says yes and does nothing.',
    source: `${cdromSys}, cdrom.c; ${wineSource}`,
    explains: ({ code }) => /_RESET_DEVICE$/.test(code),
  },
  {
    title: 'The media types of today',
    right: 'discwire',
    because:
      'Wine says that the drive takes none, without a look at it. The published driver names the medium and its geometry.',
    source: `${cdromSys}, ioctl.c; ${wineSource}`,
    explains: ({ code }) => /_GET_MEDIA_TYPES_EX$/.test(code),
  },
  {
    title: 'Buffers that a code does not use',
    right: 'discwire',
    because:
      'Wine refuses them with STATUS_INVALID_PARAMETER. The published driver looks only for what it needs. The CHECK_VERIFY ' +
      'codes even have an output, the media change count, that may be left out.',
    source: `${cdromSys}, ioctl.c; ${documentation}, IOCTL_STORAGE_CHECK_VERIFY`,
    explains: ({ title, wine }) =>
      /with an (input|output)$/.test(title) && wine.ntStatus === ntStatus.STATUS_INVALID_PARAMETER,
  },
  {
    title: 'The length of a table of contents',
    right: 'discwire',
    because:
      'Wine always delivers the whole CDROM_TOC. The published driver counts the bytes that the drive has sent, and so does ' +
      "discwire. Of QEMU's drive the kernel tells no residue, so that both say 804 there.",
    source: `${cdromSys}, ioctl.c; ${wineSource}`,
    explains: ({ code, wine, ours }) => /_READ_TOC$/.test(code) && wine.ntStatus === 0 && ours.ntStatus === 0,
  },
  {
    title: 'What sub-channel Q says',
    right: 'discwire',
    because:
      'Wine makes the answer up from what the ioctl of Linux tells: no length, no position unless something plays or is paused, ' +
      'nothing of the ISRC, a catalog number without the bit that it is valid. The published driver hands on what READ SUB-CHANNEL has brought.',
    source: `${cdromSys}, ioctl.c; ${wineSource}`,
    explains: ({ code, wine, ours }) => /_READ_Q_CHANNEL$/.test(code) && wine.ntStatus === 0 && ours.ntStatus === 0,
  },
  {
    title: 'The volume of ports that the drive does not have',
    right: 'discwire',
    because:
      'The drive has two ports and refuses to change others with 5/26/00. The published driver sends the four volumes as they are ' +
      'given; Linux, on which Wine stands, asks for the bits that can be changed and leaves the others out.',
    source: `${cdromSys}, ioctl.c; Linux, drivers/cdrom/cdrom.c`,
    explains: ({ code, wine, ours }) =>
      /_SET_VOLUME$/.test(code) && wine.ntStatus === 0 && ours.ntStatus === ntStatus.STATUS_INVALID_DEVICE_REQUEST,
  },
  {
    title: 'Raw reads of audio',
    right: 'discwire',
    because:
      'The drive refuses to read audio as mode 2 with 5/64/00; Linux asks for sectors of any kind, so that Wine gets audio. Wine does not ' +
      'read sub-channels.',
    source: `${cdromSys}, ioctl.c; ${wineSource}`,
    explains: ({ code, title }) => /_RAW_READ$/.test(code) && / of audio$/.test(title),
  },
  {
    title: 'Raw reads',
    right: 'discwire',
    because:
      'Each track mode has its READ CD in the published driver, and discwire sends the same bytes: B0h for YellowMode2, F0h for ' +
      'the others. Linux, on which Wine stands, reads whole sectors with F8h whatever the mode. The drive of the lab knows 10h and F8h ' +
      'only and refuses everything else with 5/24/00, so that Wine gets a sector and discwire an error; a CD drive knows them all. ' +
      'The checks before that differ as well: an input that is not there is STATUS_BUFFER_TOO_SMALL, an output that is too short ' +
      'STATUS_INVALID_PARAMETER, and a mode with sub-code is refused where the drive says that it has none.',
    source: `${cdromSys}, ioctl.c; ${wineSource}; QEMU, hw/ide/atapi.c`,
    explains: ({ code }) => /_RAW_READ$/.test(code),
  },
  {
    title: 'Inputs that are too short',
    right: 'discwire',
    because: 'The published driver ends them in STATUS_INFO_LENGTH_MISMATCH.',
    source: `${cdromSys}, ioctl.c`,
    explains: ({ ours }) => ours.ntStatus === ntStatus.STATUS_INFO_LENGTH_MISMATCH,
  },
  {
    title: 'Outputs that are not there',
    right: 'discwire',
    because:
      'Wine ends a request without an output in STATUS_INVALID_PARAMETER where it would end one that is too short in ' +
      'STATUS_BUFFER_TOO_SMALL. The published drivers compare lengths, and no buffer has the length 0.',
    source: `${cdromSys}, ioctl.c; ${wineSource}`,
    explains: ({ title, ours }) => title === 'no buffers' && ours.ntStatus === ntStatus.STATUS_BUFFER_TOO_SMALL,
  },
  {
    title: 'The device number',
    right: 'discwire',
    because:
      'Wine has made-up numbers there: disk 1, partition 1. A CD-ROM drive is of type FILE_DEVICE_CD_ROM and has no partition, ' +
      'which is -1.',
    source: `${documentation}, STORAGE_DEVICE_NUMBER; ${wineSource}`,
    explains: ({ code }) => /_GET_DEVICE_NUMBER$/.test(code),
  },
  {
    title: 'Where the drive is',
    right: 'either',
    because:
      "Wine tells the host and the target of Linux's SCSI layer. A transport knows one drive, so discwire says port 0, path 0, " +
      'target 0, logical unit 0.',
    source: wineSource,
    explains: ({ code }) => /_SCSI_GET_ADDRESS$/.test(code),
  },
  {
    title: 'What the adapter can carry',
    right: 'discwire',
    because:
      'Wine has constants there, and the size of a page for AlignmentMask, which is a mask. discwire tells the limits of its ' +
      'transport.',
    source: `${documentation}, IO_SCSI_CAPABILITIES; ${wineSource}`,
    explains: ({ code }) => /_SCSI_GET_CAPABILITIES$/.test(code),
  },
  {
    title: 'INQUIRY data from the adapter',
    right: 'discwire',
    because:
      'Wine says 36 bytes for a structure that is 60 bytes long, so the INQUIRY data are not among what it delivers, and has the ' +
      "target of Linux's SCSI layer in InitiatorBusId.",
    source: `${documentation}, SCSI_ADAPTER_BUS_INFO and SCSI_INQUIRY_DATA; ${wineSource}`,
    explains: ({ code }) => /_SCSI_GET_INQUIRY_DATA$/.test(code),
  },
  {
    title: 'How many bytes a pass-through request delivers',
    right: 'discwire',
    because:
      'Sense data, and without DIRECT the data, lie in the output behind the structure, and Information counts them: programs take the ' +
      'length of the data from it. Wine says 56, the structure alone, and gets away with it because it writes into the output of the ' +
      'program itself.',
    source: `Windows-driver-samples, storage/tools/spti; ${wineSource}`,
    explains: ({ code, wine, ours }) => /_SCSI_PASS_THROUGH/.test(code) && wine.ntStatus === 0 && ours.ntStatus === 0,
  },
  {
    title: 'Pass-through requests that cannot be sent',
    right: 'discwire',
    because:
      'A wrong Length is STATUS_REVISION_MISMATCH, a CDB without a byte is STATUS_INVALID_PARAMETER. Wine takes any Length that is ' +
      'not too small, and leaves the CDB to Linux.',
    source: `${documentation}, IOCTL_SCSI_PASS_THROUGH; ReactOS, the SCSI port driver; ${wineSource}`,
    explains: ({ code }) => /_SCSI_PASS_THROUGH/.test(code),
  },
  {
    title: 'DVD codes on a drive that is none',
    right: 'discwire',
    because:
      'The published driver asks first whether the drive reads DVD at all, before it looks at the buffers: ' +
      'STATUS_INVALID_DEVICE_REQUEST. Wine compares buffers first, for IOCTL_DVD_READ_KEY even whether input and output are one buffer, ' +
      'and then has the errno of Linux.',
    source: `${cdromSys}, ioctl.c; ${wineSource}`,
    explains: ({ code, wine, ours }) => /_DVD_/.test(code) && isError(wine.ntStatus) && isError(ours.ntStatus),
  },
  {
    title: 'Seeking where nothing is played',
    right: 'discwire',
    because:
      'Wine asks READ SUB-CHANNEL first whether anything is being played, and fails where the drive does not know that. The ' +
      'published driver sends SEEK(10).',
    source: `${cdromSys}, ioctl.c; ${wineSource}`,
    explains: ({ code, ours }) => /_SEEK_AUDIO_MSF$/.test(code) && ours.ntStatus === ntStatus.STATUS_SUCCESS,
  },
  {
    title: 'What a refusal by the drive becomes',
    right: 'discwire',
    because:
      'The drive refuses the command with ILLEGAL REQUEST, which is STATUS_INVALID_DEVICE_REQUEST. Wine does not see the sense data, ' +
      'only the errno that Linux makes of it.',
    source: `${cdromSys}, sense.c; ${wineSource}`,
    explains: ({ wine, ours }) => isError(wine.ntStatus) && ours.ntStatus === ntStatus.STATUS_INVALID_DEVICE_REQUEST,
  },
];

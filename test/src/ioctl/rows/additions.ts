/** Statuses that a code ends in here and for which the reference table has no row: others than the driver say them. */
import type { NtStatusName } from '../../../../src/ioctl/index.js';

/** A status of codes, and when it comes. */
export interface Addition {
  readonly names: RegExp;
  readonly status: NtStatusName;
  readonly when: string;
}

/** They are on the pages of the codes, and allowed where requests are mutated. */
export const additions: readonly Addition[] = [
  {
    names: /^IOCTL_SCSI_PASS_THROUGH_DIRECT/,
    status: 'STATUS_ACCESS_VIOLATION',
    when: 'there are not so many bytes at the address of the data',
  },
  {
    names: /^IOCTL_SCSI_PASS_THROUGH.*_EX$/,
    status: 'STATUS_NOT_SUPPORTED',
    when: 'data that go both ways (data direction 3), which no transport carries',
  },
  {
    names: /^IOCTL_SCSI_(MINIPORT|RESCAN_BUS)$/,
    status: 'STATUS_INVALID_DEVICE_REQUEST',
    when: 'always: there is no port driver that knows it',
  },
  {
    names: /^IOCTL_STORAGE_QUERY_PROPERTY$/,
    status: 'STATUS_INVALID_DEVICE_REQUEST',
    when: 'a property that is not known here',
  },
  {
    names: /^IOCTL_STORAGE_QUERY_PROPERTY$/,
    status: 'STATUS_INVALID_PARAMETER',
    when: 'unique id: additional parameters other than 0 and 1',
  },
  {
    names: /^IOCTL_SCSI_GET_/,
    status: 'STATUS_BUFFER_TOO_SMALL',
    when: 'output shorter than the structure; Information is its length',
  },
  { names: /^IOCTL_SCSI_GET_INQUIRY_DATA$/, status: 'STATUS_SUCCESS', when: 'one bus with the one drive' },
  {
    names: /^IOCTL_STORAGE_PERSISTENT_RESERVE_IN$/,
    status: 'STATUS_INVALID_PARAMETER',
    when: 'output longer than one transfer of the adapter',
  },
];

/** What is added to a code. */
export const additionsFor = (name: string): readonly Addition[] => additions.filter(({ names }) => names.test(name));

import type { Row } from './bench.js';
import { type CodeRows, outputOf } from './run-row.js';

const inquiry36 = `05 80 00 21 1F 00 00 00${' 41'.repeat(28)}`;
const short = '12 00 00 00 24 00';
const wantsRoom = (bytes: number): Omit<Row, 'id'> => ({
  title: 'wants room',
  output: bytes - 1,
  sent: '',
  status: 'STATUS_BUFFER_TOO_SMALL',
  information: bytes,
});

export const rows: CodeRows = {
  IOCTL_SCSI_GET_ADDRESS: [
    {
      title: 'tells where the drive is, whoever has it',
      output: 9,
      locked: true,
      sent: '',
      status: 'STATUS_SUCCESS',
      information: 8,
      outputAfter: outputOf(9, '08 00 00 00 00 00 00 00'),
    },
    wantsRoom(8),
  ],
  IOCTL_SCSI_GET_CAPABILITIES: [
    {
      title: 'tells the limits of the transport',
      output: 24,
      alignmentBytes: 4,
      sent: '',
      status: 'STATUS_SUCCESS',
      information: 24,
      outputAfter: '18 00 00 00 00 00 01 00 11 00 00 00 00 00 00 00 03 00 00 00 00 00 00 00',
    },
    wantsRoom(24),
  ],
  IOCTL_SCSI_GET_INQUIRY_DATA: [
    {
      title: 'tells of one bus with one drive',
      output: 60,
      replies: `X(${inquiry36})`,
      sent: short,
      status: 'STATUS_SUCCESS',
      information: 60,
      outputAfter: `01 00 00 00 01 00 00 00 0C 00 00 00 00 00 00 01 24 00 00 00 00 00 00 00 ${inquiry36}`,
    },
    wantsRoom(60),
  ],
};

import { describe, expect, test } from 'vitest';
import { sgIoHdr32, sgIoHdr64 } from '../../../../src/transport/linux/sg-io-hdr.js';
import { offsetsOf } from '../../../../src/transport/native-layout.js';

// Measured with offsetof() and sizeof() of a C compiler on Linux's scsi/sg.h, and for 32 bits with pointers of 4 bytes.
const measured = {
  interface_id: [0, 0],
  dxfer_direction: [4, 4],
  cmd_len: [8, 8],
  mx_sb_len: [9, 9],
  iovec_count: [10, 10],
  dxfer_len: [12, 12],
  dxferp: [16, 16],
  cmdp: [24, 20],
  sbp: [32, 24],
  timeout: [40, 28],
  flags: [44, 32],
  pack_id: [48, 36],
  usr_ptr: [56, 40],
  status: [64, 44],
  masked_status: [65, 45],
  msg_status: [66, 46],
  sb_len_wr: [67, 47],
  host_status: [68, 48],
  driver_status: [70, 50],
  resid: [72, 52],
  duration: [76, 56],
  info: [80, 60],
} as const;

const column = (index: 0 | 1) =>
  Object.fromEntries(Object.entries(measured).map(([name, offsets]) => [name, offsets[index]]));

describe('sg_io_hdr lies in memory as the C compiler lays it out', () => {
  test('64 bits', () => {
    expect(offsetsOf(sgIoHdr64)).toEqual(column(0));
    expect(sgIoHdr64.span).toBe(88);
  });
  test('32 bits', () => {
    expect(offsetsOf(sgIoHdr32)).toEqual(column(1));
    expect(sgIoHdr32.span).toBe(64);
  });
});

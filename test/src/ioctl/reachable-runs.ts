import { controlCode } from '../../../src/ioctl/control-codes.js';
import type { SenseContext } from '../../../src/ioctl/sense-interpreter.js';
import { type SrbReply, srbAutosenseValid, srbStatus } from '../../../src/ioctl/srb.js';

const checkCondition = srbStatus.error | srbAutosenseValid;

function sense(key: number, asc: number, ascq: number, ili = false): SrbReply {
  const bytes = new Uint8Array(18);
  bytes.set([0x70, 0, key | (ili ? 0x20 : 0), 0, 0, 0, 0, 10, 0, 0, 0, 0, asc, ascq]);
  return { srbStatus: checkCondition, scsiStatus: 0x02, sense: bytes };
}

function replies(): SrbReply[] {
  const found: SrbReply[] = [];
  const bare = (status: number, scsiStatus = 0) =>
    found.push({ srbStatus: status, scsiStatus, sense: new Uint8Array(0) });
  for (const status of Object.values(srbStatus)) bare(status);
  for (const scsiStatus of [0x02, 0x08, 0x18]) bare(srbStatus.error, scsiStatus);
  for (let key = 0; key < 16; key++) {
    found.push(sense(key, 0, 0), sense(key, 0, 0, true));
    for (const asc of [0x02, 0x04, 0x08, 0x09, 0x17, 0x18, 0x21, 0x24, 0x25, 0x27, 0x28, 0x29, 0x2e])
      for (const ascq of [0, 1, 3, 4, 7, 8]) found.push(sense(key, asc, ascq));
    for (const asc of [0x30, 0x3a, 0x3f, 0x44, 0x57, 0x5a, 0x5d, 0x6f])
      for (const ascq of [0, 1, 2, 3, 4, 5, 6, 0xcc]) found.push(sense(key, asc, ascq));
  }
  for (const asc of [0x17, 0x18, 0x5d]) found.push(sense(1, asc, 0, true));
  return found;
}

const cdbs: readonly Uint8Array[] = [
  Uint8Array.of(0x00, 0, 0, 0, 0, 0),
  Uint8Array.of(0x1e, 0, 0, 0, 0, 0),
  Uint8Array.of(0x1e, 0, 0, 0, 1, 0),
  Uint8Array.of(0x5a, 0, 0x2a, 0, 0, 0, 0, 0, 32, 0),
  Uint8Array.of(0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0),
  Uint8Array.of(0x16, 0, 0, 0, 0, 0),
  Uint8Array.of(0x28, 0, 0, 0, 0, 16, 0, 0, 1, 0),
  Uint8Array.of(0xa8, 0, 0, 0, 0, 16, 0, 0, 0, 1, 0x80, 0),
  Uint8Array.of(0xac, 0x02, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0),
  Uint8Array.of(0xa3, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0x06, 0),
];

const situations: readonly Partial<SenseContext>[] = [
  {},
  { volumeMounted: true, verifyVolumeFlag: true },
  { volumeMounted: true, overrideVerify: true },
  { mmcDevice: false, hitachiDevice: true },
  { retriedCount: 5 },
  { retriedCount: 5, millisecondsSinceFirstSend: 161_000 },
  { retriedCount: 5, millisecondsSinceFirstSend: undefined },
  { cancelled: true },
  { controlCode: undefined, volumeMounted: true, overrideVerify: true },
  { controlCode: controlCode.IOCTL_CDROM_READ_TOC },
  { controlCode: controlCode.IOCTL_CDROM_READ_Q_CHANNEL },
  { controlCode: controlCode.IOCTL_CDROM_SET_SPEED },
];

/** Replies, commands and situations that between them reach every rule. */
export function* reachableRuns(): Generator<{ reply: SrbReply; context: SenseContext }> {
  const allReplies = replies();
  for (const cdb of cdbs)
    for (const situation of situations)
      for (const reply of allReplies)
        yield {
          reply,
          context: {
            cdb,
            controlCode: controlCode.IOCTL_STORAGE_CHECK_VERIFY,
            retriedCount: 0,
            millisecondsSinceFirstSend: 0,
            mmcDevice: true,
            volumeMounted: false,
            verifyVolumeFlag: false,
            overrideVerify: false,
            cancelled: false,
            ...situation,
          },
        };
}

import {
  bits,
  flag,
  optional,
  optionalTail,
  record,
  remainingLength,
  reserved,
  u8,
  u16be,
  u32be,
} from '../layout/index.js';

/**
 * Response to READ TRACK INFORMATION. Numbers of track and session come as a low and a high byte. `trackMode` is the
 * CONTROL nibble, one of `subChannelControl`; on DVD and BD it is 4. `nwaV` and `lraV` say that
 * `nextWritableAddress` and `lastRecordedAddress` count. Older drives end after
 * `logicalTrackSizeBlocks`, after the last recorded address, or after the high bytes.
 */
export const trackInformation = record([
  remainingLength(u16be('trackInformationLength')),
  u8('logicalTrackNumberLsb'),
  u8('sessionNumberLsb'),
  reserved(1),
  bits({ ljrs: 2, damage: flag, copy: flag, trackMode: 4 }),
  bits({ rt: flag, blank: flag, packetOrIncremental: flag, fp: flag, dataMode: 4 }),
  bits({ _: 6, lraV: flag, nwaV: flag }),
  u32be('logicalTrackStartAddress'),
  u32be('nextWritableAddress'),
  u32be('freeBlocks'),
  u32be('fixedPacketSizeBlocks'),
  u32be('logicalTrackSizeBlocks'),
  optional(u32be('lastRecordedAddress')),
  ...optionalTail(u8('logicalTrackNumberMsb'), u8('sessionNumberMsb'), reserved(2)),
  optional(u32be('readCompatibilityLba')),
  ...optionalTail(u32be('nextLayerJumpAddress'), u32be('lastLayerJumpAddress')),
]);

/** Values of `dataMode`: mode 2 is every form of it, `none` also audio. DVD and BD have mode 1. */
export const trackDataMode = { mode1: 0x1, mode2: 0x2, none: 0xf } as const;

/** Values of `ljrs`, the layer jump recording status. */
export const layerJumpRecordingStatus = { none: 0, unspecified: 1, manual: 2, regularInterval: 3 } as const;

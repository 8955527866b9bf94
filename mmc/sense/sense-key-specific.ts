import { bits, flag, record, reserved, toBytes, u16be } from '../layout/index.js';
import { senseKey } from './sense-key.js';

/** The three sense-key specific bytes, read as the sense key says. Present only where SKSV is one. */
export type SenseKeySpecific =
  | {
      /** ILLEGAL REQUEST: which field the target did not like. */
      readonly kind: 'fieldPointer';
      /** C/D. True: the pointer is into the CDB; false: into the parameter data that was sent. */
      readonly commandData: boolean;
      /** Most significant bit of the field, 7 to 0; undefined where BPV is zero. */
      readonly bitPointer: number | undefined;
      /** First byte of the field. */
      readonly fieldPointer: number;
    }
  | {
      /** COPY ABORTED: which field of the copy's parameters. */
      readonly kind: 'segmentPointer';
      /** SD. True: the pointer counts from the segment descriptor; false: from the parameter list. */
      readonly segmentDescriptor: boolean;
      /** Most significant bit of the field, 7 to 0; undefined where BPV is zero. */
      readonly bitPointer: number | undefined;
      /** First byte of the field. */
      readonly fieldPointer: number;
    }
  | {
      /** RECOVERED ERROR, MEDIUM ERROR, HARDWARE ERROR. */
      readonly kind: 'actualRetryCount';
      readonly actualRetryCount: number;
    }
  | {
      /** NO SENSE, NOT READY. */
      readonly kind: 'progressIndication';
      /** How far the operation is, in 1/65536. */
      readonly progressIndication: number;
    }
  | {
      /** UNIT ATTENTION. */
      readonly kind: 'unitAttentionQueueOverflow';
      /** True: unit attentions were lost. */
      readonly overflow: boolean;
    }
  | {
      /** SKSV with a sense key that gives these bytes no meaning. */
      readonly kind: 'unknown';
      /** The three bytes, SKSV included. */
      readonly bytes: Uint8Array;
    };

const sksvMask = 0x80;

const fieldPointer = record([
  bits({ sksv: flag, commandData: flag, _: 2, bpv: flag, bitPointer: 3 }),
  u16be('fieldPointer'),
]);
const segmentPointer = record([
  bits({ sksv: flag, _: 1, segmentDescriptor: flag, _1: 1, bpv: flag, bitPointer: 3 }),
  u16be('fieldPointer'),
]);
const actualRetryCount = record([bits({ sksv: flag, _: 7 }), u16be('actualRetryCount')]);
const progressIndication = record([bits({ sksv: flag, _: 7 }), u16be('progressIndication')]);
const unitAttentionQueueOverflow = record([bits({ sksv: flag, _: 6, overflow: flag }), reserved(2)]);

const kindBySenseKey: Readonly<Record<number, SenseKeySpecific['kind']>> = {
  [senseKey.noSense]: 'progressIndication',
  [senseKey.recoveredError]: 'actualRetryCount',
  [senseKey.notReady]: 'progressIndication',
  [senseKey.mediumError]: 'actualRetryCount',
  [senseKey.hardwareError]: 'actualRetryCount',
  [senseKey.illegalRequest]: 'fieldPointer',
  [senseKey.unitAttention]: 'unitAttentionQueueOverflow',
  [senseKey.copyAborted]: 'segmentPointer',
};

/** @internal What the sense key makes of the three bytes. */
export function senseKeySpecificKind(key: number): SenseKeySpecific['kind'] {
  return kindBySenseKey[key] ?? 'unknown';
}

/** @internal Reads the three bytes; undefined where SKSV is zero. */
export function decodeSenseKeySpecific(key: number, bytes: Uint8Array): SenseKeySpecific | undefined {
  if ((bytes[0]! & sksvMask) === 0) return undefined;
  const kind = senseKeySpecificKind(key);
  switch (kind) {
    case 'fieldPointer': {
      const { commandData, bpv, bitPointer, fieldPointer: byte } = fieldPointer.decode(bytes);
      return { kind, commandData, bitPointer: bpv ? bitPointer : undefined, fieldPointer: byte };
    }
    case 'segmentPointer': {
      const { segmentDescriptor, bpv, bitPointer, fieldPointer: byte } = segmentPointer.decode(bytes);
      return { kind, segmentDescriptor, bitPointer: bpv ? bitPointer : undefined, fieldPointer: byte };
    }
    case 'actualRetryCount':
      return { kind, actualRetryCount: actualRetryCount.decode(bytes).actualRetryCount };
    case 'progressIndication':
      return { kind, progressIndication: progressIndication.decode(bytes).progressIndication };
    case 'unitAttentionQueueOverflow':
      return { kind, overflow: unitAttentionQueueOverflow.decode(bytes).overflow };
    case 'unknown':
      return { kind, bytes };
  }
}

/** @internal The three bytes, SKSV set. Throws FieldError for a value that does not fit. */
export function encodeSenseKeySpecific(value: SenseKeySpecific): Uint8Array {
  switch (value.kind) {
    case 'fieldPointer': {
      const { commandData, bitPointer } = value;
      const bpv = bitPointer !== undefined;
      return toBytes(fieldPointer, { sksv: true, commandData, bpv, bitPointer, fieldPointer: value.fieldPointer });
    }
    case 'segmentPointer': {
      const { segmentDescriptor, bitPointer } = value;
      const bpv = bitPointer !== undefined;
      return toBytes(segmentPointer, {
        sksv: true,
        segmentDescriptor,
        bpv,
        bitPointer,
        fieldPointer: value.fieldPointer,
      });
    }
    case 'actualRetryCount':
      return toBytes(actualRetryCount, { sksv: true, actualRetryCount: value.actualRetryCount });
    case 'progressIndication':
      return toBytes(progressIndication, { sksv: true, progressIndication: value.progressIndication });
    case 'unitAttentionQueueOverflow':
      return toBytes(unitAttentionQueueOverflow, { sksv: true, overflow: value.overflow });
    case 'unknown':
      return value.bytes;
  }
}

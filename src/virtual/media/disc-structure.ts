/** Disc structures as a drive answers with them: whole responses, by format code. */
import { type Codec, toBytes } from '../../../mmc/index.js';

/** One disc structure of a medium. */
export interface DiscStructure {
  /** The response to READ DISC STRUCTURE for a layer, header included; undefined: only SEND DISC STRUCTURE has it. */
  readonly read?: (layerNumber: number) => Uint8Array;
  /** Takes what SEND DISC STRUCTURE brings, header included; undefined: nothing can be sent. */
  readonly send?: (structure: Uint8Array) => void;
}

/** The structures of a medium by format code, in ascending order. */
export type DiscStructures = ReadonlyMap<number, DiscStructure>;

const headerBytes = 4;

/** A structure from its values, filled up with zeros to `lengthBytes` behind the header. */
export function structureOf<T, I>(layout: Codec<T, I>, value: I, lengthBytes?: number): Uint8Array {
  const bytes = toBytes(layout, value);
  if (lengthBytes === undefined) return bytes;
  const padded = new Uint8Array(headerBytes + lengthBytes);
  padded.set(bytes);
  new DataView(padded.buffer).setUint16(0, padded.length - 2);
  return padded;
}

/** A structure that can only be read. */
export const readOnly = <I>(layout: Codec<any, I>, value: I, lengthBytes?: number): DiscStructure => ({
  read: () => structureOf(layout, value, lengthBytes),
});

/**
 * How fast a place on the disc goes by. A disc that turns at one rate (CAV) reads the faster the further out, up to the
 * speed selected at the rim; written is in zones (ZCLV), each at one of the speeds that the drive writes.
 */
import { blockLengthBytes, type Medium } from './media/medium.js';
import type { Unit } from './unit.js';

/** A stretch of blocks that is written at one speed, in kilobytes a second. */
export interface SpeedZone {
  readonly startLba: number;
  readonly endLba: number;
  readonly speed: number;
}

/** Where the blocks of a layer begin, as a part of the rim's radius, and how many there are. Radii in millimetres. */
const layers: Readonly<Record<Medium['kind'], { readonly inner: number; readonly blockCount: number }>> = {
  cd: { inner: 25 / 58, blockCount: 359_844 },
  dvd: { inner: 24 / 58, blockCount: 2_298_496 },
  bd: { inner: 24 / 58, blockCount: 12_219_392 },
};

/** How far out a block lies: 1 is the rim. The second layer goes back inwards. */
export function radiusOf({ kind, blockCount }: Medium, logicalBlockAddress: number): number {
  const { inner, blockCount: layerBlocks } = layers[kind];
  const isOnOneLayer = blockCount <= layerBlocks;
  const turn = isOnOneLayer ? layerBlocks : Math.ceil(blockCount / 2);
  const from = logicalBlockAddress < turn || isOnOneLayer ? logicalBlockAddress : 2 * turn - logicalBlockAddress;
  return Math.sqrt(inner ** 2 + (1 - inner ** 2) * Math.min(1, Math.max(0, from / layerBlocks)));
}

/** Kilobytes a second of a read at an address. */
export function readSpeedAt(unit: Unit, medium: Medium, logicalBlockAddress: number): number {
  const { read, maximumConstant } = unit.speeds;
  return read <= maximumConstant ? read : read * radiusOf(medium, logicalBlockAddress);
}

/** Kilobytes a second of a write at an address. */
export function writeSpeedAt(unit: Unit, medium: Medium, logicalBlockAddress: number): number {
  const { write, writeSpeeds, maximumConstant } = unit.speeds;
  if (write <= maximumConstant) return write;
  const possible = write * radiusOf(medium, logicalBlockAddress);
  return writeSpeeds.find((speed) => speed <= Math.max(possible, maximumConstant)) ?? writeSpeeds.at(-1)!;
}

/** Bytes that a block takes on the disc, as speeds count them: 176.4 kB/s are 75 sectors of a CD. */
const cdSectorBytes = 2352;

/** Bytes that go by for each block. */
export const bytesOnDisc = ({ kind }: Medium): number => (kind === 'cd' ? cdSectorBytes : blockLengthBytes);

/** How long the drive records or erases so many blocks by itself, in milliseconds of life: as fast as further in. */
export function recordingMs(unit: Unit, medium: Medium, blocks: number): number {
  const speed = writeSpeedAt(unit, medium, 0);
  return speed > 0 ? (blocks * bytesOnDisc(medium)) / speed : 0;
}

/** The zones from the first block to `lastLba`. */
export function writeZones(unit: Unit, medium: Medium, lastLba: number): readonly SpeedZone[] {
  const zones: SpeedZone[] = [];
  for (let startLba = 0; startLba <= lastLba; ) {
    const speed = writeSpeedAt(unit, medium, startLba);
    const endLba = lastOfZone(unit, medium, startLba, lastLba, speed);
    const before = zones.at(-1);
    if (before?.speed === speed) zones[zones.length - 1] = { ...before, endLba };
    else zones.push({ startLba, endLba, speed });
    startLba = endLba + 1;
  }
  return zones;
}

/** Speeds only grow on the way out, and only fall on the way in: the end is found by halving. */
function lastOfZone(unit: Unit, medium: Medium, startLba: number, lastLba: number, speed: number): number {
  const isSame = (address: number) => writeSpeedAt(unit, medium, address) === speed;
  const turn = Math.ceil(medium.blockCount / 2);
  let inside = startLba;
  let outside = (startLba < turn && lastLba > turn ? turn : lastLba) + 1;
  while (outside - inside > 1) {
    const middle = Math.floor((inside + outside) / 2);
    if (isSame(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}

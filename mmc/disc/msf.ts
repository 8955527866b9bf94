/** Addresses on a CD: minutes, seconds and frames, 75 frames a second, against logical block addresses. */
import { FieldError } from '../layout/index.js';

/** A time on the disc. Frame 00:00:00 is 150 sectors before logical block 0. */
export interface Msf {
  readonly minute: number;
  readonly second: number;
  readonly frame: number;
}

/** Frames (sectors) in a second. */
export const framesPerSecond = 75;
const framesPerMinute = 60 * framesPerSecond;
const pregapFrames = 150;
/** Times from minute 90 on lie in the lead-in: the count wraps to 00:00:00 after 99:59:74. */
const leadInMinute = 90;
const wrapFrames = 100 * framesPerMinute;

/** The lowest address a time stands for: 90:00:00. */
export const minimumLba = leadInMinute * framesPerMinute - wrapFrames - pregapFrames;
/** The highest address a time stands for: 89:59:74. */
export const maximumLba = leadInMinute * framesPerMinute - pregapFrames - 1;

/** The time of an address. Throws FieldError outside `minimumLba` to `maximumLba`. */
export function msfOfLba(lba: number): Msf {
  if (!Number.isInteger(lba) || lba < minimumLba || lba > maximumLba)
    throw new FieldError('lba', `${lba} has no time on a CD (${minimumLba} to ${maximumLba})`);
  const frames = framesOfLba(lba);
  return {
    minute: Math.floor(frames / framesPerMinute),
    second: Math.floor(frames / framesPerSecond) % 60,
    frame: frames % framesPerSecond,
  };
}

/** @internal The time of an address as a count of frames; the caller knows that it has one. */
export const framesOfLba = (lba: number): number => lba + pregapFrames + (lba < -pregapFrames ? wrapFrames : 0);

/** @internal The address of a count of frames from 00:00:00, wrapped as `framesOfLba` wraps it. */
export const lbaOfFrames = (frames: number): number =>
  frames - pregapFrames - (frames >= leadInMinute * framesPerMinute ? wrapFrames : 0);

/** The address of a time; minutes 90 to 99 give negative ones. Throws FieldError for what is not a time. */
export function lbaOfMsf(msf: Msf): number {
  checkPart('minute', msf.minute, 99);
  checkPart('second', msf.second, 59);
  checkPart('frame', msf.frame, framesPerSecond - 1);
  return lbaOfFrames(msf.minute * framesPerMinute + msf.second * framesPerSecond + msf.frame);
}

function checkPart(name: string, value: number, maximum: number): void {
  if (!Number.isInteger(value) || value < 0 || value > maximum)
    throw new FieldError(name, `${value} is not between 0 and ${maximum}`);
}

/** The time in a 32-bit address field of a command with MSF set: 00h, M, S, F, in binary. Any number is taken apart. */
export function msfOfAddress(address: number): Msf {
  return { minute: (address >>> 16) & 0xff, second: (address >>> 8) & 0xff, frame: address & 0xff };
}

/** A time as the 32-bit address field of a command with MSF set. */
export function addressOfMsf(msf: Msf): number {
  return (msf.minute << 16) | (msf.second << 8) | msf.frame;
}

/** `02:17:05`, with two digits each. */
export function formatMsf(msf: Msf): string {
  return [msf.minute, msf.second, msf.frame].map((part) => String(part).padStart(2, '0')).join(':');
}

/** A number from its two decimal digits, as the sub-channels hold them; undefined for a nibble above 9. */
export function fromBcd(byte: number): number | undefined {
  const tens = byte >> 4;
  const units = byte & 0x0f;
  return tens > 9 || units > 9 ? undefined : 10 * tens + units;
}

/** Two decimal digits as a byte. Throws FieldError outside 0 to 99. */
export function toBcd(value: number): number {
  checkPart('value', value, 99);
  return (Math.floor(value / 10) << 4) | (value % 10);
}

import type { FoundDrive } from '../found-drive.js';
import { loadWindowsFfi, type WindowsFfi } from './ffi.js';
import { queryProperty } from './query-property.js';
import { deviceNames, deviceQuery, storageDeviceDescriptor } from './storage-query.js';

/** `\\.\CdRom0` to `\\.\CdRom31`: Windows numbers optical drives from 0, and leaves gaps when one is unplugged. */
const maximumDrives = 32;
/** Enough to ask for properties; opens the device without touching the medium. */
const noAccess = 0;

/** Every optical drive of this machine. */
export async function findWindowsDrives(loaded?: WindowsFfi): Promise<FoundDrive[]> {
  const ffi = loaded ?? (await loadWindowsFfi());
  const letters = driveLetters(ffi);
  const drives: FoundDrive[] = [];
  for (let number = 0; number < maximumDrives; number++) {
    const node = `\\\\.\\CdRom${number}`;
    const opened = await ffi.openDevice(node, noAccess);
    if ('code' in opened) continue;
    const descriptor = queryProperty(ffi, opened.handle, deviceQuery);
    ffi.closeHandle(opened.handle);
    const isLongEnough = descriptor !== undefined && descriptor.length >= storageDeviceDescriptor.span;
    const names = isLongEnough ? deviceNames(descriptor) : { vendor: undefined, model: undefined, firmware: undefined };
    const letter = letters.get(number);
    drives.push({ name: letter ?? node, nodes: letter ? [letter, node] : [node], ...names });
  }
  return drives;
}

/** The letter of each `CdRomN` that has one. */
function driveLetters(ffi: WindowsFfi): Map<number, string> {
  const letters = new Map<number, string>();
  for (let code = 'A'.charCodeAt(0); code <= 'Z'.charCodeAt(0); code++) {
    const letter = `${String.fromCharCode(code)}:`;
    const number = /\\CdRom(\d+)$/i.exec(ffi.queryDosDevice(letter) ?? '')?.[1];
    if (number !== undefined) letters.set(Number(number), letter);
  }
  return letters;
}

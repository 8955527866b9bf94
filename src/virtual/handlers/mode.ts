/** MODE SENSE and MODE SELECT, of six and of ten bytes. */
import {
  modeSelect6,
  modeSelect10,
  modeSense6,
  modeSense10,
  pageControl,
  writeParameters,
} from '../../../mmc/index.js';
import { type Call, type Handled, handle } from '../handler.js';
import { unitAttention } from '../initiator.js';
import { blockLengthBytes } from '../media/medium.js';
import { modePageOf, type PageBytes } from '../mode-parameters.js';
import { checkWriteParameters } from '../personalities/write-modes.js';
import { invalidField, invalidParameter, parameterListLengthError, savingNotSupported } from '../refusal.js';
import type { Unit } from '../unit.js';

const allPages = 0x3f;
const pageHeaderBytes = 2;
const pageCodeBits = 0x3f;
/** SPF. PS beside it is reserved in MODE SELECT, and what MODE SENSE put there comes back. */
const subPageBit = 0x40;

/** All blocks, of {@link blockLengthBytes}, in the density that there is. */
const blockDescriptor = Uint8Array.of(0, 0, 0, 0, 0, 0, blockLengthBytes >> 8, blockLengthBytes & 0xff);

/** The header of a mode parameter list: its length, and where in it the length of block descriptors stands. */
interface Header {
  readonly bytes: number;
  readonly blockDescriptorLengthAt: number;
  readonly blockDescriptor: Uint8Array;
}
/** Programs that still ask with six bytes take the block length out of the descriptor: cdparanoia divides by it. */
const header6: Header = { bytes: 4, blockDescriptorLengthAt: 3, blockDescriptor };
/** MMC has none. */
const header10: Header = { bytes: 8, blockDescriptorLengthAt: 6, blockDescriptor: new Uint8Array(0) };

/** MODE SENSE and MODE SELECT. */
export const modeHandlers: readonly Handled[] = [
  handle(modeSense10, (cdb, { unit }) => {
    const list = sense(unit, header10, cdb);
    new DataView(list.buffer).setUint16(0, list.length - 2);
    return withModeHeader(unit, list, 2);
  }),

  handle(modeSense6, (cdb, { unit }) => {
    const list = sense(unit, header6, cdb);
    list[0] = list.length - 1;
    return withModeHeader(unit, list, 1);
  }),

  handle(modeSelect10, (cdb, call) => select(cdb, header10, call)),
  handle(modeSelect6, (cdb, call) => select(cdb, header6, call)),
];

interface SenseCdb {
  readonly dbd: boolean;
  readonly pc: number;
  readonly pageCode: number;
  readonly subpageCode: number;
}

function sense(unit: Unit, header: Header, { dbd, pc, pageCode, subpageCode }: SenseCdb): Uint8Array {
  const { modePages, captured } = unit.personality;
  const asked = pageCode === allPages ? [...modePages.keys()] : [pageCode];
  const savable = asked.filter((code) => modePages.get(code)?.isSavable);
  if (pc === pageControl.saved && savable.length === 0) throw savingNotSupported();
  if (subpageCode !== 0) throw invalidField('subpageCode');
  if (pageCode === allPages && captured?.refusesAllPages) throw invalidField('pageCode');
  if (!asked.every((code) => modePages.has(code))) throw invalidField('pageCode');
  const codes = pc === pageControl.saved ? savable : asked;
  if (codes.some((code) => modePages.get(code)!.refusedControls?.includes(pc))) throw invalidField('pc');
  const pages = codes.map((code) => valuesOf(unit, code, pc));
  const descriptors = dbd ? [] : [header.blockDescriptor];
  const list = new Uint8Array([...descriptors, ...pages].reduce((sum, part) => sum + part.length, header.bytes));
  let at = header.bytes;
  for (const part of [...descriptors, ...pages]) {
    list.set(part, at);
    at += part.length;
  }
  // Eight bytes at most, so the lower byte says it all.
  list[header.bytes - 1] = descriptors.reduce((sum, { length }) => sum + length, 0);
  return list;
}

function valuesOf(unit: Unit, code: number, pc: number): Uint8Array {
  const page = modePageOf(unit, code)!;
  if (pc === pageControl.changeable) return page.changeable;
  if (pc === pageControl.default) return page.default;
  return pc === pageControl.saved ? unit.mode.saved(code)! : page.current;
}

/** Medium type and device-specific parameter are zero on drives since MMC-3. */
function withModeHeader(unit: Unit, list: Uint8Array, offset: number): Uint8Array {
  const { captured } = unit.personality;
  if (captured && unit.isAsCaptured) {
    list[offset] = captured.modeHeader.mediumType;
    list[offset + 1] = captured.modeHeader.deviceSpecificParameter;
  }
  return list;
}

interface SelectCdb {
  readonly pf: boolean;
  readonly rtd: boolean;
  readonly sp: boolean;
  readonly parameterListLength: number;
}

function select({ pf, rtd, sp, parameterListLength }: SelectCdb, header: Header, call: Call): void {
  const { unit } = call;
  if (!pf) throw invalidField('pf');
  if (rtd) throw invalidField('rtd');
  if (sp && ![...unit.personality.modePages.values()].some(({ isSavable }) => isSavable)) throw invalidField('sp');
  if (parameterListLength > 0) change(call.dataOut(parameterListLength), parameterListLength, header, call);
  if (sp) unit.mode.save();
}

/** Takes over all pages of a parameter list, or none of them. */
function change(list: Uint8Array, length: number, header: Header, { unit, initiator }: Call): void {
  if (length < header.bytes) throw parameterListLengthError();
  const changed = new Map<number, Uint8Array>();
  for (let at = header.bytes + blockDescriptorBytes(list, length, header); at < length; ) {
    const code = list[at]! & pageCodeBits;
    const page = modePageOf(unit, code);
    if (!page || (list[at]! & subPageBit) !== 0) throw invalidParameter(at, 5);
    const end = at + page.current.length;
    if (at + pageHeaderBytes > length) throw parameterListLengthError();
    if (list[at + 1] !== page.current.length - pageHeaderBytes) throw invalidParameter(at + 1);
    if (end > length) throw parameterListLengthError();
    checkChanges(page, list, at);
    const values = list.slice(at, end);
    values.set(page.current.subarray(0, pageHeaderBytes));
    for (const offset of page.obsolete ?? []) values[offset] = page.current[offset]!;
    if (code === writeParameters.code) checkWriteParameters(unit.personality, values, at);
    if (page.changeable.some((byte, i) => i >= pageHeaderBytes && byte !== 0)) changed.set(code, values);
    at = end;
  }
  if (changed.size === 0) return;
  for (const [code, bytes] of changed) unit.mode.change(code, bytes);
  for (const other of unit.initiators) if (other !== initiator) other.raise(unitAttention.modeParametersChanged);
}

/** Bytes of the block descriptor, which may be left out. Throws a Refusal for another than MODE SENSE gives. */
function blockDescriptorBytes(list: Uint8Array, length: number, { bytes, ...header }: Header): number {
  const descriptorBytes = list.slice(header.blockDescriptorLengthAt, bytes).reduce((sum, byte) => sum * 256 + byte, 0);
  if (descriptorBytes === 0) return 0;
  if (descriptorBytes !== header.blockDescriptor.length) throw invalidParameter(header.blockDescriptorLengthAt);
  if (length < bytes + descriptorBytes) throw parameterListLengthError();
  const stray = header.blockDescriptor.findIndex((byte, i) => byte !== list[bytes + i]);
  if (stray >= 0) throw invalidParameter(bytes + stray);
  return descriptorBytes;
}

/** Throws a Refusal that points to the first bit that differs from the page although it cannot be changed. */
function checkChanges(page: PageBytes, list: Uint8Array, offset: number): void {
  for (let i = pageHeaderBytes; i < page.current.length; i++) {
    if (page.obsolete?.includes(i)) continue;
    const stray = (list[offset + i]! ^ page.current[i]!) & ~page.changeable[i]! & 0xff;
    if (stray !== 0) throw invalidParameter(offset + i, 31 - Math.clz32(stray));
  }
}

/** MODE SENSE(10) and MODE SELECT(10). */
import {
  capabilitiesAndMechanicalStatus,
  modePages,
  modeSelect10,
  modeSense10,
  pageControl,
} from '../../../mmc/index.js';
import { type Call, type Handled, handle } from '../handler.js';
import { unitAttention } from '../initiator.js';
import { modePagesOf, type PageBytes } from '../mode-parameters.js';
import { invalidField, invalidParameter, parameterListLengthError, savingNotSupported } from '../refusal.js';

const allPages = 0x3f;
const headerBytes = 8;
const blockDescriptorLengthAt = 6;
const pageHeaderBytes = 2;
const pageCodeBits = 0x3f;
/** PS is reserved in MODE SELECT, and what MODE SENSE put there comes back. */
const spfBit = 0x40;

/** MODE SENSE and MODE SELECT. */
export const modeHandlers: readonly Handled[] = [
  handle(modeSense10, ({ pc, pageCode, subpageCode }, { unit }) => {
    if (pc === pageControl.saved) throw savingNotSupported();
    if (subpageCode !== 0) throw invalidField('subpageCode');
    const pages = modePagesOf(unit);
    if (pageCode !== allPages && !pages.has(pageCode)) throw invalidField('pageCode');
    return {
      pages: [...pages]
        .filter(([code]) => pageCode === allPages || pageCode === code)
        .map(([code, bytes]) => modePages.get(code)!.layout.decode(valuesOf(bytes, pc))),
    };
  }),

  handle(modeSelect10, (cdb, call) => {
    if (!cdb.pf) throw invalidField('pf');
    if (cdb.rtd) throw invalidField('rtd');
    if (cdb.sp) throw invalidField('sp');
    if (cdb.parameterListLength > 0) select(call.dataOut(cdb.parameterListLength), cdb.parameterListLength, call);
  }),
];

function valuesOf(page: PageBytes, pc: number): Uint8Array {
  if (pc === pageControl.changeable) return page.changeable;
  return pc === pageControl.default ? page.default : page.current;
}

/** Takes over all pages of a parameter list, or none of them. */
function select(list: Uint8Array, length: number, { unit, initiator }: Call): void {
  if (length < headerBytes) throw parameterListLengthError();
  for (let i = blockDescriptorLengthAt; i < headerBytes; i++)
    if (list[i] !== 0) throw invalidParameter(blockDescriptorLengthAt);
  const pages = modePagesOf(unit);
  const changed = new Map<number, Uint8Array>();
  for (let at = headerBytes; at < length; ) {
    const page = pages.get(list[at]! & pageCodeBits);
    if (!page || (list[at]! & spfBit) !== 0) throw invalidParameter(at, 5);
    const end = at + page.current.length;
    if (at + pageHeaderBytes > length) throw parameterListLengthError();
    if (list[at + 1] !== page.current.length - pageHeaderBytes) throw invalidParameter(at + 1);
    if (end > length) throw parameterListLengthError();
    checkChanges(page, list, at);
    const values = list.slice(at, end);
    values.set(page.current.subarray(0, pageHeaderBytes));
    for (const offset of page.obsolete ?? []) values[offset] = page.current[offset]!;
    changed.set(list[at]! & pageCodeBits, values);
    at = end;
  }
  changed.delete(capabilitiesAndMechanicalStatus.code);
  if (changed.size === 0) return;
  for (const [code, bytes] of changed) unit.mode.change(code, bytes);
  for (const other of unit.initiators) if (other !== initiator) other.raise(unitAttention.modeParametersChanged);
}

/** Throws a Refusal that points to the first bit that differs from the page although it cannot be changed. */
function checkChanges(page: PageBytes, list: Uint8Array, offset: number): void {
  for (let i = pageHeaderBytes; i < page.current.length; i++) {
    if (page.obsolete?.includes(i)) continue;
    const stray = (list[offset + i]! ^ page.current[i]!) & ~page.changeable[i]! & 0xff;
    if (stray !== 0) throw invalidParameter(offset + i, 31 - Math.clz32(stray));
  }
}

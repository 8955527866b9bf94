import { ascii, bits, bytes, FieldError, flag, list, record, toBytes, u8, type Value } from '../layout/index.js';

/**
 * Data of SEND CUE SHEET: lines of eight bytes. `cuePosition` is the line with `adr` 1; catalog number and ISRC take
 * two lines each, see {@link cueCatalogNumber} and {@link cueIsrc}.
 */
export const cueSheet = record([list(bytes(8), 'lines')]);

/**
 * A line of a cue sheet with `adr` 1: what begins at a time. Track 0 is the lead-in, AAh the lead-out; index 0 is the
 * pause before a track. `scms` alternates the copy bit. Times are absolute and binary.
 */
export const cuePosition = record([
  bits({ control: 4, adr: 4 }),
  u8('trackNumber'),
  u8('index'),
  bits({ subChannelForm: 2, mainDataForm: 6 }),
  bits({ scms: flag, _: 7 }),
  u8('minute'),
  u8('second'),
  u8('frame'),
]);

const catalogNumberLine = record([bits({ control: 4, adr: 4 }), ascii(7, 'text')]);
const isrcLine = record([bits({ control: 4, adr: 4 }), u8('trackNumber'), ascii(6, 'text')]);

/** The two lines with a media catalog number of 13 digits; they come before the lead-in. */
export function cueCatalogNumber(mediaCatalogNumber: string, control = 0): Uint8Array[] {
  if (!/^\d{13}$/.test(mediaCatalogNumber))
    throw new FieldError('mediaCatalogNumber', `"${mediaCatalogNumber}" does not have 13 digits`);
  const line = (text: string) => toBytes(catalogNumberLine, { control, adr: 2, text });
  const second = line(mediaCatalogNumber.slice(7));
  second[7] = 0;
  return [line(mediaCatalogNumber.slice(0, 7)), second];
}

/** The two lines with the ISRC of a track, 12 characters; they come before the lines of the track. */
export function cueIsrc(trackNumber: number, isrc: string, control = 0): Uint8Array[] {
  if (!/^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(isrc))
    throw new FieldError('isrc', `"${isrc}" is not an ISRC: two letters, three letters or digits, seven digits`);
  return [isrc.slice(0, 6), isrc.slice(6)].map((text) => toBytes(isrcLine, { control, adr: 3, trackNumber, text }));
}

/** A line of a cue sheet, decoded: a position, or half of a catalog number or ISRC. */
export type CueLine =
  | ({ readonly kind: 'position' } & Value<typeof cuePosition>)
  | { readonly kind: 'catalogNumber'; readonly control: number; readonly text: string }
  | { readonly kind: 'isrc'; readonly control: number; readonly trackNumber: number; readonly text: string }
  | { readonly kind: 'unknown'; readonly adr: number; readonly line: Uint8Array };

/** What a line of a cue sheet says. */
export function decodeCueLine(line: Uint8Array): CueLine {
  const adr = line[0]! & 0x0f;
  if (adr === 1) return { kind: 'position', ...cuePosition.decode(line) };
  if (adr === 2) {
    const { control, text } = catalogNumberLine.decode(line);
    return { kind: 'catalogNumber', control, text };
  }
  if (adr === 3) {
    const { control, trackNumber, text } = isrcLine.decode(line);
    return { kind: 'isrc', control, trackNumber, text };
  }
  return { kind: 'unknown', adr, line };
}

/** Values of `subChannelForm`: what comes with each sector besides the main channel. */
export const cueSubChannelForm = { generated: 0, raw: 1, packed: 3 } as const;

/**
 * Values of `mainDataForm`: which sectors, how many bytes of each the host sends, and so what the drive makes itself.
 * Forms 12h, 13h, 22h, 23h, 32h and 33h take data and ignore it. From libburn and Pioneer's command manuals.
 */
export const cueMainDataForm = {
  cdDa2352: 0x00,
  cdDa0: 0x01,
  mode1With2048: 0x10,
  mode1With2352: 0x11,
  mode1Ignored2048: 0x12,
  mode1Ignored2352: 0x13,
  mode1With0: 0x14,
  xaWith2336: 0x20,
  xaWith2352: 0x21,
  xaIgnored2336: 0x22,
  xaIgnored2352: 0x23,
  xaForm2With0: 0x24,
  mode2With2336: 0x30,
  mode2With2352: 0x31,
  mode2Ignored2336: 0x32,
  mode2Ignored2352: 0x33,
  mode2With0: 0x34,
} as const;

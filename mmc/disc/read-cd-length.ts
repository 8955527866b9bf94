/** How many bytes READ CD returns for a sector. */

/** Values of READ CD's `expectedSectorType` (MMC-6). */
export const cdSectorType = {
  any: 0,
  cdDa: 1,
  mode1: 2,
  mode2Formless: 3,
  mode2Form1: 4,
  mode2Form2: 5,
} as const;

/** Values of READ CD's `headerCodes`. */
export const cdHeaderCodes = { none: 0, header: 1, subHeader: 2, all: 3 } as const;
/** Values of READ CD's `c2ErrorInformation`. */
export const cdC2ErrorInformation = { none: 0, pointerBits: 1, pointerBitsAndBlockErrorByte: 2 } as const;
/** Values of READ CD's `subChannelSelection`. */
export const cdSubChannelSelection = { none: 0, raw: 1, formattedQ: 2, correctedRw: 4 } as const;

/** What a READ CD CDB selects of each sector. */
export interface CdSectorSelection {
  readonly expectedSectorType: number;
  readonly sync: boolean;
  readonly headerCodes: number;
  readonly userData: boolean;
  readonly edcAndEcc: boolean;
  readonly c2ErrorInformation: number;
  readonly subChannelSelection: number;
}

const wholeSectorBytes = 2352;
/** Bytes of sync, header, sub-header, user data, EDC and ECC; the user data of form 2 counts its last 4 bytes. */
const partBytes = {
  [cdSectorType.mode1]: [12, 4, 0, 2048, 288],
  [cdSectorType.mode2Formless]: [12, 4, 0, 2336, 0],
  [cdSectorType.mode2Form1]: [12, 4, 8, 2048, 280],
  [cdSectorType.mode2Form2]: [12, 4, 8, 2328, 0],
} as const;
const c2Bytes = [0, 294, 296] as const;
const subChannelBytes: Readonly<Record<number, number>> = { 0: 0, 1: 96, 2: 16, 4: 96 };

/**
 * Bytes that a sector of type `sectorType` gives: main channel, C2 error information and sub-channel together.
 * Undefined where the drive has to refuse the selection: a reserved code, parts that are not next to each other in
 * the sector, or a sector type that is not one of `cdSectorType` (and not `any`, which no sector is).
 *
 * CD-DA has no parts: any selection gives all 2352 bytes. It comes from libmirage and Pioneer's command manuals.
 */
export function readCdSectorBytes(selection: CdSectorSelection, sectorType: number): number | undefined {
  const main = readCdMainChannel(selection, sectorType);
  const c2 = c2Bytes[selection.c2ErrorInformation];
  const subChannel = subChannelBytes[selection.subChannelSelection];
  if (main === undefined || c2 === undefined || subChannel === undefined) return undefined;
  return main.end - main.start + c2 + subChannel;
}

/**
 * Which bytes of a raw sector of type `sectorType` are selected: from `start` to before `end`. Undefined where
 * {@link readCdSectorBytes} is, because of the main channel.
 */
export function readCdMainChannel(
  selection: CdSectorSelection,
  sectorType: number,
): { readonly start: number; readonly end: number } | undefined {
  const { sync, headerCodes, userData, edcAndEcc } = selection;
  if (sectorType === cdSectorType.cdDa)
    return { start: 0, end: sync || headerCodes !== 0 || userData || edcAndEcc ? wholeSectorBytes : 0 };
  const sizes: readonly number[] | undefined = partBytes[sectorType as keyof typeof partBytes];
  // EDC and ECC come alone or behind user data, in sectors that have none as well.
  if (!sizes || (edcAndEcc && !userData && (sync || headerCodes !== 0))) return undefined;
  const selected = [sync, (headerCodes & 1) !== 0, (headerCodes & 2) !== 0, userData, edcAndEcc];
  const present = selected.flatMap((isSelected, i) => (sizes[i]! > 0 ? [{ size: sizes[i]!, isSelected }] : []));
  const flags = present.map((part) => part.isSelected);
  const first = Math.max(0, flags.indexOf(true));
  const chosen = present.slice(first, flags.lastIndexOf(true) + 1);
  if (!chosen.every((part) => part.isSelected)) return undefined;
  const bytesOf = (parts: typeof present) => parts.reduce((sum, { size }) => sum + size, 0);
  const start = bytesOf(present.slice(0, first));
  return { start, end: start + bytesOf(chosen) };
}

/**
 * Bytes to provide for each sector. With the expected sector type `any` the medium decides what comes, so it is the
 * most that any type gives; for a selection that a drive has to refuse, a whole sector with everything beside it, so
 * that a drive which accepts it cannot overrun the buffer.
 */
export function readCdMaximumSectorBytes(selection: CdSectorSelection): number {
  const { expectedSectorType } = selection;
  const types = expectedSectorType === cdSectorType.any ? [1, 2, 3, 4, 5] : [expectedSectorType];
  const lengths = types.map((type) => readCdSectorBytes(selection, type)).filter((length) => length !== undefined);
  return lengths.length > 0 ? Math.max(...lengths) : wholeSectorBytes + 296 + 96;
}

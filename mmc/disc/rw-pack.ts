/**
 * Packs of sub-channels R to W: 24 symbols of six bits, four packs in the 96 bytes of a sector (CD+G, CD-MIDI, and
 * CD-TEXT in the lead-in). A pack is spread over eight: its symbols lie up to seven packs later. Layout and
 * interleave as in cdrkit's libedc and redumper.
 */

/** Symbols of a pack, and bytes of it here. */
export const rwPackBytes = 24;
/** Packs over which one is spread: so many have to be at hand to take one out. */
export const rwPackSpread = 8;

/** Where the parts of a pack stand. */
export const rwPack = { modeAndItem: 0, instruction: 1, qParity: 2, data: 4, pParity: 20 } as const;

let places: Uint8Array | undefined;
/** Where the symbols of a pack lie, counted from where the pack would begin without interleave. */
function makePlaces(): Uint8Array {
  const swapped = Array.from({ length: rwPackBytes }, (_, i) => i);
  for (const [a, b] of [
    [1, 18],
    [2, 5],
    [3, 23],
  ] as const) {
    swapped[a] = b;
    swapped[b] = a;
  }
  return Uint8Array.from(swapped, (at) => (at % rwPackSpread) * rwPackBytes + at);
}

/**
 * Takes one pack out of raw sub-channels, sector after sector of 96 bytes: the pack that begins at `rawOffset`, a
 * multiple of 24 from the start of a sector, into 24 bytes at `offset` of `into`. Reads 192 bytes; P and Q are masked.
 */
export function deinterleaveRwPack(raw: Uint8Array, rawOffset: number, into: Uint8Array, offset: number): void {
  places ??= makePlaces();
  for (let i = 0; i < rwPackBytes; i++) into[offset + i] = raw[rawOffset + places[i]!]! & 0x3f;
}

/** Puts the pack of 24 bytes at `packOffset` into raw sub-channels, whose P and Q and other packs stay as they are. */
export function interleaveRwPack(pack: Uint8Array, packOffset: number, raw: Uint8Array, rawOffset: number): void {
  places ??= makePlaces();
  for (let i = 0; i < rwPackBytes; i++) {
    const at = rawOffset + places[i]!;
    raw[at] = (raw[at]! & 0xc0) | (pack[packOffset + i]! & 0x3f);
  }
}

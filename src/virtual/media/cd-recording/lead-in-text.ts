/** CD-TEXT on its way into a lead-in: raw sub-channels R to W, where its packs repeat over and over. */
import { rawSubChannelBytes } from '../../../../mmc/index.js';

/** Bytes of a pack, which come as so many symbols of six bits. */
const packBytes = 18;
const symbolsOfPack = 24;
const symbolBits = 6;

export class LeadInText {
  readonly #packs: Uint8Array[] = [];
  #isWhole = false;

  /** Takes the sub-channels of `count` sectors. Everything from the repetition of the first pack on is known already. */
  add(subChannels: Uint8Array, count: number): void {
    for (let at = 0; at < count * rawSubChannelBytes && !this.#isWhole; at += symbolsOfPack) {
      const pack = packOfSymbols(subChannels, at);
      if (pack.every((byte) => byte === 0)) continue;
      const [first] = this.#packs;
      if (first && Buffer.compare(first, pack) === 0) this.#isWhole = true;
      else this.#packs.push(pack);
    }
  }

  /** One round of packs, one after the other. */
  packs(): Uint8Array {
    return Buffer.concat(this.#packs);
  }
}

function packOfSymbols(symbols: Uint8Array, at: number): Uint8Array {
  const pack = new Uint8Array(packBytes);
  for (let i = 0; i < symbolsOfPack; i++) {
    const symbol = symbols[at + i]! & 0x3f;
    const bit = i * symbolBits;
    const shifted = symbol << (10 - (bit & 7));
    pack[bit >> 3]! |= shifted >> 8;
    if ((bit >> 3) + 1 < packBytes) pack[(bit >> 3) + 1]! |= shifted & 0xff;
  }
  return pack;
}

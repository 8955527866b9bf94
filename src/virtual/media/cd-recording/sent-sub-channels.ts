/** Sub-channels that an initiator sends behind each sector, 96 bytes, in a track or session at once. */
import { rawSubChannelBytes } from '../../../../mmc/index.js';
import { PackInterleaver } from '../packed-sub-channels.js';

/** What of R to W is sent: the drive makes parity and interleave of packs. P and Q are the drive's. */
export type SubChannelForm = 'packed' | 'raw';

export class SentSubChannels {
  readonly #interleaver = new PackInterleaver();

  /** Raw ones out of `count` blocks with a sector of `sectorBytes` each. */
  rawOf(data: Uint8Array, count: number, sectorBytes: number, form: SubChannelForm): Uint8Array {
    const stride = sectorBytes + rawSubChannelBytes;
    const raw = new Uint8Array(count * rawSubChannelBytes);
    for (let i = 0; i < count; i++) {
      const at = i * rawSubChannelBytes;
      if (form === 'packed') this.#interleaver.next(data, i * stride + sectorBytes, raw, at);
      else raw.set(data.subarray(i * stride + sectorBytes, (i + 1) * stride), at);
    }
    return raw;
  }
}

/** The region of a DVD drive, and how often it can still be changed. */
import { rpcTypeCode } from '../../mmc/index.js';
import type { RpcState } from './personalities/personality.js';
import { noRegionChangeLeft } from './refusal.js';

/** No region is set. */
const noRegion = 0xff;

/** Region playback control, phase 2. It outlives power off and on. */
export class Region {
  #regionMask: number;
  #userChanges: number;
  readonly vendorResets: number;

  constructor({ regionMask, userChanges, vendorResets }: RpcState) {
    this.#regionMask = regionMask;
    this.#userChanges = userChanges;
    this.vendorResets = vendorResets;
  }

  /** A bit that is 0 is a region that plays. */
  get regionMask(): number {
    return this.#regionMask;
  }

  get userChanges(): number {
    return this.#userChanges;
  }

  /** One of `rpcTypeCode`. */
  get typeCode(): number {
    if (this.#regionMask === noRegion) return rpcTypeCode.none;
    if (this.#userChanges === 0) return rpcTypeCode.permanent;
    return this.#userChanges === 1 ? rpcTypeCode.lastChance : rpcTypeCode.set;
  }

  /** Setting the region that is set already costs nothing. Throws a Refusal where no change is left. */
  set(regionMask: number): void {
    if (regionMask === this.#regionMask) return;
    if (this.#userChanges === 0) throw noRegionChangeLeft();
    this.#regionMask = regionMask;
    this.#userChanges--;
  }
}

/** What spare areas leave of a BD. From libburn's documentation and logs, for one layer. */

export interface BdCapacities {
  /** With the spare areas that a drive gives it by default. */
  readonly standard: number;
  /** With the largest spare areas. */
  readonly least: number;
  /** With the smallest. */
  readonly most: number;
}

/** Spare areas of a disc with one layer, in blocks. */
const standardSpare = 393_216;
const largestSpare = 6_422_528;
const smallestSpare = 131_072;

/** Every layer has spare areas of its own. */
export const bdCapacities = (capacityBlocks: number, layers: number): BdCapacities => ({
  standard: capacityBlocks - layers * standardSpare,
  least: capacityBlocks - layers * largestSpare,
  most: capacityBlocks - layers * smallestSpare,
});

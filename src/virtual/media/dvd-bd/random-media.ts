/** DVD-RAM and BD-RE: which formats they take. */
import { discStatus, formatType } from '../../../../mmc/index.js';
import type { DiscStructures } from '../disc-structure.js';
import { blockLengthBytes, profile } from '../medium.js';
import type { RecordingStore } from '../recording-store.js';
import { bdCapacities } from './bd-capacities.js';
import { bdKind, bdStructures } from './bd-structures.js';
import { dvdRamStructures } from './dvd-structures.js';
import type { FormatChoice } from './formats.js';
import { OverwritableMedium } from './overwritable-medium.js';
import { type Stock, stock } from './stock.js';

/** What supplementary spare areas leave of a DVD-RAM of 4.7 GB. */
const dvdRamWithSpareBlocks = 2_236_704;

const dvdRamFormats: readonly FormatChoice[] = [
  [formatType.full, stock['dvd-ram'].capacityBlocks],
  [formatType.full, dvdRamWithSpareBlocks],
  [formatType.spareAreaExpansion, dvdRamWithSpareBlocks],
].map(([type, numberOfBlocks]) => ({
  formatType: type!,
  numberOfBlocks: numberOfBlocks!,
  typeDependentParameter: blockLengthBytes,
}));

/** A DVD-RAM over a store, formatted as they are sold. */
export class DvdRam extends OverwritableMedium {
  constructor(store: RecordingStore) {
    const { capacityBlocks } = stock['dvd-ram'];
    super(
      { name: 'dvd-ram', store },
      { profile: profile.dvdRam, discStatus: discStatus.other, formats: dvdRamFormats },
      {
        medium: 'dvd-ram',
        format: { formatType: formatType.full, formatSubType: 0, numberOfBlocks: capacityBlocks },
      },
    );
  }

  get discStructures(): DiscStructures {
    return new Map(dvdRamStructures(this.stock, this.blockCount));
  }
}

/** Full and quick certification. */
const withSpareSubTypes = [2, 3, 0];
/** Quick reformat, no certification, full and quick certification. */
const withoutSpareSubTypes = [0, 1, 2, 3];

function bdReFormats({ capacityBlocks, layers }: Stock): readonly FormatChoice[] {
  const { standard, least, most } = bdCapacities(capacityBlocks, layers);
  const typeDependentParameter = 0;
  return [
    { formatType: formatType.full, numberOfBlocks: standard, typeDependentParameter },
    ...[standard, least, most].map((numberOfBlocks) => ({
      formatType: formatType.bdReFullWithSpareAreas,
      numberOfBlocks,
      minimumBlocks: least,
      typeDependentParameter,
      subTypes: withSpareSubTypes,
    })),
    {
      formatType: formatType.bdReFullWithoutSpareAreas,
      numberOfBlocks: capacityBlocks,
      typeDependentParameter,
      subTypes: withoutSpareSubTypes,
    },
  ];
}

/** A BD-RE over a store; it has to be formatted before it is written. */
export class BdRe extends OverwritableMedium {
  constructor(name: 'bd-re' | 'bd-re-dl', store: RecordingStore) {
    super(
      { name, store },
      { profile: profile.bdRe, discStatus: discStatus.finalized, formats: bdReFormats(stock[name]) },
      { medium: name },
    );
  }

  get discStructures(): DiscStructures {
    return new Map(bdStructures(bdKind.rewritable, this.stock, this.currentFormat?.numberOfBlocks));
  }
}

/** FORMAT UNIT of a CD-RW: one session with one track of fixed packets, all of zeros. */
import {
  capacityDescriptorType,
  type cdRwFormatList,
  type formatDescriptorList,
  formatType,
  type Value,
} from '../../../../mmc/index.js';
import { invalidParameter } from '../../refusal.js';
import { blockLengthBytes } from '../medium.js';
import type { FormatCapacities } from '../recorder.js';
import type { Erased } from './blanking.js';
import { packetsIn, pauseBlocks, spanOfPackets, stockOf } from './layout.js';
import type { CdState } from './state.js';

/** Blocks of a packet: what UDF on CD-RW is made for, and what the format of MMC-1 has. */
const packetBlocks = 32;
const dataTrackWrittenIncrementally = 5;
/** Where things stand in the parameter list. */
const at = { options: 4, numberOfBlocks: 4, formatType: 8, parameter: 9, formatSize: 8 } as const;

const capacityOf = (state: CdState): number => packetsIn(stockOf(state).lastLeadOutStart, packetBlocks) * packetBlocks;

/** READ FORMAT CAPACITIES. */
export function formatCapacitiesOf(state: CdState): FormatCapacities {
  const formatted = formattedTrack(state);
  const { lastLeadOutStart } = stockOf(state);
  return {
    numberOfBlocks: formatted ? formatted.recordedEnd - formatted.start : lastLeadOutStart,
    descriptorType: formatted ? capacityDescriptorType.formatted : capacityDescriptorType.unformatted,
    blockLengthBytes,
    formattableCapacities: [
      {
        numberOfBlocks: capacityOf(state),
        formatType: formatType.cdRwOrDvdRwFull,
        typeDependentParameter: packetBlocks,
      },
    ],
  };
}

/** FORMAT UNIT with a descriptor that READ FORMAT CAPACITIES has listed. */
export function formatByDescriptor(state: CdState, descriptor: Value<typeof formatDescriptorList>): Erased {
  if (descriptor.formatType !== formatType.cdRwOrDvdRwFull) throw invalidParameter(at.formatType, 7);
  if (descriptor.typeDependentParameter !== packetBlocks) throw invalidParameter(at.parameter);
  return format(state, descriptor.numberOfBlocks, at.numberOfBlocks);
}

/** FORMAT UNIT as MMC-1 has it for CD-RW. */
export function formatByMmc1(state: CdState, list: Value<typeof cdRwFormatList>): Erased {
  if (list.grow) throw invalidParameter(at.options, 6);
  return format(state, list.formatSizeBlocks, at.formatSize);
}

function format(state: CdState, sizeBlocks: number, sizeAt: number): Erased {
  if (sizeBlocks === 0 || sizeBlocks % packetBlocks !== 0 || sizeBlocks > capacityOf(state))
    throw invalidParameter(sizeAt);
  const end = spanOfPackets(sizeBlocks, packetBlocks);
  state.sessions.splice(0, Number.POSITIVE_INFINITY, {
    number: 1,
    discType: 0,
    tracks: [
      {
        number: 1,
        writtenAs: 'packets',
        mode: 'mode1',
        control: dataTrackWrittenIncrementally,
        pauseStart: -pauseBlocks,
        start: 0,
        recordedStart: 0,
        recordedEnd: sizeBlocks,
        end,
        isComplete: true,
        packetBlocks,
      },
    ],
    closed: { leadOutStart: end, allowsNext: true },
  });
  return 'everything';
}

/** The track that can be written again and again. */
const formattedTrack = (state: CdState) =>
  state.sessions[0]?.tracks.find((track) => track.packetBlocks !== undefined && track.isComplete);

/** Which of the ways to record in mode page 05h a drive takes, after its features. */
import {
  cdMastering,
  cdTrackAtOnce,
  dataBlockBytes,
  incrementalStreamingWritable,
  placeOfField,
  writeParameters,
  writeType,
} from '../../../mmc/index.js';
import { invalidParameter } from '../refusal.js';
import { featureOf, type Personality } from './personality.js';

const saoBit = 0x20;
const rawBit = 0x08;
/** The data block types of raw sectors, alone or with sub-channels: 0 to 3. */
const lastRawBlockType = 3;
/** Raw sectors whose sub-channels R to W the drive interleaves, and completes with parity. */
const packedBlockType = 2;
const rwPackBit = 0x08;

/** Throws a Refusal for a write type or a data block type that the drive does not have; `offset` is the page's. */
export function checkWriteParameters(personality: Personality, page: Uint8Array, offset: number): void {
  const parameters = writeParameters.layout.decode(page);
  if (!takesWriteType(personality, parameters.writeType)) throw invalid('writeType', offset);
  const { dataBlockType } = parameters;
  const isRaw = parameters.writeType === writeType.raw;
  if (dataBlockBytes[dataBlockType] === undefined || (isRaw && dataBlockType > lastRawBlockType))
    throw invalid('dataBlockType', offset);
  const trackAtOnce = featureOf(personality, cdTrackAtOnce.code)?.data[0] ?? 0;
  if (dataBlockType === packedBlockType && (trackAtOnce & rwPackBit) === 0) throw invalid('dataBlockType', offset);
}

function takesWriteType(personality: Personality, type: number): boolean {
  const mastering = featureOf(personality, cdMastering.code)?.data[0] ?? 0;
  switch (type) {
    case writeType.packetOrIncremental:
      return featureOf(personality, incrementalStreamingWritable.code) !== undefined;
    case writeType.trackAtOnce:
      return featureOf(personality, cdTrackAtOnce.code) !== undefined;
    case writeType.sessionAtOnce:
      return (mastering & saoBit) !== 0;
    case writeType.raw:
      return (mastering & rawBit) !== 0;
    default:
      return false;
  }
}

function invalid(name: 'writeType' | 'dataBlockType', offset: number) {
  const { byte, bit } = placeOfField(writeParameters.layout, name);
  return invalidParameter(offset + byte, bit);
}

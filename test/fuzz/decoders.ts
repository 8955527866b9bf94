/** Everything of the package that takes bytes from outside, with bytes that it takes apart well. */
import * as mmc from '../../mmc/index.js';
import { cdbVectors, dataVectors } from '../mmc/commands/vectors/index.js';
import { msJis, oneBlock, twoBlocks } from '../mmc/disc/cd-text-packs.js';
import { descriptorHex, fixedHex } from '../mmc/sense/samples.js';

/** One decoder. Whatever the bytes, it returns or throws one of the errors it is documented to throw. */
export interface Decoder {
  readonly name: string;
  /** What the mutated inputs begin as. */
  readonly samples: readonly Uint8Array[];
  readonly decode: (bytes: Uint8Array) => unknown;
  /** Inputs it gets for each one that a plain decoder gets; 1 where left out. */
  readonly share?: number;
  /** Errors it may end in; FieldError and ShortDataError where left out. */
  readonly errors?: readonly (new (
    ...args: any[]
  ) => Error)[];
}

const { FieldError, ShortDataError } = mmc;
export const typedErrors = [FieldError, ShortDataError];

const isCodec = (value: unknown): value is mmc.Codec<any, any> =>
  typeof value === 'object' && value !== null && 'span' in value && 'decode' in value;
const isDeclared = (value: unknown): value is { name: string; layout: mmc.Codec<any, any> } =>
  typeof value === 'object' && value !== null && 'layout' in value && isCodec(value.layout);

/** Every codec that the package exports, or that one of its commands, features, mode pages or event classes has. */
function codecs(): Map<mmc.Codec<any, any>, string> {
  const found = new Map<mmc.Codec<any, any>, string>();
  const add = (codec: unknown, name: string): void => {
    if (isCodec(codec) && !found.has(codec)) found.set(codec, name);
  };
  const addAll = (values: Iterable<unknown>, kind: string): void => {
    for (const value of values) if (isDeclared(value)) add(value.layout, `${kind}${value.name}`);
  };
  for (const [name, value] of Object.entries(mmc)) {
    add(value, name);
    if (value instanceof mmc.CommandSet)
      for (const { id, transfer, layout } of value) {
        add(layout, `${id}, CDB`);
        add('layout' in transfer && transfer.layout, `${id}, data`);
      }
    else if (value instanceof Map) addAll(value.values(), `${name}: `);
    else if (isDeclared(value)) add(value.layout, name);
  }
  for (const { codec, name } of dataVectors) add(codec, name);
  return found;
}

/** The value, and then the bytes again: a drive that serves what it has decoded must not come to harm either. */
function decodeAndEncode(codec: mmc.Codec<any, any>, bytes: Uint8Array): unknown {
  mmc.announcedLength(codec, bytes);
  return mmc.toBytes(codec, codec.decode(bytes));
}

function codecDecoders(): Decoder[] {
  const samples = new Map<unknown, Uint8Array[]>();
  for (const { codec, bytes } of dataVectors) samples.set(codec, [...(samples.get(codec) ?? []), mmc.parseHex(bytes)]);
  return [...codecs()].map(([codec, name]) => ({
    name,
    samples: samples.get(codec) ?? [],
    decode: (bytes) => decodeAndEncode(codec, bytes),
  }));
}

function explainCdb(bytes: Uint8Array): unknown {
  for (const set of Object.values(mmc)) {
    if (!(set instanceof mmc.CommandSet)) continue;
    const command = set.find(bytes);
    if (command === undefined) continue;
    const cdb = command.decodeCdb(bytes);
    mmc.reservedBit(command, bytes);
    mmc.fieldAt(command.layout, bytes[1] ?? 0, (bytes[2] ?? 0) & 7);
    if ('byteLength' in command.transfer) command.transfer.byteLength(cdb, 2048);
  }
  return undefined;
}

function explainSense(bytes: Uint8Array): unknown {
  const sense = mmc.decodeSense(bytes);
  if (sense === undefined) return undefined;
  mmc.senseCategory(sense);
  mmc.senseAdvice(sense);
  mmc.fieldPointerName(sense, mmc.read10);
  mmc.describeSense(sense, mmc.read10, bytes);
  return sense;
}

function inspectSector(bytes: Uint8Array): unknown {
  const sector = new Uint8Array(mmc.rawSectorBytes);
  sector.set(bytes.subarray(0, sector.length));
  mmc.isSectorScrambled(sector);
  mmc.sectorAddress(sector);
  mmc.readSubHeader(sector);
  for (const format of Object.values(mmc.sectorFormat)) mmc.sectorFaults(sector, 0, format);
  const format = mmc.sectorFormatOf(sector);
  return format && mmc.correctSector(sector, 0, format);
}

function inspectSubChannels(bytes: Uint8Array): unknown {
  const raw = new Uint8Array(mmc.rwPackSpread * mmc.rwPackBytes);
  raw.set(bytes.subarray(0, raw.length));
  const channels = new Uint8Array(mmc.rawSubChannelBytes);
  mmc.deinterleaveSubChannels(raw, 0, channels, 0);
  mmc.deinterleaveRwPack(raw, 0, channels, 0);
  mmc.correctRwPack(channels, 0);
  mmc.isRwPackRight(channels, 0);
  mmc.isSubChannelQRight(raw);
  return [mmc.decodeSubChannelQ(raw), mmc.decodeSubChannelQ(channels)];
}

const text = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const characters = (value: string): Uint8Array => Uint8Array.from(value, (character) => character.charCodeAt(0));

function sampleSectors(): Uint8Array[] {
  const { mode1, mode2Form1, mode2Form2 } = mmc.sectorFormat;
  return [mode1, mode2Form1, mode2Form2].map((format) => {
    const sector = Uint8Array.from({ length: mmc.rawSectorBytes }, (_, i) => (i * 31) >> 3);
    mmc.completeSector(sector, 0, format, 16);
    return sector;
  });
}

/** Decoders that are functions of their own; a test sees to it that none of the package is missing. */
export const functionDecoders: Readonly<Record<string, Decoder>> = {
  decodeSense: {
    name: 'sense',
    samples: [mmc.parseHex(fixedHex), mmc.parseHex(descriptorHex)],
    decode: explainSense,
  },
  decodeSubChannelQ: {
    name: 'sub-channels',
    samples: [
      '41 01 01 00 00 00 00 00 02 00 28 32',
      '42 00 00 00 00 00 00 00 00 74 6D 7C',
      '41 00 A2 97 10 22 00 74 12 03 00 00',
    ].map(mmc.parseHex),
    decode: inspectSubChannels,
  },
  decodeCueLine: {
    name: 'cue sheet line',
    samples: ['41 01 00 14 00 00 00 00', '02 00 33 33 33 33 33 33'].map(mmc.parseHex),
    decode: mmc.decodeCueLine,
  },
  decodeCdText: {
    name: 'CD-TEXT',
    samples: [oneBlock, twoBlocks, msJis],
    decode: (bytes) => mmc.decodeCdText(mmc.cdTextPacks.decode(bytes).packs),
  },
  decodeIscsiTransportId: {
    name: 'TransportID of iSCSI',
    samples: [undefined, '00023d000001'].map((isid) =>
      mmc.encodeIscsiTransportId({ name: 'iqn.2000-01.localhost:a', isid }),
    ),
    decode(bytes) {
      const initiator = mmc.decodeIscsiTransportId(bytes);
      return initiator && mmc.encodeIscsiTransportId(initiator);
    },
  },
  parseHex: {
    name: 'hexadecimal text',
    samples: ['28 00 00 00 00 10', '0x12,0x00,24h', 'a5'].map(characters),
    decode: (bytes) => mmc.parseHex(text(bytes)),
    errors: [SyntaxError],
  },
};

/** For decoders that are more than the reading of a layout. */
const largeShare = 20;

/** All decoders. */
export const decoders: readonly Decoder[] = [
  {
    name: 'CDBs, found by their bytes',
    samples: cdbVectors.map(({ cdb }) => mmc.parseHex(cdb)),
    decode: explainCdb,
    share: largeShare,
  },
  ...Object.values(functionDecoders).map((decoder) => ({ ...decoder, share: largeShare })),
  { name: 'raw sectors', samples: sampleSectors(), decode: inspectSector },
  ...codecDecoders(),
];

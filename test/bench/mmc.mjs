/**
 * What the declarations cost against code written by hand, and how fast sectors and sub-channels go.
 *
 *   npm run bench -- mmc
 *
 * All commands are used before anything is timed: in a program that sends more than one command, the layout code
 * serves all of them, and is slower than where it has ever seen one only.
 */
import { deepStrictEqual } from 'node:assert/strict';
import * as mmc from '../../dist/mmc/index.js';
import { compareSync } from './compare.mjs';
import { handWritten } from './hand-written.mjs';

/** Written to, so that no result can be left out as unused. */
const sink = { value: undefined };

const inputs = {
  inquiry: (i) => ({ allocationLength: i & 0xff }),
  read10: (i) => ({ logicalBlockAddress: i, transferLengthBlocks: 32 }),
  readTocFormatted: (i) => ({ msf: (i & 1) === 1, trackSessionNumber: i & 63 }),
  setCdSpeed: (i) => ({ logicalUnitReadSpeedKilobytesPerSecond: i & 0x1fff }),
  readCd: (i) => ({
    startingLogicalBlockAddress: i,
    transferLengthBlocks: 16,
    sync: true,
    headerCodes: 3,
    userData: true,
    edcAndEcc: true,
    c2ErrorInformation: 1,
    subChannelSelection: 1,
  }),
};
const goals = { ratio: 5, microseconds: 1, sectorsPerSecond: 60_000 };
/** What python-scsi publishes for building INQUIRY and READ(10) and decoding INQUIRY, in microseconds. */
const pythonScsi = '6 to 22';

function useEverything() {
  for (let round = 0; round < 200; round++)
    for (const command of mmc.mmcCommands) {
      const cdb = command.encodeCdb(Object.fromEntries(command.required.map((name) => [name, 0])));
      sink.value = command.decodeCdb(cdb);
      try {
        if ('layout' in command.transfer) sink.value = command.transfer.layout.decode(new Uint8Array(64));
      } catch (error) {
        if (!(error instanceof mmc.ShortDataError)) throw error;
      }
    }
}

const counted = (make) => {
  let i = 0;
  return () => {
    i = (i + 1) & 0xffff;
    sink.value = make(i);
  };
};

async function layouts() {
  console.log(
    '| command | | declared, µs | by hand, µs | ratio | goal: at most 5 and 1 µs |\n|---|---|--:|--:|--:|---|',
  );
  for (const [id, { encode, decode }] of Object.entries(handWritten)) {
    const command = mmc.mmcCommands.byId(id);
    const input = inputs[id];
    const cdbs = Array.from({ length: 64 }, (_, i) => command.encodeCdb(input(i)));
    deepStrictEqual(encode(input(5)), cdbs[5]);
    deepStrictEqual(decode(cdbs[5]), command.decodeCdb(cdbs[5]));
    const row = (what, { discwire, bare, ratio }) => {
      const isMet = ratio <= goals.ratio && discwire <= goals.microseconds;
      const cells = [
        command.name,
        what,
        discwire.toFixed(3),
        bare.toFixed(3),
        ratio.toFixed(1),
        isMet ? 'met' : 'MISSED',
      ];
      console.log(`| ${cells.join(' | ')} |`);
    };
    row(
      'build',
      await compareSync(
        counted((i) => command.encodeCdb(input(i))),
        counted((i) => encode(input(i))),
      ),
    );
    row(
      'decode',
      await compareSync(
        counted((i) => command.decodeCdb(cdbs[i & 63])),
        counted((i) => decode(cdbs[i & 63])),
      ),
    );
  }
}

/** Microseconds of one call: the median of many turns. */
async function microseconds(call) {
  return (await compareSync(call, () => {})).discwire;
}

/** A response to INQUIRY as a drive gives it, 96 bytes. */
function inquiryResponse() {
  return mmc.toBytes(mmc.inquiry.transfer.layout, {
    peripheralDeviceType: mmc.peripheralDeviceType?.cdDvd ?? 5,
    vendorIdentification: 'DISCWIRE',
    productIdentification: 'BENCH',
    productRevisionLevel: '1.00',
    additionalLength: 91,
  });
}

async function rates() {
  const { mode1, mode2Form1 } = mmc.sectorFormat;
  const count = 64;
  const sectors = Uint8Array.from({ length: count * mmc.rawSectorBytes }, (_, i) => (i * 2654435761) >>> 24);
  const at = (i) => (i % count) * mmc.rawSectorBytes;
  const damagedAt = 1000;
  const rows = [
    ['mode 1 sector: sync, header, EDC, P and Q', (i) => mmc.completeSector(sectors, at(i), mode1, i)],
    ['mode 1 sector: check all of it', (i) => mmc.sectorFaults(sectors, at(i), mode1)],
    [
      'mode 1 sector: correct one byte',
      (i) => {
        sectors[at(i) + damagedAt] ^= 0x55;
        return mmc.correctSector(sectors, at(i), mode1);
      },
    ],
    ['form 1 sector: sync, header, EDC, P and Q', (i) => mmc.completeSector(sectors, at(i), mode2Form1, i)],
    ['scramble', (i) => mmc.scrambleSector(sectors, at(i))],
    ['raw P to W: take apart', (i) => mmc.deinterleaveSubChannels(sectors, at(i), channels, 0)],
    [
      'raw P to W: take Q out, check its CRC',
      (i) => {
        mmc.extractSubChannel(sectors, at(i), mmc.subChannel.q, channels, 0);
        return mmc.isSubChannelQRight(channels);
      },
    ],
    [
      'R to W: take out the four packs of a sector',
      (i) => {
        for (let pack = 0; pack < 4; pack++) mmc.deinterleaveRwPack(sectors, at(i) + 24 * pack, channels, 24 * pack);
      },
    ],
  ];
  const channels = new Uint8Array(mmc.rawSubChannelBytes);
  for (let i = 0; i < count; i++) mmc.completeSector(sectors, at(i), mode1, i);
  console.log('\n| for each sector | µs | sectors a second |\n|---|--:|--:|');
  for (const [name, call] of rows) {
    const each = await microseconds(counted(call));
    const perSecond = Math.round(1e6 / each / 100) * 100;
    const verdict =
      call === rows[0][1]
        ? ` (goal ${goals.sectorsPerSecond}: ${perSecond >= goals.sectorsPerSecond ? 'met' : 'MISSED'})`
        : '';
    console.log(`| ${name} | ${each.toFixed(2)} | ${perSecond}${verdict} |`);
  }
}

async function others() {
  const response = inquiryResponse();
  const cdText = mmc.encodeCdText([
    {
      blockNumber: 0,
      characterCode: 0,
      languageCode: 9,
      copyrightFlags: 0,
      firstTrackNumber: 1,
      lastTrackNumber: 20,
      disc: { title: 'A title of the usual length', performer: 'Somebody or other' },
      tracks: new Map(
        Array.from({ length: 20 }, (_, i) => [
          i + 1,
          { title: `The song with number ${i + 1}`, performer: 'Somebody' },
        ]),
      ),
    },
  ]);
  const packs = mmc.toBytes(mmc.cdTextPacks, { packs: cdText });
  const rows = [
    ['build INQUIRY', pythonScsi, (i) => mmc.inquiry.encodeCdb({ allocationLength: i & 0xff })],
    ['build READ(10)', pythonScsi, (i) => mmc.read10.encodeCdb({ logicalBlockAddress: i, transferLengthBlocks: 32 })],
    ['decode a response to INQUIRY', pythonScsi, () => mmc.inquiry.transfer.layout.decode(response)],
    [`decode CD-TEXT, ${cdText.length} packs`, '', () => mmc.decodeCdText(mmc.cdTextPacks.decode(packs).packs)],
  ];
  console.log('\n| | µs | python-scsi, published, µs |\n|---|--:|--:|');
  for (const [name, theirs, call] of rows)
    console.log(`| ${name} | ${(await microseconds(counted(call))).toFixed(2)} | ${theirs} |`);
}

useEverything();
console.log(`Node.js ${process.version}\n`);
await layouts();
await rates();
await others();

/** The drives of this package. */
import {
  cdDeviceParameters,
  modeSelect6,
  modeSense6,
  readWriteErrorRecovery,
  release6,
  release10,
  reserve6,
  reserve10,
  setCdSpeed,
  verify12,
} from '../../../mmc/index.js';
import { profile } from '../media/medium.js';
import {
  bdFeatures,
  cdReading,
  cdWriting,
  driveFeatures,
  dvdReading,
  dvdWriting,
  firmware,
  physicalInterface,
  streaming,
} from './feature-data.js';
import { modePagesFor } from './mode-page-data.js';
import type { Personality, PersonalityFeature } from './personality.js';
import { bdSpeeds, cdReaderSpeeds, cdSpeeds, dvdSpeeds } from './speed-tables.js';

const {
  cdRom,
  cdR,
  cdRw,
  dvdRom,
  dvdRSequential,
  dvdRam,
  dvdRwRestrictedOverwrite,
  dvdRwSequential,
  dvdRDualLayerSequential,
  dvdPlusRw,
  dvdPlusR,
  dvdPlusRDualLayer,
  bdRom,
  bdRSequential,
  bdRe,
} = profile;

/** As drives list them: what can do most comes first. */
const cdProfiles = [cdRw, cdR, cdRom];
const dvdProfiles = [
  dvdPlusRDualLayer,
  dvdPlusR,
  dvdPlusRw,
  dvdRDualLayerSequential,
  dvdRwSequential,
  dvdRwRestrictedOverwrite,
  dvdRam,
  dvdRSequential,
  dvdRom,
];
const bdProfiles = [bdRe, bdRSequential, bdRom];

const mebibyte = 1024 * 1024;
const mechanics = { trayMs: 1500, spinUpMs: 3000, fullStrokeMs: 180, shortestSeekMs: 20 };

/** A later one of the same number replaces an earlier one. */
function inOrder(...groups: readonly (readonly PersonalityFeature[])[]): readonly PersonalityFeature[] {
  const byCode = new Map(groups.flat().map((feature) => [feature.code, feature]));
  return [...byCode.values()].sort((a, b) => a.code - b.code);
}

type Given = Pick<Personality, 'name' | 'product' | 'profiles' | 'features' | 'speeds' | 'bufferBytes'> &
  Partial<Personality>;

const drive = (given: Given): Personality => ({
  vendor: 'DISCWIRE',
  revision: '1.00',
  serialNumber: 'DW00000001',
  modePages: modePagesFor(given.profiles, given.bufferBytes),
  mechanics,
  rpc: { regionMask: 0xff, userChanges: 5, vendorResets: 4 },
  // Drives knew the command before there were features.
  knows: [setCdSpeed.id],
  lacks: [],
  ...given,
});

/** What drives behind ATAPI leave out: what it replaced, and what MMC has not taken over from SCSI. */
export const notOnAtapi: readonly string[] = [
  modeSense6,
  modeSelect6,
  reserve6,
  release6,
  reserve10,
  release10,
  verify12,
].map(({ id }) => id);

const cdReader = drive({
  name: 'cd-reader',
  product: 'VIRTUAL CD-ROM',
  profiles: [cdRom],
  features: inOrder(driveFeatures(physicalInterface.atapi), cdReading, [streaming(false)]),
  speeds: cdReaderSpeeds,
  bufferBytes: mebibyte / 8,
  lacks: notOnAtapi,
});

const cdWriter = drive({
  name: 'cd-writer',
  product: 'VIRTUAL CD-RW',
  profiles: cdProfiles,
  features: inOrder(driveFeatures(physicalInterface.scsi), cdReading, cdWriting, [streaming(true)], firmware),
  modePages: modePagesFor(cdProfiles, 2 * mebibyte, [readWriteErrorRecovery, cdDeviceParameters]),
  speeds: cdSpeeds,
  bufferBytes: 2 * mebibyte,
});

const dvdWriter = drive({
  name: 'dvd-writer',
  product: 'VIRTUAL DVD-RW',
  profiles: [...dvdProfiles, ...cdProfiles],
  features: inOrder(
    driveFeatures(physicalInterface.serialAta),
    cdReading,
    cdWriting,
    dvdReading,
    dvdWriting,
    [streaming(true)],
    firmware,
  ),
  speeds: dvdSpeeds,
  bufferBytes: 2 * mebibyte,
  lacks: notOnAtapi,
});

/** What a drive is where nothing else is said: it records everything. */
export const bdWriter = drive({
  name: 'bd-writer',
  product: 'VIRTUAL DRIVE',
  profiles: [...bdProfiles, ...dvdProfiles, ...cdProfiles],
  features: inOrder(
    driveFeatures(physicalInterface.scsi),
    cdReading,
    cdWriting,
    dvdReading,
    dvdWriting,
    bdFeatures,
    [streaming(true)],
    firmware,
  ),
  speeds: bdSpeeds,
  bufferBytes: 4 * mebibyte,
});

/** The drives by name. */
export const personalities: Readonly<Record<string, Personality>> = Object.fromEntries(
  [cdReader, cdWriter, dvdWriter, bdWriter].map((each) => [each.name, each]),
);

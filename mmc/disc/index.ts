/** The geometry of discs: addresses, sectors and their codes, sub-channels. */
export {
  type CdTextBlock,
  type CdTextPack,
  type CdTextStrings,
  cdTextCrc,
  isCdTextPackIntact,
} from './cd-text.js';
export { type CdText, type CdTextDecodeOptions, decodeCdText } from './decode-cd-text.js';
export { errorDetectionCode, isPParityRight, isQParityRight, writeParity } from './edc-ecc.js';
export { type CdTextEncodeOptions, encodeCdText } from './encode-cd-text.js';
export {
  addressOfMsf,
  formatMsf,
  framesPerSecond,
  fromBcd,
  lbaOfMsf,
  type Msf,
  maximumLba,
  minimumLba,
  msfOfAddress,
  msfOfLba,
  toBcd,
} from './msf.js';
export * from './physical-sector.js';
export * from './read-cd-length.js';
export * from './rw-pack.js';
export * from './rw-pack-parity.js';
export * from './scrambling.js';
export {
  completeMode1Sector,
  completeSector,
  mode1DataBytes,
  mode1Sector,
  mode2Form1Sector,
  mode2Form2Sector,
  mode2Sector,
  rawSectorBytes,
  readSubHeader,
  type SectorFormat,
  type SubHeader,
  sectorAddress,
  sectorFormat,
  submode,
  writeSubHeader,
} from './sector.js';
export { correctSector } from './sector-correction.js';
export { hasSync, sectorFault, sectorFaults } from './sector-faults.js';
export * from './sector-format.js';
export * from './sub-channel.js';
export * from './sub-channel-interleave.js';
export * from './sub-channel-q.js';

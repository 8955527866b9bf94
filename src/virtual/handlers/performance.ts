/** Speeds, and real-time streaming. */
import {
  getPerformance,
  getPerformanceDefectStatus,
  getPerformanceExceptions,
  getPerformanceWriteSpeed,
  placeOfField,
  rigidRestrictedOverwrite,
  rotationControl,
  setCdSpeed,
  setStreaming,
  streamingPerformanceDescriptor,
  type Value,
} from '../../../mmc/index.js';
import { readSpeedAt, writeZones } from '../disc-speed.js';
import { type Handled, handle } from '../handler.js';
import { endOf, type Medium } from '../media/medium.js';
import { featureOf } from '../personalities/personality.js';
import { invalidField, invalidOperationCode, invalidParameter, parameterListLengthError } from '../refusal.js';
import type { Unit } from '../unit.js';
import { isCurrent } from './configuration.js';

type Descriptor = Value<typeof streamingPerformanceDescriptor>;

/** The only tolerance that GET PERFORMANCE knows: 10 % nominal, 20 % exceptions. */
const tolerance = 2;
const maximumExcept = 2;
/** GET PERFORMANCE, type 02h: bits of a descriptor, and the blocks that each stands for. */
const defectStatusBits = 8 * 2038;
const eccBlocks = 16;
/** SET CD SPEED: as fast as possible. */
const maximumSpeed = 0xffff;
const descriptorBytes = streamingPerformanceDescriptor.span;

/** GET PERFORMANCE, SET STREAMING and SET CD SPEED. */
export const performanceHandlers: readonly Handled[] = [
  handle(getPerformance, (cdb, { unit }) => {
    const medium = requireStreaming(unit);
    if (cdb.tolerance !== tolerance) throw invalidField('tolerance');
    if (cdb.write) return { write: true, descriptors: writePerformance(unit, medium, cdb.startingLba) };
    return { descriptors: [readPerformance(unit, medium, cdb.startingLba)] };
  }),

  handle(getPerformanceExceptions, (cdb, { unit }) => {
    requireStreaming(unit);
    if (cdb.tolerance !== tolerance) throw invalidField('tolerance');
    if (cdb.except > maximumExcept) throw invalidField('except');
    return { write: cdb.write, except: true, descriptors: [] };
  }),

  handle(getPerformanceWriteSpeed, ({ dataType }, { unit }) => {
    const medium = requireStreaming(unit);
    if (dataType !== 0) throw invalidField('dataType');
    return {
      descriptors: unit.speeds.writeSpeeds.map((speed) => ({
        wrc: rotationControl.clv,
        endLba: lastWritableAddress(medium),
        readSpeedKilobytesPerSecond: unit.speeds.maximumRead,
        writeSpeedKilobytesPerSecond: speed,
      })),
    };
  }),

  handle(getPerformanceDefectStatus, ({ dataType, startingLba, maximumNumberOfDescriptors }, { unit }) => {
    const medium = unit.requireMedium();
    const feature = featureOf(unit.personality, rigidRestrictedOverwrite.code);
    if (!feature || !isCurrent(feature, unit)) throw invalidField('type');
    if (dataType !== 0) throw invalidField('dataType');
    return { descriptors: noDefects(startingLba, lastWritableAddress(medium), maximumNumberOfDescriptors) };
  }),

  handle(setStreaming, ({ parameterListLength }, call) => {
    const { unit } = call;
    const medium = requireStreaming(unit);
    if (parameterListLength !== descriptorBytes) throw parameterListLengthError();
    const descriptor = streamingPerformanceDescriptor.decode(call.dataOut(parameterListLength));
    if (descriptor.rdd) {
      unit.speeds.restoreDefaults();
      return;
    }
    checkDescriptor(descriptor, medium, unit);
    unit.speeds.select(readRate(descriptor), writeRate(descriptor), descriptor.wrc);
  }),

  handle(setCdSpeed, (cdb, { unit }) => {
    if (cdb.rotationalControl > rotationControl.cav) throw invalidField('rotationalControl');
    unit.speeds.select(
      fromSpeed(cdb.logicalUnitReadSpeedKilobytesPerSecond),
      fromSpeed(cdb.logicalUnitWriteSpeedKilobytesPerSecond),
      cdb.rotationalControl,
    );
  }),
];

/** Bits for ECC blocks, none of which is defective: not more descriptors than are asked for. */
function noDefects(startingLba: number, lastLba: number, maximumDescriptors: number) {
  const descriptors = [];
  for (let startLba = startingLba; startLba <= lastLba && descriptors.length < maximumDescriptors; ) {
    const endLba = Math.min(lastLba, startLba + defectStatusBits * eccBlocks - 1);
    descriptors.push({
      startLba,
      endLba,
      blockingFactor: eccBlocks,
      defectStatuses: new Uint8Array(defectStatusBits / 8),
    });
    startLba = endLba + 1;
  }
  return descriptors;
}

function readPerformance(unit: Unit, medium: Medium, startingLba: number) {
  const endLba = Math.max(0, medium.blockCount - 1);
  const startLba = Math.min(startingLba, endLba);
  return {
    startLba,
    startPerformanceKilobytesPerSecond: Math.floor(readSpeedAt(unit, medium, startLba)),
    endLba,
    endPerformanceKilobytesPerSecond: Math.floor(readSpeedAt(unit, medium, endLba)),
  };
}

function writePerformance(unit: Unit, medium: Medium, startingLba: number) {
  if (unit.speeds.maximumWrite === 0) return [];
  return writeZones(unit, medium, lastWritableAddress(medium))
    .filter(({ endLba }) => endLba >= startingLba)
    .map(({ startLba, endLba, speed }) => ({
      startLba,
      startPerformanceKilobytesPerSecond: speed,
      endLba,
      endPerformanceKilobytesPerSecond: speed,
    }));
}

/** The last block that is recorded, or can be. */
const lastWritableAddress = (medium: Medium): number => Math.max(1, endOf(medium)) - 1;

/** The medium; throws a Refusal unless the drive has feature 0107h. */
function requireStreaming(unit: Unit): Medium {
  const { realTimeStreaming } = unit.settings;
  if (!realTimeStreaming) throw invalidOperationCode();
  const medium = unit.requireMedium();
  if (!realTimeStreaming.current) throw invalidOperationCode();
  return medium;
}

function checkDescriptor(descriptor: Descriptor, medium: Medium, unit: Unit): void {
  const { startLba, endLba, readSizeKilobytes, readTimeMs, writeSizeKilobytes, writeTimeMs } = descriptor;
  const isStrict = unit.settings.realTimeStreaming && unit.settings.realTimeStreaming.oddValues === 'reject';
  if (descriptor.wrc > rotationControl.cav) throw invalid('wrc');
  const lastLba = lastWritableAddress(medium);
  if (startLba > lastLba) throw invalid('startLba');
  if (endLba < startLba || (isStrict && endLba > lastLba)) throw invalid('endLba');
  if (readTimeMs === 0) throw invalid('readTimeMs');
  if (writeTimeMs === 0) throw invalid('writeTimeMs');
  if (isStrict && readSizeKilobytes === 0) throw invalid('readSizeKilobytes');
  if (isStrict && writeSizeKilobytes === 0) throw invalid('writeSizeKilobytes');
  if (!descriptor.exact) return;
  if (readRate(descriptor) > unit.speeds.maximumRead) throw invalid('readSizeKilobytes');
  if (unit.speeds.maximumWrite > 0 && !unit.speeds.writeSpeeds.includes(writeRate(descriptor)))
    throw invalid('writeSizeKilobytes');
}

function invalid(name: keyof Descriptor & string) {
  const { byte, bit } = placeOfField(streamingPerformanceDescriptor, name);
  return invalidParameter(byte, bit);
}

const readRate = ({ readSizeKilobytes, readTimeMs }: Descriptor): number =>
  Math.floor((readSizeKilobytes * 1000) / readTimeMs);
const writeRate = ({ writeSizeKilobytes, writeTimeMs }: Descriptor): number =>
  Math.floor((writeSizeKilobytes * 1000) / writeTimeMs);
const fromSpeed = (speed: number): number => (speed === maximumSpeed ? Number.POSITIVE_INFINITY : speed);

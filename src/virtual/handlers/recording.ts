/** Recording: tracks, sessions, formats, and what becomes of the blocks that WRITE has brought. */
import {
  blank,
  type CdbOf,
  capacityDescriptorType,
  cdRwFormatList,
  closeTrackSession,
  decodeCueLine,
  formatDescriptorList,
  formatUnit,
  formatUnitCdRw,
  readBufferCapacity,
  readFormatCapacities,
  readTrackInformation,
  reserveTrack,
  reserveTrackAddress,
  sendCueSheet,
  sendOpcInformation,
  sendOpcInformationPerform,
  synchronizeCache10,
  trackAddressType,
} from '../../../mmc/index.js';
import { type Call, type Handled, handle } from '../handler.js';
import { firstPauseBlocks } from '../media/disc-placement.js';
import { type FormatDescriptor, invalidFormat } from '../media/dvd-bd/formats.js';
import { blockLengthBytes, endOf, type LogicalTrack, type Medium, profile } from '../media/medium.js';
import type { Recorder, Work } from '../media/recorder.js';
import { cannotFormat, incompatibleMedium, invalidField, parameterListLengthError, type Refusal } from '../refusal.js';
import type { Unit } from '../unit.js';
import { configurationState } from './configuration.js';

const formatListBytes = 12;
const formatDescriptorBytes = 8;
const opcEntryBytes = 8;
const cueLineBytes = 8;
/** READ TRACK INFORMATION: the track that can be written next, whatever its number. */
const invisibleTrack = 0xff;

/** READ TRACK INFORMATION, RESERVE TRACK, CLOSE TRACK SESSION, BLANK, FORMAT UNIT and what else only recording needs. */
export const recordingHandlers: readonly Handled[] = [
  handle(readTrackInformation, ({ open, addressNumberType, addressOrNumber }, { unit }) =>
    describeTrack(findTrack(unit.requireMedium(), open, addressNumberType, addressOrNumber)),
  ),

  handle(synchronizeCache10, ({ immed }, call) => {
    const medium = call.unit.requireMedium();
    const { recorder } = medium;
    call.unit.mechanism.flush(call.unit, medium);
    if (recorder) work(call, immed, () => recorder.synchronizeCache(call.unit.mode.writeParameters));
  }),

  handle(reserveTrack, ({ reservationSizeBlocks }, { unit }) => {
    supported(unit, 'reserveTrack')(reservationSizeBlocks, unit.mode.writeParameters);
  }),

  handle(reserveTrackAddress, ({ reservationLba }, { unit }) => {
    supported(unit, 'reserveTrackAt')(reservationLba, unit.mode.writeParameters);
  }),

  handle(closeTrackSession, ({ immed, closeFunction, logicalTrackNumber }, call) => {
    const { unit } = call;
    const close = supported(unit, 'closeTrackSession');
    work(call, immed, () => close(closeFunction, logicalTrackNumber, unit.mode.writeParameters));
  }),

  handle(blank, ({ immed, blankingType, startAddressOrTrackNumber }, call) => {
    const erase = supported(call.unit, 'blank');
    work(call, immed, () => erase(blankingType, startAddressOrTrackNumber));
  }),

  handle(formatUnit, (cdb, call) => {
    const format = supported(call.unit, 'format', cannotFormat);
    checkFormatCdb(cdb, call.unit);
    const descriptor = formatDescriptorList.decode(call.dataOut(formatListBytes));
    checkFormatHeader(descriptor);
    work(call, descriptor.immed, () => format(descriptor));
  }),

  handle(formatUnitCdRw, (cdb, call) => {
    const format = supported(call.unit, 'formatCdRw', cannotFormat);
    checkFormatCdb(cdb, call.unit);
    const list = cdRwFormatList.decode(call.dataOut(formatListBytes));
    work(call, list.immed, () => format(list));
  }),

  handle(readFormatCapacities, (_cdb, { unit }) => {
    if (!unit.isMediumPresent)
      return { descriptorType: capacityDescriptorType.noMedium, blockLengthBytes, formattableCapacities: [] };
    const medium = unit.requireMedium();
    return medium.recorder?.formatCapacities?.() ?? capacityWithoutFormats(medium);
  }),

  handle(sendCueSheet, ({ cueSheetSizeBytes }, call) => {
    const { unit } = call;
    const send = supported(unit, 'sendCueSheet');
    if (cueSheetSizeBytes % cueLineBytes !== 0) throw parameterListLengthError();
    const bytes = call.dataOut(cueSheetSizeBytes);
    const lines = Array.from({ length: cueSheetSizeBytes / cueLineBytes }, (_, i) =>
      decodeCueLine(bytes.subarray(i * cueLineBytes, (i + 1) * cueLineBytes)),
    );
    send(lines, unit.mode.writeParameters);
  }),

  handle(readBufferCapacity, (_cdb, { unit }) => {
    const medium = unit.requireMedium();
    const lengthOfTheBufferBytes = unit.personality.bufferBytes;
    const waiting = unit.mechanism.waitingBytes(unit, medium);
    return { lengthOfTheBufferBytes, availableLengthOfBufferBytes: lengthOfTheBufferBytes - waiting };
  }),

  handle(sendOpcInformationPerform, (_cdb, call) => {
    work(call, false, supported(call.unit, 'calibratePower'));
  }),

  handle(sendOpcInformation, ({ parameterListLength }, call) => {
    supported(call.unit, 'calibratePower');
    if (parameterListLength % opcEntryBytes !== 0) throw parameterListLengthError();
    call.dataOut(parameterListLength);
  }),
];

/** READ FORMAT CAPACITIES of a medium that is recorded without being formatted, or cannot be. */
function capacityWithoutFormats(medium: Medium) {
  const isBlank = medium.blockCount === 0;
  return {
    numberOfBlocks: isBlank ? endOf(medium) : medium.blockCount,
    descriptorType: isBlank ? capacityDescriptorType.unformatted : capacityDescriptorType.formatted,
    blockLengthBytes,
    formattableCapacities: [],
  };
}

/** A list that replaces that of defects is for DVD-RAM alone, and the others are no part of MMC. */
function checkFormatCdb(cdb: CdbOf<typeof formatUnit>, { profile: current }: Unit): void {
  if (cdb.fmtpinfo !== 0) throw invalidField('fmtpinfo');
  if (cdb.longlist) throw invalidField('longlist');
  if (cdb.cmpList && current !== profile.dvdRam) throw invalidField('cmpList');
  if (cdb.interleaveValue !== 0) throw invalidField('interleaveValue');
}

/** Options that count only with FOV; IMMED is not one of them, whatever an older text says: programs send it alone. */
const formatOptions = ['dpry', 'dcrt', 'stpf', 'ip', 'tryOut'] as const;

/** Throws a Refusal for options without FOV, for an initialization pattern, and for anything but one descriptor. */
function checkFormatHeader(list: FormatDescriptor): void {
  const stray = list.fov ? (list.ip ? 'ip' : undefined) : formatOptions.find((option) => list[option]);
  if (stray) throw invalidFormat(stray);
  if (list.formatDescriptorLength !== formatDescriptorBytes) throw invalidFormat('formatDescriptorLength');
}

/** A part of the recorder that not every medium has, least of all one that cannot be written. */
function supported<K extends keyof Recorder>(
  unit: Unit,
  name: K,
  refusal: () => Refusal = incompatibleMedium,
): NonNullable<Recorder[K]> {
  const { recorder } = unit.requireMedium();
  const method = recorder?.[name];
  if (!method) throw refusal();
  return method.bind(recorder) as NonNullable<Recorder[K]>;
}

/**
 * With IMMED it goes on behind the command; without, the command takes that long. Drives tell of what has become of the
 * features, and of formats behind the commands, but not of blanking and closing: see the list of media events in
 * Pioneer's command reference for the BDR-203.
 */
function work({ unit }: Call, immed: boolean, begin: () => Work): void {
  const before = configurationState(unit);
  const todo = begin();
  if (immed) unit.beginWork(todo);
  else unit.awaitWork(todo);
  if (todo.mediaEvent !== undefined) unit.tellOfMedium(todo.mediaEvent);
  if (configurationState(unit) !== before) unit.tellOfFeatures();
}

function findTrack(medium: Medium, open: boolean, type: number, value: number): LogicalTrack {
  const { logicalTracks } = medium;
  const found = candidates(medium, type, value);
  const track = open ? found && logicalTracks.find((other) => other.number >= found.number && isOpen(other)) : found;
  if (!track) throw invalidField(type > trackAddressType.sessionNumber ? 'addressNumberType' : 'addressOrNumber');
  return track;
}

const isOpen = ({ nextWritableAddress, isBlank, isReserved }: LogicalTrack): boolean =>
  nextWritableAddress !== undefined || isBlank === true || isReserved === true;

/** The track that an address lies in, with what is before it and behind the one before. */
function trackAround(medium: Medium, value: number): LogicalTrack | undefined {
  const { kind, logicalTracks } = medium;
  // Only a CD has addresses before 0: the pause before its first track.
  const address = kind === 'cd' ? value | 0 : value;
  if (address < -firstPauseBlocks || address >= endOf(medium)) return undefined;
  return logicalTracks.findLast(({ startAddress }) => startAddress <= address) ?? logicalTracks[0];
}

function candidates(medium: Medium, type: number, value: number): LogicalTrack | undefined {
  const { logicalTracks } = medium;
  switch (type) {
    case trackAddressType.logicalBlockAddress:
      return trackAround(medium, value);
    case trackAddressType.trackNumber:
      if (value === invisibleTrack) return logicalTracks.findLast(isOpen);
      return logicalTracks.find(({ number }) => number === value);
    case trackAddressType.sessionNumber:
      return logicalTracks.find(({ sessionNumber }) => sessionNumber === value);
    default:
      return undefined;
  }
}

function describeTrack(track: LogicalTrack) {
  const { number, sessionNumber, nextWritableAddress, lastRecordedAddress, fixedPacketBlocks } = track;
  return {
    logicalTrackNumberLsb: number & 0xff,
    logicalTrackNumberMsb: number >> 8,
    sessionNumberLsb: sessionNumber & 0xff,
    sessionNumberMsb: sessionNumber >> 8,
    damage: track.isDamaged ?? false,
    copy: track.copy ?? false,
    trackMode: track.trackMode,
    rt: track.isReserved ?? false,
    blank: track.isBlank ?? false,
    packetOrIncremental: track.isIncremental ?? false,
    fp: fixedPacketBlocks !== undefined,
    dataMode: track.dataMode,
    nwaV: nextWritableAddress !== undefined,
    lraV: lastRecordedAddress !== undefined,
    logicalTrackStartAddress: track.startAddress >>> 0,
    nextWritableAddress: (nextWritableAddress ?? 0) >>> 0,
    freeBlocks: track.freeBlocks ?? 0,
    fixedPacketSizeBlocks: fixedPacketBlocks ?? track.blockingFactor ?? 0,
    logicalTrackSizeBlocks: track.sizeBlocks,
    lastRecordedAddress: lastRecordedAddress ?? 0,
    readCompatibilityLba: 0,
  };
}

/** Recording: tracks, sessions, formats, and what becomes of the blocks that WRITE has brought. */
import {
  blank,
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
import { blockLengthBytes, type LogicalTrack, type Medium } from '../media/medium.js';
import type { Recorder, Work } from '../media/recorder.js';
import { incompatibleMedium, invalidField, parameterListLengthError } from '../refusal.js';
import type { Unit } from '../unit.js';
import { configurationState } from './configuration.js';

const formatListBytes = 12;
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

  handle(formatUnit, (_cdb, call) => {
    const format = supported(call.unit, 'format');
    const descriptor = formatDescriptorList.decode(call.dataOut(formatListBytes));
    work(call, descriptor.immed, () => format(descriptor));
  }),

  handle(formatUnitCdRw, (_cdb, call) => {
    const format = supported(call.unit, 'formatCdRw');
    const list = cdRwFormatList.decode(call.dataOut(formatListBytes));
    work(call, list.immed, () => format(list));
  }),

  handle(readFormatCapacities, (_cdb, { unit }) => {
    const medium = unit.readyMedium;
    if (!medium)
      return { descriptorType: capacityDescriptorType.noMedium, blockLengthBytes, formattableCapacities: [] };
    unit.requireMedium();
    return (
      medium.recorder?.formatCapacities?.() ?? {
        numberOfBlocks: medium.blockCount,
        descriptorType: capacityDescriptorType.formatted,
        blockLengthBytes,
        formattableCapacities: [],
      }
    );
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
    call.dataOut(parameterListLength);
  }),
];

/** A part of the recorder that not every medium has, least of all one that cannot be written. */
function supported<K extends keyof Recorder>(unit: Unit, name: K): NonNullable<Recorder[K]> {
  const { recorder } = unit.requireMedium();
  const method = recorder?.[name];
  if (!method) throw incompatibleMedium();
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
  else unit.mechanism.spend(todo.durationMs);
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

function candidates({ logicalTracks }: Medium, type: number, value: number): LogicalTrack | undefined {
  switch (type) {
    case trackAddressType.logicalBlockAddress:
      return logicalTracks.findLast(({ startAddress }) => startAddress <= (value | 0)) ?? logicalTracks[0];
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

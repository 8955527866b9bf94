/** Reading a disc from end to end, in pieces that a transport can take. */
import {
  completeSector,
  mode1DataBytes,
  rawSectorBytes,
  rawSubChannelBytes,
  read10,
  readCd,
  sectorFormat,
  senseKey,
} from '../../mmc/index.js';
import { CheckConditionError, type Device } from '../device/index.js';
import type { TrackLayout } from './disc-layout.js';

/** Takes sectors in the order in which they lie on the disc. Borrowed until it returns. */
export type SectorSink = (sectors: Uint8Array) => void;
/** Told how much is done: sectors so far, and in all. */
export type Progress = (done: number, total: number) => void;

/** As much as fits into the transfers of any host. */
const maximumChunkBytes = 64 * 1024;

const chunkBlocks = (device: Device, blockBytes: number): number =>
  Math.max(1, Math.floor(Math.min(maximumChunkBytes, device.transport.limits.maximumTransferBytes) / blockBytes));

/**
 * Sectors at the end of a track that was written at once or in packets, which hold no data: run-out, link and run-in.
 * Drives refuse to read them, as well as those in the pause behind them.
 */
const linkingBlocks = 7;

/**
 * Gives whole sectors of 2352 bytes of a track, its pause first, and with them 96 bytes of sub-channels if wanted. For
 * sectors between two writings, which cannot be read, it gives zeros, and returns how many there were.
 */
export async function readTrack(
  device: Device,
  track: TrackLayout,
  withSubChannels: boolean,
  sink: SectorSink,
): Promise<number> {
  const { pauseStart, start, end, type } = track;
  const blockBytes = rawSectorBytes + (withSubChannels ? rawSubChannelBytes : 0);
  const chunk = chunkBlocks(device, blockBytes);
  const read = (at: number, count: number) =>
    device.send(readCd, {
      startingLogicalBlockAddress: at,
      transferLengthBlocks: count,
      sync: true,
      headerCodes: 3,
      userData: true,
      edcAndEcc: true,
      subChannelSelection: withSubChannels ? 1 : 0,
    });
  const isLinking = (at: number) => at < start || (type !== 'audio' && at >= end - linkingBlocks);
  let missing = 0;
  for (let at = pauseStart; at < end; at += chunk) {
    const count = Math.min(chunk, end - at);
    try {
      sink(await read(at, count));
    } catch (error) {
      if (!isRefusal(error) || ![...Array(count).keys()].some((i) => isLinking(at + i))) throw error;
      for (let i = 0; i < count; i++) {
        const sector = isLinking(at + i) ? await unlessRefused(read(at + i, 1)) : await read(at + i, 1);
        if (!sector) missing++;
        sink(sector ?? emptySector(type, at + i, blockBytes));
      }
    }
  }
  return missing;
}

/** The drive answered, and there is nothing to be had: not that it is not ready, or has something to tell. */
const isRefusal = (error: unknown): boolean =>
  error instanceof CheckConditionError &&
  (error.sense?.senseKey === senseKey.illegalRequest ||
    error.sense?.senseKey === senseKey.mediumError ||
    error.sense?.senseKey === senseKey.blankCheck);

/** @internal The answer, or undefined where the drive refuses: it does not know the command, or the disc has nothing of it. */
export async function unlessRefused<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

/** A sector without data, of a track's type. */
function emptySector(type: TrackLayout['type'], logicalBlockAddress: number, blockBytes: number): Uint8Array {
  const sector = new Uint8Array(blockBytes);
  const { cdDa, mode1, mode2Form1 } = sectorFormat;
  completeSector(sector, 0, { audio: cdDa, mode1, mode2: mode2Form1 }[type], logicalBlockAddress);
  return sector;
}

/** Gives blocks of 2048 bytes, and returns how many at the end could not be read, as behind a track that was written at once. */
export async function readBlocks(device: Device, start: number, end: number, sink: SectorSink): Promise<number> {
  const chunk = chunkBlocks(device, mode1DataBytes);
  const read = (at: number, count: number) =>
    device.send(read10, { logicalBlockAddress: at, transferLengthBlocks: count });
  for (let at = start; at < end; at += chunk) {
    const count = Math.min(chunk, end - at);
    try {
      sink(await read(at, count));
    } catch (error) {
      if (!isRefusal(error) || at + count < end) throw error;
      for (let block = at; block < end; block++) {
        const data = block < end - linkingBlocks ? await read(block, 1) : await unlessRefused(read(block, 1));
        if (!data) return end - block;
        sink(data);
      }
    }
  }
  return 0;
}

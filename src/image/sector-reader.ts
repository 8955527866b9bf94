/** Reading a disc from end to end, in pieces that a transport can take. */
import { mode1DataBytes, rawSectorBytes, rawSubChannelBytes, read10, readCd } from '../../mmc/index.js';
import type { Device } from '../device/index.js';
import type { TrackLayout } from './disc-layout.js';

/** Takes sectors in the order in which they lie on the disc. Borrowed until it returns. */
export type SectorSink = (sectors: Uint8Array) => void;
/** Told how much is done: sectors so far, and in all. */
export type Progress = (done: number, total: number) => void;

/** As much as fits into the transfers of any host. */
const maximumChunkBytes = 64 * 1024;

const chunkBlocks = (device: Device, blockBytes: number): number =>
  Math.max(1, Math.floor(Math.min(maximumChunkBytes, device.transport.limits.maximumTransferBytes) / blockBytes));

/** Gives whole sectors of 2352 bytes of a track, its pause first, and with them 96 bytes of sub-channels if wanted. */
export async function readTrack(
  device: Device,
  { pauseStart, end }: TrackLayout,
  withSubChannels: boolean,
  sink: SectorSink,
): Promise<void> {
  const blockBytes = rawSectorBytes + (withSubChannels ? rawSubChannelBytes : 0);
  const chunk = chunkBlocks(device, blockBytes);
  for (let at = pauseStart; at < end; at += chunk) {
    sink(
      await device.send(readCd, {
        startingLogicalBlockAddress: at,
        transferLengthBlocks: Math.min(chunk, end - at),
        sync: true,
        headerCodes: 3,
        userData: true,
        edcAndEcc: true,
        subChannelSelection: withSubChannels ? 1 : 0,
      }),
    );
  }
}

/** Gives blocks of 2048 bytes. */
export async function readBlocks(device: Device, start: number, end: number, sink: SectorSink): Promise<void> {
  const chunk = chunkBlocks(device, mode1DataBytes);
  for (let at = start; at < end; at += chunk)
    sink(await device.send(read10, { logicalBlockAddress: at, transferLengthBlocks: Math.min(chunk, end - at) }));
}

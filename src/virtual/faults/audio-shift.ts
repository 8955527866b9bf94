/** Audio that comes from some samples further on than it should. */
import { rawSectorBytes } from '../../../mmc/index.js';
import type { CdMedium } from '../media/medium.js';
import type { FaultContext } from './fault-context.js';
import { sectorView } from './sector-view.js';

const sampleBytes = 4;

/** Puts the audio that lies `sampleShift` samples further on in place of what was read; silence where there is none. */
export function shiftAudio(context: FaultContext, transferredBytes: number): void {
  const { audioDisc: disc, sampleShift, extent, request } = context;
  const view = sectorView(context, transferredBytes);
  if (!disc || !view || view.mainBytes !== rawSectorBytes || sampleShift === 0) return;
  const from = extent!.first * rawSectorBytes + sampleShift * sampleBytes;
  const firstSector = Math.floor(from / rawSectorBytes);
  const inFirst = from - firstSector * rawSectorBytes;
  const audio = readAudio(disc, firstSector, view.count + 1);
  for (let i = 0; i < view.count; i++) {
    const at = inFirst + i * rawSectorBytes;
    request.data.set(audio.subarray(at, at + rawSectorBytes), i * view.sectorBytes);
  }
}

function readAudio(disc: CdMedium, first: number, count: number): Uint8Array {
  const audio = new Uint8Array(count * rawSectorBytes);
  for (let i = 0; i < count; i++) {
    const address = first + i;
    const isThere = address >= 0 && address < disc.blockCount && !disc.trackAt(address).isData;
    if (isThere) disc.readRaw(address, 1, audio, i * rawSectorBytes);
  }
  return audio;
}

import type { ImageFile } from './block-source.js';

/** Where the samples of a WAVE file lie. */
export interface WaveData {
  readonly startByte: number;
  readonly lengthBytes: number;
}

const riffHeaderBytes = 12;
const chunkHeaderBytes = 8;
const formatBytes = 16;
/** More before the samples are no sound file but a trap: each is a reading of its own. */
const mostChunks = 1000;
const pcm = 1;
/** WAVE_FORMAT_EXTENSIBLE, which keeps the PCM tag elsewhere. */
const extensible = 0xfffe;

/** Finds the samples of a WAVE file. Throws Error, with the reason only, where it is not what a CD plays. */
export function findWaveData(file: ImageFile): WaveData {
  const riff = chunk(file, 0, riffHeaderBytes);
  if (ascii(riff, 0) !== 'RIFF' || ascii(riff, 8) !== 'WAVE') throw new Error('it is not a WAVE file');
  let isFormatKnown = false;
  let at = riffHeaderBytes;
  for (let i = 0; i < mostChunks && at + chunkHeaderBytes <= file.sizeBytes; i++) {
    const header = chunk(file, at, chunkHeaderBytes);
    const id = ascii(header, 0);
    const startByte = at + chunkHeaderBytes;
    const lengthBytes = Math.min(header.getUint32(4, true), file.sizeBytes - startByte);
    if (id === 'fmt ') {
      checkFormat(chunk(file, startByte, formatBytes));
      isFormatKnown = true;
    } else if (id === 'data') {
      if (!isFormatKnown) throw new Error('its format chunk is missing');
      return { startByte, lengthBytes };
    }
    // Chunks are padded to an even length.
    at = startByte + lengthBytes + (lengthBytes & 1);
  }
  throw new Error('it has no samples');
}

function checkFormat(format: DataView): void {
  const tag = format.getUint16(0, true);
  const channels = format.getUint16(2, true);
  const samplesPerSecond = format.getUint32(4, true);
  const bits = format.getUint16(14, true);
  if ((tag !== pcm && tag !== extensible) || channels !== 2 || samplesPerSecond !== 44_100 || bits !== 16)
    throw new Error(
      `its samples are format ${tag}, ${channels} channels, ${samplesPerSecond} Hz, ${bits} bits; a CD has PCM, 2 channels, 44100 Hz, 16 bits`,
    );
}

function chunk(file: ImageFile, position: number, length: number): DataView {
  const bytes = new Uint8Array(length);
  file.read(position, length, bytes, 0);
  return new DataView(bytes.buffer);
}

function ascii(view: DataView, offset: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(offset + i)));
}

import { rawSubChannelBytes } from '../../../mmc/index.js';
import type { BlockSource } from './block-source.js';
import { CompactDisc, type TrackInput, type TrackType } from './compact-disc.js';
import { ImageError, withLines } from './image-error.js';
import { type ImageFiles, type Piece, piecesSource, swappedBlocks, withFiles } from './image-files.js';
import { withPacks } from './packed-sub-channels.js';
import { packsOfTexts } from './sheet-cd-text.js';
import { readSheetText, unlessUndefined } from './sheet-text.js';
import { withSubChannels } from './sub-channel-source.js';
import {
  parseTocFile,
  type TocFile,
  type TocPiece,
  type TocTrack,
  type TocTrackMode,
  tocTrackModes,
} from './toc-file.js';

const trackTypes: Readonly<Record<TocTrackMode, TrackType>> = {
  AUDIO: 'audio',
  MODE1: 'mode1',
  MODE1_RAW: 'mode1',
  MODE2: 'mode2Formless',
  MODE2_RAW: 'mode2Xa',
  MODE2_FORM1: 'mode2Form1',
  MODE2_FORM2: 'mode2Form2',
  MODE2_FORM_MIX: 'mode2Xa',
};

/**
 * Opens the CD that a TOC file of cdrdao describes. Audio in files that do not end in `.wav` is big-endian there. Throws
 * {@link ImageError} for what is wrong with it, and the system's error where the file is not there.
 */
export function openToc(path: string): CompactDisc {
  const toc = parseTocFile(readSheetText(path), path);
  return withFiles(path, (files) => {
    return withLines(
      path,
      new Map(toc.tracks.map(({ number, line }) => [number, line])),
      () =>
        new CompactDisc({
          tracks: toc.tracks.map((track) => trackInput(track, files, path)),
          cdTextPacks: cdTextPacksOf(toc),
          ...unlessUndefined({ mediaCatalogNumber: toc.catalog, discType: toc.discType }),
        }),
    );
  });
}

function cdTextPacksOf({ texts, tracks, discId, genre }: TocFile): Uint8Array | undefined {
  return packsOfTexts(
    texts,
    new Map(tracks.map((track) => [track.number, track.texts])),
    unlessUndefined({ discId, genre }),
  );
}

function trackInput(track: TocTrack, files: ImageFiles, path: string): TrackInput {
  const { mode, subChannels, start, isrc, indexFrames } = track;
  const blockBytes = tocTrackModes[mode] + (subChannels ? rawSubChannelBytes : 0);
  const pieces = track.pieces.map((piece) => pieceOf(piece, files, path, subChannels !== undefined));
  const source = piecesSource(pieces, blockBytes);
  const bytesBefore = (count: number) => pieces.slice(0, count).reduce((sum, piece) => sum + piece.lengthBytes, 0);
  const pause =
    start === undefined ? 0 : 'frames' in start ? start.frames : Math.ceil(bytesBefore(start.pieces) / blockBytes);
  return {
    type: trackTypes[mode],
    ...(subChannels ? partsOf(track, source) : { source }),
    pauseBlocksInSource: pause,
    indexes: indexFrames,
    copyPermitted: track.copyPermitted,
    preEmphasis: track.preEmphasis,
    fourChannel: track.fourChannel,
    ...unlessUndefined({ isrc }),
  };
}

/** Sectors and sub-channels, which are no audio: bytes change places in the sectors alone. */
function partsOf(
  { mode, subChannels, pieces }: TocTrack,
  blocks: BlockSource,
): Pick<TrackInput, 'source' | 'subChannels' | 'hasOnlyRToW'> {
  const parts = subChannels === 'RW' ? withPacks(blocks) : withSubChannels(blocks);
  const isBigEndian = mode === 'AUDIO' && !pieces.some(({ isSwapped }) => isSwapped);
  return isBigEndian ? { ...parts, source: swappedBlocks(parts.source) } : parts;
}

function pieceOf(
  { name, isAudio, isSwapped, offsetBytes, lengthBytes, line }: TocPiece,
  files: ImageFiles,
  path: string,
  hasSubChannels: boolean,
): Piece {
  if (name === undefined) return { lengthBytes: lengthBytes ?? 0 };
  const isWave = isAudio && /\.wav$/i.test(name);
  const contents = files.open(name, isWave, line);
  const left = contents.lengthBytes - offsetBytes;
  if (left <= 0 || left < (lengthBytes ?? 0))
    throw new ImageError(
      path,
      line,
      `${name} has ${contents.lengthBytes} bytes, and ${offsetBytes + (lengthBytes ?? 1)} are needed`,
    );
  return {
    file: contents.file,
    startByte: contents.startByte + offsetBytes,
    lengthBytes: lengthBytes ?? left,
    isSwapped: isAudio && !hasSubChannels && isWave === isSwapped,
  };
}

import { bytesSource } from './block-source.js';
import { CompactDisc } from './compact-disc.js';
import { numberedSource, toneSource } from './generated.js';
import { iso9660 } from './iso-9660.js';
import { packsOfTexts } from './sheet-cd-text.js';

const blockLengthBytes = 2048;
const sectorsPerSecond = 75;
const pauseBlocks = 150;

const readme = `This disc is made up by discwire's virtual drive.

Track 1 holds this file system. Block n of BLOCKS.BIN repeats the number n,
as 32 bits, most significant byte first.
Tracks 2 and 3 are tones of 441 and 882 Hz.
`;

/** A CD with a file system in track 1 and audio in tracks 2 and 3, the same bytes every time. */
export function demoDisc(): CompactDisc {
  const numbered = numberedSource(300);
  const blocks = new Uint8Array(numbered.blockCount * blockLengthBytes);
  numbered.read(0, numbered.blockCount, blocks, 0);
  const volume = iso9660('DISCWIRE_DEMO', [
    { name: 'README.TXT', contents: new TextEncoder().encode(readme) },
    { name: 'BLOCKS.BIN', contents: blocks },
  ]);
  return new CompactDisc({
    mediaCatalogNumber: '0123456789012',
    cdTextPacks: packsOfTexts(
      { title: 'discwire', performer: 'Two tones' },
      new Map([
        [1, { title: 'Files', performer: 'Two tones' }],
        [2, { title: '441 Hz', performer: 'Two tones' }],
        [3, { title: '882 Hz', performer: 'Two tones' }],
      ]),
    ),
    tracks: [
      { type: 'mode1', source: bytesSource(volume, blockLengthBytes), postgapBlocks: pauseBlocks },
      {
        type: 'audio',
        source: toneSource({ blockCount: 60 * sectorsPerSecond, hertz: 441 }),
        pregapBlocks: pauseBlocks,
        isrc: 'XXDWR2600001',
        copyPermitted: true,
      },
      {
        type: 'audio',
        source: toneSource({ blockCount: 45 * sectorsPerSecond, hertz: 882 }),
        pauseBlocksInSource: sectorsPerSecond,
        indexes: [20 * sectorsPerSecond],
        isrc: 'XXDWR2600002',
        copyPermitted: true,
      },
    ],
  });
}

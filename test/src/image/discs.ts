/** Discs to save, and all that can be read of one. */
import { createHash } from 'node:crypto';
import {
  completeSector,
  formattedToc,
  rawSectorBytes,
  readTocFormatted,
  readTocRaw,
  sectorFormat,
  toBytes,
  writeSubHeader,
} from '../../../mmc/index.js';
import { Device } from '../../../src/device/index.js';
import { type Medium, VirtualDrive } from '../../../src/virtual/index.js';

/** Sectors of mode 2, forms 1 and 2 in turn and here and there a formless one, at their addresses from `start` on. */
export function mode2Sectors(count: number, start: number): Uint8Array {
  const sectors = new Uint8Array(count * rawSectorBytes);
  for (let i = 0; i < count; i++) {
    const at = i * rawSectorBytes;
    for (let j = 16; j < rawSectorBytes; j++) sectors[at + j] = (i * 13 + j * 7) & 0xff;
    const format = i % 5 === 4 ? sectorFormat.mode2Formless : i % 2 ? sectorFormat.mode2Form2 : sectorFormat.mode2Form1;
    if (format !== sectorFormat.mode2Formless)
      writeSubHeader(sectors, at, {
        fileNumber: 1,
        channelNumber: i & 31,
        submode: format === sectorFormat.mode2Form2 ? 0x20 : 0x08,
        codingInformation: 0,
      });
    completeSector(sectors, at, format, start + i);
  }
  return sectors;
}

/** All that can be read of a disc: its table of contents, codes, texts, and each sector with its sub-channels. */
export function everything(medium: Medium) {
  if (medium.kind !== 'cd') throw new Error('it is no CD');
  const device = new Device(new VirtualDrive({ medium, powerOnUnitAttention: false }).connect());
  const sectors: string[] = [];
  for (const { pauseStart, end } of medium.tracks) {
    const part = new Uint8Array((end - pauseStart) * (rawSectorBytes + 96));
    for (let lba = pauseStart; lba < end; lba++) {
      const at = (lba - pauseStart) * (rawSectorBytes + 96);
      medium.readRaw(lba, 1, part, at);
      medium.readSubChannels(lba, part, at + rawSectorBytes);
    }
    sectors.push(createHash('sha256').update(part).digest('hex'));
  }
  return {
    toc: toBytes(formattedToc, device.sendSync(readTocFormatted, {})),
    raw: device.sendSync(readTocRaw, {}),
    cdTextPacks: medium.cdTextPacks,
    mediaCatalogNumber: medium.mediaCatalogNumber,
    tracks: medium.tracks.map(({ number, sessionNumber, control, pauseStart, start, end, indexes, isrc }) => ({
      number,
      sessionNumber,
      control,
      pauseStart,
      start,
      end,
      indexes,
      isrc,
    })),
    sectors,
  };
}

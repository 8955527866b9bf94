import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IscsiTarget, openTransport, serveIscsi, type Transport } from '../../../src/index.js';
import { Dvd, dvdRamInMemory, VirtualDrive } from '../../../src/virtual/index.js';

const name = 'iqn.2000-01.localhost:many';
const sessions = 64;
const blockBytes = 2048;
const blockCount = 8192;
const blocksEach = 32;

/** Every word of a block says which block it is and whose. */
function fill(into: Uint8Array, firstBlock: number, owner: number): Uint8Array {
  const view = new DataView(into.buffer, into.byteOffset, into.length);
  for (let at = 0; at < into.length; at += 4)
    view.setUint32(at, ((firstBlock + Math.floor(at / blockBytes)) << 8) ^ owner ^ (at << 20));
  return into;
}

/** A disc whose blocks say where they are. */
const numbered = new Dvd({
  blockLengthBytes: blockBytes,
  blockCount,
  read: (block, count, into, offset) => void fill(into.subarray(offset, offset + count * blockBytes), block, 0),
});

function transfer(code: number, block: number, data: Uint8Array) {
  const cdb = new Uint8Array(10);
  const view = new DataView(cdb.buffer);
  cdb[0] = code;
  view.setUint32(2, block);
  view.setUint16(7, data.length / blockBytes);
  return { cdb, direction: code === 0x28 ? ('in' as const) : ('out' as const), data, timeoutMs: 60_000 };
}

describe.each(['', '?header_digest=crc32c&data_digest=crc32c'])('64 sessions at once%s', (query) => {
  let target: IscsiTarget;
  let transports: { readonly reading: Transport; readonly writing: Transport }[];
  beforeAll(async () => {
    const drives = [numbered, dvdRamInMemory(blockCount)].map(
      (medium) => new VirtualDrive({ medium, powerOnUnitAttention: false }),
    );
    target = await serveIscsi({ targets: [{ name, luns: drives }], port: 0 });
    const url = `iscsi://127.0.0.1:${target.address.port}/${name}`;
    transports = await Promise.all(
      Array.from({ length: sessions }, async () => ({
        reading: await openTransport(`${url}/0${query}`),
        writing: await openTransport(`${url}/1${query}`),
      })),
    );
  });
  afterAll(async () => {
    await Promise.all(transports.flatMap(({ reading, writing }) => [reading.close(), writing.close()]));
    await target.close();
  });

  it('read and write without a mixed-up byte', async () => {
    const lengths = [1, 2, 5, 17, 32];
    await Promise.all(
      transports.map(async ({ reading, writing }, owner) => {
        const reads = lengths.map((count, i) => {
          const block = (owner * 101 + i * 997) % (blockCount - count);
          return { block, request: transfer(0x28, block, new Uint8Array(count * blockBytes)) };
        });
        const home = owner * blocksEach;
        const own = fill(new Uint8Array(blocksEach * blockBytes), home, owner);
        const writes = [0, 1, 3, 8].map((block, i, all) =>
          transfer(0x2a, home + block, own.subarray(block * blockBytes, (all[i + 1] ?? blocksEach) * blockBytes)),
        );
        const back = transfer(0x28, home, new Uint8Array(blocksEach * blockBytes));
        const completions = await Promise.all([
          ...reads.map(({ request }) => reading.execute(request)),
          ...writes.map((request) => writing.execute(request)),
          writing.execute(back),
        ]);
        for (const { status } of completions) expect(status).toBe(0);
        for (const { block, request } of reads)
          expect(Buffer.compare(request.data, fill(new Uint8Array(request.data.length), block, 0))).toBe(0);
        expect(Buffer.compare(back.data, own)).toBe(0);
      }),
    );
    expect(target.sessions).toHaveLength(2 * sessions);
  });
});

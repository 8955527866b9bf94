/** Data reaches the right place, all of it and no more, and the figures about it are true. */
import assert from 'node:assert/strict';
import {
  assertBytes,
  assertGood,
  assertPoisoned,
  assertRejects,
  blockLengthBytes,
  cdbs,
  dataBlocks,
  dataIn,
  dataOut,
  executeSync,
  good,
  goodWithLength,
  type Open,
  poison,
  readBlocks,
  readCapacity,
  readTrackList,
  timeoutMs,
  untilReady,
  withDrive,
  withoutData,
} from './drive.js';

const cdRomDeviceType = 0x05;
const leadOut = 0xaa;

export const dataCases: Record<string, (open: Open) => Promise<void>> = {
  'the limits are usable figures': (open) =>
    withDrive(open, async ({ limits }) => {
      assert.ok(limits.maximumTransferBytes >= 32 * blockLengthBytes, `${limits.maximumTransferBytes} bytes`);
      assert.ok(limits.alignmentBytes >= 1 && Number.isInteger(Math.log2(limits.alignmentBytes)));
      assert.ok(limits.maximumCdbBytes >= 12);
      assert.ok(limits.maximumSenseBytes >= 18 && limits.maximumSenseBytes <= 255);
    }),

  'TEST UNIT READY ends GOOD, with no data and no sense': (open) =>
    withDrive(open, async (transport) => {
      const completion = await transport.execute(withoutData(cdbs.testUnitReady));
      assertGood(completion);
      assert.equal(completion.transferredBytes, 0);
      assert.ok(completion.durationMs >= 0 && completion.durationMs < timeoutMs, `${completion.durationMs} ms`);
    }),

  'INQUIRY brings the identity of a CD-ROM device': (open) =>
    withDrive(open, async (transport) => {
      const data = await good(transport, dataIn(cdbs.inquiry(36), 36));
      assert.equal(data.length, 36);
      assert.equal(data[0]! & 0x1f, cdRomDeviceType);
      assert.match(new TextDecoder('latin1').decode(data.subarray(8, 36)), /^[ -~]{28}$/);
    }),

  'a short allocation length cuts the data, and the count says so': (open) =>
    withDrive(open, async (transport) => {
      const whole = await good(transport, dataIn(cdbs.inquiry(36), 36));
      for (const allocationLength of [1, 2, 5, 8, 35]) {
        const data = await good(transport, dataIn(cdbs.inquiry(allocationLength), 36));
        assertBytes(data, whole.subarray(0, allocationLength));
      }
    }),

  'a long allocation length brings what there is, and the count says how much': (open) =>
    withDrive(open, async (transport) => {
      const data = await good(transport, dataIn(cdbs.inquiry(252), 252));
      assert.equal(data.length, 5 + data[4]!, 'additional length and transferred bytes agree');
    }),

  'an allocation length of zero is no error': (open) =>
    withDrive(open, async (transport) => {
      const completion = await transport.execute(withoutData(cdbs.inquiry(0)));
      assertGood(completion);
      assert.equal(completion.transferredBytes, 0);
    }),

  'READ CAPACITY tells the last block and the block length': (open) =>
    withDrive(open, async (transport) => {
      const capacity = await readCapacity(transport);
      assert.equal(capacity.blockLengthBytes, blockLengthBytes);
      assert.ok(capacity.lastLogicalBlockAddress > 0);
    }),

  'READ TOC lists the tracks in order and ends with the lead-out': (open) =>
    withDrive(open, async (transport) => {
      const { firstTrackNumber, lastTrackNumber, tracks } = await readTrackList(transport);
      const numbers = tracks.map(({ trackNumber }) => trackNumber);
      const expected = Array.from({ length: lastTrackNumber - firstTrackNumber + 1 }, (_, i) => firstTrackNumber + i);
      assert.deepEqual(numbers, [...expected, leadOut]);
      const addresses = tracks.map(({ startAddress }) => startAddress);
      assert.deepEqual(
        addresses,
        [...addresses].sort((a, b) => a - b),
      );
    }),

  'READ TOC keeps telling the whole length when it is cut': (open) =>
    withDrive(open, async (transport) => {
      const { data } = await readTrackList(transport);
      assertBytes(await good(transport, dataIn(cdbs.readToc(4), 4)), data.subarray(0, 4));
      assertBytes(await good(transport, dataIn(cdbs.readToc(12), 12)), data.subarray(0, 12));
    }),

  'READ(10) brings the same bytes whatever the chunk size': (open) =>
    withDrive(open, async (transport) => {
      const { startAddress, blocks } = await dataBlocks(transport, 96);
      const reference = await readBlocks(transport, startAddress, blocks, 1);
      for (const chunkBlocks of [2, 3, 7, 16, 31, 32])
        assertBytes(await readBlocks(transport, startAddress, blocks, chunkBlocks), reference);
    }),

  'READ(10) of the maximum transfer works': (open) =>
    withDrive(open, async (transport) => {
      const most = Math.floor(transport.limits.maximumTransferBytes / blockLengthBytes);
      const { startAddress, blocks } = await dataBlocks(transport, Math.min(most, 0xffff));
      const whole = await readBlocks(transport, startAddress, blocks, blocks);
      assertBytes(await readBlocks(transport, startAddress, blocks, 16), whole);
    }),

  'a buffer of the maximum size is taken for less data, too': (open) =>
    withDrive(open, async (transport) => {
      const whole = await good(transport, dataIn(cdbs.inquiry(36), 36));
      assertBytes(await good(transport, dataIn(cdbs.inquiry(36), transport.limits.maximumTransferBytes)), whole);
    }),

  'a transfer beyond the maximum is refused before the drive sees it, and the limit is named': (open) =>
    withDrive(open, async (transport) => {
      const { maximumTransferBytes } = transport.limits;
      const request = dataIn(cdbs.inquiry(36), maximumTransferBytes + blockLengthBytes);
      const error = await assertRejects(transport.execute(request), 'rejected');
      assert.match(error.message, new RegExp(`\\b${maximumTransferBytes}\\b`));
      await assertRejects(executeSync(transport, request), 'rejected');
      assertPoisoned(request.data, 'the buffer');
      assert.deepEqual(await untilReady(transport), []);
    }),

  'data buffers may start at any address': (open) =>
    withDrive(open, async (transport) => {
      const { startAddress } = await dataBlocks(transport, 2);
      const length = 2 * blockLengthBytes;
      const expected = await readBlocks(transport, startAddress, 2, 2);
      const cdb = cdbs.read10(startAddress, 2);
      for (const offset of [0, 1, 2, 3, 5, 511, 4095]) {
        const arena = new Uint8Array(offset + length + 13).fill(poison);
        const data = arena.subarray(offset, offset + length);
        assertGood(await transport.execute({ cdb, direction: 'in', data, timeoutMs }));
        assertBytes(data, expected, `read to offset ${offset}`);
        data.fill(poison);
        assertGood(await executeSync(transport, { cdb, direction: 'in', data, timeoutMs }));
        assertBytes(data, expected, `read to offset ${offset}, synchronously`);
        assertPoisoned(arena.subarray(0, offset), 'the memory before the buffer');
        assertPoisoned(arena.subarray(offset + length), 'the memory behind the buffer');
      }
    }),

  'data-out arrives: mode pages written back are read again': (open) =>
    withDrive(open, async (transport) => {
      const page = await goodWithLength(transport, dataIn(cdbs.modeSenseAudio, 64));
      for (const offset of [0, 1, 3]) {
        const arena = new Uint8Array(offset + page.length);
        arena.set(page, offset);
        // MODE DATA LENGTH is reserved when it goes to the drive.
        arena.fill(0, offset, offset + 2);
        const parameters = arena.subarray(offset);
        const sent = parameters.slice();
        const completion = await transport.execute(dataOut(cdbs.modeSelect(parameters.length), parameters));
        assertGood(completion);
        assert.equal(completion.transferredBytes, parameters.length);
        assertBytes(parameters, sent, 'data-out is only read');
      }
      assertBytes(await goodWithLength(transport, dataIn(cdbs.modeSenseAudio, 64)), page);
    }),

  'a CDB may be a part of a larger buffer, and is only read': (open) =>
    withDrive(open, async (transport) => {
      const whole = await good(transport, dataIn(cdbs.inquiry(36), 36));
      const arena = new Uint8Array(40).fill(poison);
      arena.set(cdbs.inquiry(36), 7);
      const before = arena.slice();
      assertBytes(await good(transport, dataIn(arena.subarray(7, 13), 36)), whole);
      assertBytes(arena, before);
    }),

  'a Buffer is as good as a Uint8Array': (open) =>
    withDrive(open, async (transport) => {
      const data = Buffer.alloc(36, poison);
      const cdb = Buffer.from(cdbs.inquiry(36));
      assertGood(await transport.execute({ cdb, direction: 'in', data, timeoutMs }));
      assert.equal(data[0]! & 0x1f, cdRomDeviceType);
    }),
};

/** Opening, closing, and what must be undone on the way. */
import assert from 'node:assert/strict';
import { Device } from '../../src/device/device.js';
import { scsiStatus } from '../../src/transport/transport.js';
import { TransportError } from '../../src/transport/transport-error.js';
import {
  assertBytes,
  assertGood,
  assertRejects,
  assertSense,
  cdbs,
  dataIn,
  executeSync,
  good,
  type Open,
  untilReady,
  withDrive,
  withoutData,
} from './drive.js';

const mediumRemovalPrevented = [0x5, 0x53, 0x02];
const notReady = 0x2;
const mediumNotPresent = 0x3a;

export const lifecycleCases: Record<string, (open: Open) => Promise<void>> = {
  'closing twice is no error': async (open) => {
    const transport = await open();
    await transport.close();
    await transport.close();
  },

  'a closed transport says so': async (open) => {
    const transport = await open();
    await transport.close();
    await assertRejects(transport.execute(withoutData(cdbs.testUnitReady)), 'closed');
    await assertRejects(executeSync(transport, withoutData(cdbs.testUnitReady)), 'closed');
  },

  'await using closes': async (open) => {
    let kept: Awaited<ReturnType<Open>>;
    {
      await using transport = await open();
      kept = transport;
    }
    await assertRejects(kept.execute(withoutData(cdbs.testUnitReady)), 'closed');
  },

  'closing with commands in the queue settles every one of them': async (open) => {
    const transport = await open();
    await untilReady(transport);
    const pending = Array.from({ length: 5 }, () => transport.execute(withoutData(cdbs.testUnitReady)));
    const settled = Promise.allSettled(pending);
    await transport.close();
    for (const result of await settled) {
      if (result.status === 'fulfilled') assertGood(result.value);
      else {
        assert.ok(result.reason instanceof TransportError, `TransportError expected, got ${result.reason}`);
        assert.match(result.reason.kind, /^(closed|aborted)$/);
      }
    }
  },

  'opening again and again works': async (open) => {
    for (let i = 0; i < 20; i++) {
      const transport = await open();
      await untilReady(transport);
      await transport.close();
    }
  },

  'two transports to one drive do not disturb each other': (open) =>
    withDrive(open, (first) =>
      withDrive(open, async (second) => {
        const both = await Promise.all([first, second].map((each) => good(each, dataIn(cdbs.inquiry(36), 36))));
        assertBytes(both[0]!, both[1]!);
        await first.close();
        assertGood(await second.execute(withoutData(cdbs.testUnitReady)));
      }),
    ),

  'a tray locked through a Device is unlocked when the Device is closed': async (open) => {
    const device = new Device(await open());
    try {
      await untilReady(device.transport);
      assertGood(await device.execute(withoutData(cdbs.preventRemoval)));
      assertSense(await device.execute(withoutData(cdbs.ejectMedium)), mediumRemovalPrevented);
    } finally {
      await device.close();
    }
    await withDrive(open, async (transport) => {
      assertGood(await transport.execute(withoutData(cdbs.ejectMedium)));
      const { status, sense } = await transport.execute(withoutData(cdbs.testUnitReady));
      assertGood(await transport.execute(withoutData(cdbs.loadMedium)));
      await untilReady(transport);
      assert.equal(status, scsiStatus.checkCondition);
      assert.deepEqual([sense[2]! & 0x0f, sense[12]], [notReady, mediumNotPresent]);
    });
  },
};

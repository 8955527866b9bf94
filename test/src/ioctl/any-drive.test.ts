import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Device } from '../../../src/device/index.js';
import { controlCode, ntStatusName, openCdrom } from '../../../src/ioctl/index.js';
import { ManualClock } from '../../../src/time/clock.js';
import type { Completion, TransferRequest } from '../../../src/transport/transport.js';
import { TransportError, type TransportErrorKind } from '../../../src/transport/transport-error.js';
import { ScriptedTransport } from '../../helpers/scripted-transport.js';

const kinds: TransportErrorKind[] = [
  'notFound',
  'accessDenied',
  'busy',
  'rejected',
  'unsupported',
  'closed',
  'timeout',
  'noDevice',
  'selectionTimeout',
  'aborted',
  'busReset',
  'busError',
  'overrun',
  'hostError',
];

interface Behaviour {
  readonly failure: TransportErrorKind | undefined;
  readonly status: number;
  readonly sense: Uint8Array;
  readonly data: Uint8Array;
  readonly transferredBytes: number;
}

/** Answers whatever it was told to, over and over, however little sense it makes. */
class AnyTransport extends ScriptedTransport {
  #sends = 0;
  constructor(readonly behaviours: readonly Behaviour[]) {
    super();
  }
  override async execute({ data }: TransferRequest): Promise<Completion> {
    const behaviour = this.behaviours[this.#sends++ % this.behaviours.length]!;
    if (behaviour.failure) throw new TransportError(behaviour.failure, 'any');
    data.set(behaviour.data.subarray(0, data.length));
    const { status, sense, transferredBytes } = behaviour;
    return { status, sense, transferredBytes, durationMs: 0 };
  }
}

const anyBehaviour: fc.Arbitrary<Behaviour> = fc.record({
  failure: fc.option(fc.constantFrom(...kinds), { nil: undefined, freq: 3 }),
  status: fc.constantFrom(0x00, 0x00, 0x02, 0x02, 0x08, 0x18, 0x28, 0xff),
  sense: fc.oneof(
    fc.uint8Array({ maxLength: 252 }),
    fc
      .tuple(fc.constantFrom(0x70, 0x71, 0x72, 0x73, 0xf0), fc.uint8Array({ minLength: 17, maxLength: 17 }))
      .map(([code, rest]) => Uint8Array.of(code, ...rest)),
  ),
  data: fc.uint8Array({ maxLength: 64 }),
  transferredBytes: fc.constantFrom(0, 1, 7, 8, 16, 2048, 1_000_000, -1),
});

const anyOptions = fc.record({
  profile: fc.constantFrom('mmc' as const, 'driver' as const),
  probePlayState: fc.boolean(),
  setStreaming: fc.boolean(),
  volumeMounted: fc.boolean(),
  isMmc: fc.boolean(),
  overrideVerifyVolume: fc.boolean(),
});

describe('a request', () => {
  it('ends in a result, whatever the drive does and whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyBehaviour, { minLength: 1, maxLength: 4 }),
        anyOptions,
        fc.oneof(fc.constantFrom(...Object.values(controlCode)), fc.nat()),
        fc.oneof(
          fc.uint8Array({ maxLength: 80 }),
          fc.constantFrom(1, 2, 3, 4).map((type) => Uint8Array.of(type, 0, 0, 0)),
        ),
        fc.constantFrom(0, 1, 4, 65, 3000),
        async (behaviours, options, code, input, outputLength) => {
          const clock = new ManualClock();
          const handle = openCdrom(new Device(new AnyTransport(behaviours)), { clock });
          const results = [
            await handle.ioctl(code, input, outputLength, options),
            await handle.read(0, 2048, { ...options, realtimeStream: true }),
            await handle.checkVerify(options),
          ];
          for (const { ntStatus: status, information, output } of results) {
            expect(ntStatusName(status)).toMatch(/^STATUS_/);
            expect(information).toBeGreaterThanOrEqual(0);
            expect(output.length).toBeLessThanOrEqual(information);
          }
          await handle.close();
        },
      ),
    );
  });
});

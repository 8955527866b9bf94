import { createHash } from 'node:crypto';
import { hex } from '../../mmc/index.js';
import type { Transport, TransportLimits } from '../../src/transport/transport.js';
import { cdbs, dataBlocks, dataIn, good, readBlocks, readTrackList, refusedRequests, untilReady } from './drive.js';

/** What a drive told through one transport, to be compared with what it tells through another. Bytes are hex. */
export interface Observations {
  readonly limits: TransportLimits;
  readonly inquiry: string;
  readonly toc: string;
  readonly capacity: string;
  readonly read: { readonly startAddress: number; readonly blocks: number; readonly sha256: string };
  /** Sense bytes of each refused request, as they arrived. */
  readonly sense: Readonly<Record<string, string>>;
}

const observedBlocks = 64;
const chunkBlocks = 16;

/** Asks the drive behind `transport` for everything that is compared. */
export async function observe(transport: Transport): Promise<Observations> {
  await untilReady(transport);
  const { startAddress, blocks } = await dataBlocks(transport, observedBlocks);
  const content = await readBlocks(transport, startAddress, blocks, chunkBlocks);
  const sense: Record<string, string> = {};
  for (const [name, { request }] of Object.entries(await refusedRequests(transport)))
    sense[name] = hex((await transport.execute(request)).sense);
  return {
    limits: transport.limits,
    inquiry: hex(await good(transport, dataIn(cdbs.inquiry(252), 252))),
    toc: hex((await readTrackList(transport)).data),
    capacity: hex(await good(transport, dataIn(cdbs.readCapacity, 8))),
    read: { startAddress, blocks, sha256: createHash('sha256').update(content).digest('hex') },
    sense,
  };
}

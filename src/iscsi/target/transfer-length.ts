/** How much data a CDB asks for, told from the declarations of the commands. */
import { type Command, fieldsOf, mmcCommands } from '../../../mmc/index.js';

interface BlockCount {
  readonly byte: number;
  readonly byteLength: number;
}

/** Where the commands that move whole blocks count them, by operation code. */
const blockCounts: readonly (BlockCount | undefined)[] = makeBlockCounts();

function makeBlockCounts(): (BlockCount | undefined)[] {
  const made: (BlockCount | undefined)[] = new Array(256).fill(undefined);
  for (const command of mmcCommands) {
    if (mmcCommands.siblings(command.operationCode).length > 1 || !movesBlocks(command)) continue;
    const field = fieldsOf(command.layout).find(({ name }) => name === 'transferLengthBlocks');
    if (field?.byteLength === undefined || field.bit !== undefined) continue;
    made[command.operationCode] = { byte: field.byte, byteLength: field.byteLength };
  }
  return made;
}

/** Whether a command moves as many blocks as `transferLengthBlocks` says, of the length of a logical block. */
function movesBlocks({ transfer, layout }: Command): boolean {
  if (!('byteLength' in transfer) || 'layout' in transfer) return false;
  const cdb = new Uint8Array(layout.span).fill(0);
  const field = fieldsOf(layout).find(({ name }) => name === 'transferLengthBlocks');
  if (field?.byteLength === undefined) return false;
  cdb[field.byte + field.byteLength - 1] = 3;
  return transfer.byteLength(layout.decode(cdb), 7) === 21;
}

/**
 * Bytes of data that the CDB announces: blocks, or the length of its parameter list or allocation. Undefined where
 * nobody has declared it.
 */
export function announcedBytes(cdb: Uint8Array, blockLengthBytes: number): number | undefined {
  const blocks = blockCounts[cdb[0]!];
  if (blocks) {
    let count = 0;
    for (let i = 0; i < blocks.byteLength; i++) count = count * 256 + cdb[blocks.byte + i]!;
    return count * blockLengthBytes;
  }
  const command = mmcCommands.find(cdb);
  if (!command) return undefined;
  const { transfer } = command;
  if (transfer.direction === 'none') return 0;
  const decoded = command.decodeCdb(cdb);
  return 'length' in transfer ? (decoded[transfer.length] as number) : transfer.byteLength(decoded, blockLengthBytes);
}

/** Bytes of block data that the CDB asks for: there is always as much. Undefined for everything else. */
export function blockBytes(cdb: Uint8Array, blockLengthBytes: number): number | undefined {
  return blockCounts[cdb[0]!] ? announcedBytes(cdb, blockLengthBytes) : undefined;
}

const bytesByGroup: readonly (number | undefined)[] = [6, 10, 10, undefined, 16, 12, undefined, undefined];

/** Bytes of the CDB that stands in the 16 bytes of a header. */
export function cdbLength(cdb: Uint8Array, offset: number): number {
  const known = bytesByGroup[cdb[offset]! >> 5];
  if (known !== undefined) return known;
  // Of a vendor's command the length is not known; optical drives take 12 bytes.
  for (let i = 12; i < 16; i++) if (cdb[offset + i] !== 0) return 16;
  return 12;
}

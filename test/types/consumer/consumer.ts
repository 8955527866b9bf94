// A program of somebody else, compiled against the packed package.
import {
  type Completion,
  Device,
  openCdrom,
  openTransport,
  type TransferRequest,
  type Transport,
  TransportError,
} from 'discwire';
import type { Device as DeviceOfSubpath } from 'discwire/device';
import { ntStatus } from 'discwire/ioctl';
import {
  bits,
  type CdbOf,
  type DataOf,
  decodeSense,
  defineCommand,
  flag,
  type InputOf,
  list,
  read12,
  readTocFormatted,
  record,
  remainingLength,
  reserved,
  type Sense,
  u16be,
  u32be,
  type Value,
} from 'discwire/mmc';
import { scsiStatus } from 'discwire/transport';
import { VirtualDrive } from 'discwire/virtual';
import {
  CloseHandle,
  CreateFile,
  GetLastError,
  type Handle,
  INVALID_HANDLE_VALUE,
  OPEN_EXISTING,
} from 'discwire/win32';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <_T extends true>(): void => {};

// What a declaration says is what its user gets.
same<Equal<CdbOf<typeof read12>['streaming'], boolean>>();
same<Equal<DataOf<typeof read12>, Uint8Array>>();
same<Equal<Awaited<ReturnType<typeof CreateFile>>, Handle>>();
same<Equal<DataOf<typeof readTocFormatted>['tracks'][number]['trackStartAddress'], number>>();
same<Equal<ReturnType<typeof decodeSense>, Sense | undefined>>();
same<Equal<DeviceOfSubpath, Device>>();
const input: InputOf<typeof read12> = { logicalBlockAddress: 0, transferLengthBlocks: 1, fua: true };
export const refusedByTheCompiler = () => [
  // @ts-expect-error a required field is missing
  read12.encodeCdb({ logicalBlockAddress: 0 }),
  // @ts-expect-error a flag is a boolean
  read12.encodeCdb({ logicalBlockAddress: 0, transferLengthBlocks: 1, fua: 1 }),
  // @ts-expect-error there is no such field
  read12.encodeCdb({ logicalBlockAddress: 0, transferLengthBlocks: 1, lba: 1 }),
];

// Layouts and commands of one's own.
const twoWords = record([remainingLength(u16be('dataLength')), reserved(2), list(record([u32be('word')]), 'words')]);
same<Equal<Value<typeof twoWords>['words'], { word: number }[]>>();
const vendorRead = defineCommand({
  name: 'VENDOR READ',
  id: 'vendorRead',
  operationCode: 0xd8,
  standard: 'vendor',
  cdbLength: 12,
  fields: [bits({ _: 7, fua: flag }), u32be('logicalBlockAddress'), u32be('transferLengthBlocks'), reserved(1)],
  required: ['logicalBlockAddress', 'transferLengthBlocks'],
  transfer: { direction: 'in', byteLength: (cdb) => cdb.transferLengthBlocks * 2352 },
});
same<Equal<DataOf<typeof vendorRead>, Uint8Array>>();

// A transport of one's own.
class Loopback implements Transport {
  readonly name = 'loopback:';
  readonly limits = { maximumTransferBytes: 65_536, alignmentBytes: 1, maximumCdbBytes: 16, maximumSenseBytes: 252 };
  async execute(request: TransferRequest): Promise<Completion> {
    if (request.cdb.length === 0) throw new TransportError('rejected', 'no CDB');
    return { status: scsiStatus.good, sense: new Uint8Array(0), transferredBytes: 0, durationMs: 0 };
  }
  async close(): Promise<void> {}
  async [Symbol.asyncDispose](): Promise<void> {}
}

await new Device(new Loopback()).send(read12, { ...input, transferLengthBlocks: 0 });
const device = new Device(new VirtualDrive({ powerOnUnitAttention: false }).connect());
const { ntStatus: status } = await openCdrom(device).checkVerify();
await (await openTransport('virtual:')).close();
const handle = await CreateFile('virtual:', 0, 0, null, OPEN_EXISTING, 0, null);
if (handle === INVALID_HANDLE_VALUE || !(await CloseHandle(handle))) console.log(`error ${GetLastError()}`);
await device.close();
console.log(`consumer: ${status === ntStatus.STATUS_NO_MEDIA_IN_DEVICE ? 'ok' : status}`);

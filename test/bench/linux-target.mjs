import { closeSync, constants, openSync } from 'node:fs';
import koffi from 'koffi';
import { toBytes } from '../../dist/mmc/layout/index.js';
import { loadLinuxFfi } from '../../dist/src/transport/linux/ffi.js';
import { LinuxTransport } from '../../dist/src/transport/linux/linux-transport.js';
import { openLinuxTransport } from '../../dist/src/transport/linux/open-linux.js';
import { sgDirection, sgInterfaceId, sgIoHdr64, sgRequest } from '../../dist/src/transport/linux/sg-io-hdr.js';

/** FIOCLEX: succeeds on any file, does next to nothing, and leaves the argument alone. */
const emptyRequest = 0x5451;
const timeoutMs = 30_000;
const blockBytes = 2048;

const ioctl = koffi.load(null).func('ioctl', 'int', ['int', 'ulong', 'void *']);

const testUnitReady = { name: 'TEST UNIT READY', cdb: [0, 0, 0, 0, 0, 0], length: 0 };
const inquiry = { name: 'INQUIRY, 36 bytes', cdb: [0x12, 0, 0, 0, 36, 0], length: 36 };
const read = { name: 'READ(10), 1 block', cdb: [0x28, 0, 0, 0, 0, 0, 0, 0, 1, 0], length: blockBytes };

/** The same command as a request, and as the bare native call with everything prepared. */
function command(fd, requestNumber, { name, cdb, length }) {
  const data = new Uint8Array(new ArrayBuffer(length));
  const sense = new Uint8Array(new ArrayBuffer(252));
  const bytes = Uint8Array.from(cdb);
  const header = toBytes(sgIoHdr64, {
    interface_id: sgInterfaceId,
    dxfer_direction: length === 0 ? sgDirection.none : sgDirection.in,
    cmd_len: bytes.length,
    mx_sb_len: sense.length,
    dxfer_len: length,
    dxferp: length === 0 ? 0n : koffi.address(data),
    cmdp: koffi.address(bytes),
    sbp: koffi.address(sense),
    timeout: timeoutMs,
  });
  const check = (result) => {
    if (result !== 0) throw new Error(`${name}: ioctl failed with errno ${koffi.errno()}`);
  };
  return {
    name,
    request: { cdb: bytes, direction: length === 0 ? 'none' : 'in', data, timeoutMs },
    bare: () => check(ioctl(fd, requestNumber, header)),
    bareAsync: () =>
      new Promise((resolve) =>
        ioctl.async(fd, requestNumber, header, (_error, result) => {
          check(result);
          resolve(result);
        }),
      ),
    // Native code has only their addresses.
    keepsAlive: [data, sense, bytes],
  };
}

/** A drive, through the transport and through a file descriptor of its own. */
export async function openDrive(device) {
  const transport = await openLinuxTransport(device);
  const fd = openSync(device, constants.O_RDWR | constants.O_NONBLOCK);
  process.on('exit', () => closeSync(fd));
  const commands = [testUnitReady, inquiry, read].map((each) => command(fd, sgRequest.sgIo, each));
  for (const { name, request } of commands) {
    const { status } = transport.executeSync(request);
    if (status !== 0) throw new Error(`${name} ends with status ${status}; the benchmark needs a medium it can read`);
  }
  return { name: device, transport, commands };
}

/** The transport on a file that is no drive, with a request number that any file accepts. */
export async function openNothing() {
  const ffi = await loadLinuxFfi();
  const fd = openSync('/dev/null', constants.O_RDWR);
  const node = { path: 'no drive', isBlock: true, access: 'readWrite', genericPath: undefined };
  const transport = new LinuxTransport(node, fd, 65_536, {
    ...ffi,
    ioctl: (file, _request, argument) => ffi.ioctl(file, emptyRequest, argument),
    ioctlAsync: (file, _request, argument, finished) => ffi.ioctlAsync(file, emptyRequest, argument, finished),
  });
  const commands = [testUnitReady, inquiry].map((each) => command(fd, emptyRequest, each));
  return { name: 'no drive, an ioctl that does nothing', transport, commands };
}

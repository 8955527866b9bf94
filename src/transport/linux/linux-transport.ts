import { close } from 'node:fs';
import { promisify } from 'node:util';
import { NativeTransport } from '../native-transport.js';
import type { DeviceNode } from './explain.js';
import type { LinuxFfi } from './ffi.js';
import { SgIoCall, senseBytes } from './sg-io-call.js';

const closeFile = promisify(close);

const maximumCdbBytes = 16;

/**
 * Carries commands through SG_IO on `/dev/srN` or `/dev/sgN`.
 *
 * On a block node the kernel raises time limits below 7 seconds to 7. A running command occupies one thread of libuv's
 * pool; it cannot be taken back, and a process that exits waits for it.
 */
export class LinuxTransport extends NativeTransport {
  /** Whether the node could be opened for writing; read-only, the kernel lets fewer commands pass. */
  readonly access: 'readWrite' | 'readOnly';

  /** Owns `fd` from now on. `maximumTransferBytes` is what the node takes. */
  constructor(node: DeviceNode, fd: number, maximumTransferBytes: number, ffi: LinuxFfi) {
    super(
      node.path,
      { maximumTransferBytes, alignmentBytes: 1, maximumCdbBytes, maximumSenseBytes: senseBytes },
      { makeCall: () => new SgIoCall(node, fd, ffi), release: () => closeFile(fd) },
    );
    this.access = node.access;
  }
}

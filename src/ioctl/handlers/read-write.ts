/** ReadFile and WriteFile on the device: blocks, with READ and WRITE of 10 or, streaming, of 12 bytes. */
import { read10, read12, write10, write12 } from '../../../mmc/index.js';
import { streamingCapabilities } from '../capabilities.js';
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import { ntStatus } from '../ntstatus.js';

/** What a raw read or write is told besides its buffer. */
export interface ReadWriteParameters {
  readonly direction: 'in' | 'out';
  readonly offsetBytes: number;
  /** SL_REALTIME_STREAM: this one streams, whatever the handle is set to. */
  readonly realtimeStream: boolean;
}

interface Piece {
  readonly logicalBlockAddress: number;
  readonly transferLengthBlocks: number;
}

const done: Ending = { ntStatus: ntStatus.STATUS_SUCCESS };
const invalidDeviceRequest: Ending = { ntStatus: ntStatus.STATUS_INVALID_DEVICE_REQUEST };
/** So that a piece can be sent again as READ(10) or WRITE(10). */
const maximumPieceBlocks = 0xffff;
const addressLimit = 0x8000_0000;

/** What keeps blocks from being moved, whichever they are. */
function obstacle({ mustVerifyFirst, cdrom }: IoctlRequest): Ending | undefined {
  if (mustVerifyFirst) return { ntStatus: ntStatus.STATUS_VERIFY_REQUIRED };
  return cdrom.state.playActive ? { ntStatus: ntStatus.STATUS_DEVICE_BUSY } : undefined;
}

/** A raw read into the output, or a raw write of the input. */
export function readWrite(parameters: ReadWriteParameters): Operation {
  const bufferOf = (request: IoctlRequest) => (parameters.direction === 'in' ? request.output : request.input);
  return {
    beforeLock: obstacle,

    validate(request): Ending | undefined {
      const { length } = bufferOf(request);
      if (length === 0) return done;
      const { blockLengthBytes } = request.cdrom.device;
      if (parameters.offsetBytes % blockLengthBytes !== 0 || length % blockLengthBytes !== 0)
        return invalidDeviceRequest;
      const end = (parameters.offsetBytes + length) / blockLengthBytes;
      const { lastLogicalBlockAddress: last } = request.cdrom.state;
      return end > (last === undefined ? addressLimit : last + 1) ? invalidDeviceRequest : undefined;
    },

    async run(request): Promise<Ending> {
      // A request before this one may have met another medium, or have begun to play.
      const refused = obstacle(request);
      if (refused) return refused;
      const isRead = parameters.direction === 'in';
      const { file, cdrom } = request;
      const flag = isRead ? file?.streamingRead : file?.streamingWrite;
      const streaming = parameters.realtimeStream || (flag ?? false);
      if (streaming) {
        const capabilities = await streamingCapabilities(request);
        if ('ntStatus' in capabilities) return capabilities;
        const { read, write } = capabilities.value;
        if (!(isRead ? read : write)) return invalidDeviceRequest;
      }
      return transferPieces(
        request,
        bufferOf(request),
        parameters,
        () => streaming && !cdrom.state.streamingWorkaround,
      );
    },
  };
}

/**
 * Moves one piece after the other, each as large as the transport allows. A piece that ends early without an error ends
 * the whole: what follows would not belong there.
 */
async function transferPieces(
  request: IoctlRequest,
  buffer: Uint8Array,
  { direction, offsetBytes }: ReadWriteParameters,
  isStreaming: () => boolean,
): Promise<Ending> {
  const { blockLengthBytes, transport } = request.cdrom.device;
  const limit = Math.floor(transport.limits.maximumTransferBytes / blockLengthBytes);
  const pieceBytes = Math.min(Math.max(limit, 1), maximumPieceBlocks) * blockLengthBytes;
  let moved = 0;
  while (moved < buffer.length) {
    const data = buffer.subarray(moved, moved + pieceBytes);
    const piece: Piece = {
      logicalBlockAddress: (offsetBytes + moved) / blockLengthBytes,
      transferLengthBlocks: data.length / blockLengthBytes,
    };
    const plain = (direction === 'in' ? read10 : write10).encodeCdb(piece);
    const cdb = isStreaming()
      ? (direction === 'in' ? read12 : write12).encodeCdb({ ...piece, streaming: true })
      : plain;
    const result = await request.transfer({ cdb, direction, data, withoutStreaming: plain });
    if (!result.succeeded) return { ntStatus: result.ntStatus };
    moved += result.transferredBytes;
    if (result.transferredBytes < data.length) break;
  }
  return { ...done, information: moved };
}

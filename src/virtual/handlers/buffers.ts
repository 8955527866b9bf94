/** READ BUFFER and WRITE BUFFER: data, echo, and microcode. */
import {
  readBuffer,
  readBufferDescriptor,
  readBufferEchoDescriptor,
  readBufferHeaderAndData,
  readBufferMode,
  writeBuffer,
  writeBufferMode,
} from '../../../mmc/index.js';
import { dataBufferBytes, echoBufferBytes } from '../drive-buffers.js';
import { type Handled, handle } from '../handler.js';
import { unitAttention } from '../initiator.js';
import { commandSequenceError, invalidField } from '../refusal.js';
import type { Unit } from '../unit.js';

/** READ BUFFER, mode 00h: in front of the data. */
const headerBytes = 4;

interface Place {
  readonly bufferId: number;
  readonly bufferOffset: number;
  readonly modeSpecific: number;
}

/** READ BUFFER and WRITE BUFFER. */
export const bufferHandlers: readonly Handled[] = [
  handle(readBufferHeaderAndData, (cdb, { unit }) => {
    checkPlace(cdb, 0);
    const length = Math.max(0, Math.min(dataBufferBytes, cdb.allocationLength - headerBytes));
    const data = new Uint8Array(length);
    unit.buffers.read(0, length, data, 0);
    return { bufferCapacityBytes: dataBufferBytes, data };
  }),

  handle(readBufferDescriptor, ({ bufferId, modeSpecific }) => {
    if (modeSpecific !== 0) throw invalidField('modeSpecific');
    // A buffer that is not there has no bytes, and that is no error.
    return { offsetBoundary: 0, bufferCapacityBytes: bufferId === 0 ? dataBufferBytes : 0 };
  }),

  handle(readBufferEchoDescriptor, ({ modeSpecific }) => {
    if (modeSpecific !== 0) throw invalidField('modeSpecific');
    return { bufferCapacityBytes: echoBufferBytes };
  }),

  handle(readBuffer, (cdb, call) => {
    const { unit } = call;
    if (cdb.mode === readBufferMode.echoBuffer) {
      const { echo } = unit.buffers;
      if (!echo) throw commandSequenceError();
      const length = Math.min(echo.length, cdb.allocationLength);
      call.dataIn(length).set(echo.subarray(0, length));
      return length;
    }
    if (cdb.mode !== readBufferMode.data) throw invalidField('mode');
    checkPlace(cdb, dataBufferBytes);
    const length = Math.min(cdb.allocationLength, dataBufferBytes - cdb.bufferOffset);
    unit.buffers.read(cdb.bufferOffset, length, call.dataIn(length), 0);
    return length;
  }),

  handle(writeBuffer, (cdb, call) => {
    const { unit } = call;
    const { mode, parameterListLength } = cdb;
    switch (mode) {
      case writeBufferMode.echoBuffer:
        if (parameterListLength > echoBufferBytes) throw invalidField('parameterListLength');
        unit.buffers.setEcho(call.dataOut(parameterListLength).subarray(0, parameterListLength));
        return;
      case writeBufferMode.data:
        checkPlace(cdb, dataBufferBytes);
        if (cdb.bufferOffset + parameterListLength > dataBufferBytes) throw invalidField('parameterListLength');
        unit.buffers.write(cdb.bufferOffset, call.dataOut(parameterListLength).subarray(0, parameterListLength));
        return;
      case writeBufferMode.downloadMicrocodeAndSave:
        checkPlace(cdb, 0);
        call.dataOut(parameterListLength);
        if (parameterListLength > 0) replaceMicrocode(unit);
        return;
      default:
        throw invalidField('mode');
    }
  }),
];

/** There is one buffer; `end` is the last offset in it that may be named. */
function checkPlace({ bufferId, bufferOffset, modeSpecific }: Place, end: number): void {
  if (modeSpecific !== 0) throw invalidField('modeSpecific');
  if (bufferId !== 0) throw invalidField('bufferId');
  if (bufferOffset > end) throw invalidField('bufferOffset');
}

/** The image itself changes nothing: what the drive does stands in this package. */
function replaceMicrocode(unit: Unit): void {
  for (const initiator of unit.initiators) initiator.raise(unitAttention.microcodeChanged);
}

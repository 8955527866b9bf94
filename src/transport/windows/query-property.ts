import type { Handle, WindowsFfi } from './ffi.js';
import { ioctlStorageQueryProperty } from './storage-query.js';

const outputBytes = 1024;
/** The part of every descriptor that `Version` and `Size` take. */
const shortestDescriptorBytes = 20;

/** What the driver answers to a STORAGE_PROPERTY_QUERY; undefined where it does not know the property. */
export function queryProperty(ffi: WindowsFfi, handle: Handle, query: Uint8Array): Uint8Array | undefined {
  const output = new Uint8Array(new ArrayBuffer(outputBytes));
  const bytesReturned = new Uint32Array(new ArrayBuffer(4));
  const code = ffi.deviceIoControl({
    handle,
    controlCode: ioctlStorageQueryProperty,
    input: query,
    output,
    bytesReturned: new Uint8Array(bytesReturned.buffer),
  });
  const length = bytesReturned[0]!;
  return code === 0 && length >= shortestDescriptorBytes ? output.subarray(0, length) : undefined;
}

import { fieldsOf, trackInformation } from '../../../mmc/index.js';

const place = fieldsOf(trackInformation).find(({ name }) => name === 'nextWritableAddress')!;
const valid = fieldsOf(trackInformation).find(({ name }) => name === 'nwaV')!;

/** Moves the next writable address in a response to READ TRACK INFORMATION, where there is one. */
export function nextWritable(response: Uint8Array, offsetBlocks: number): void {
  if (response.length < place.byte + 4 || (response[valid.byte]! & (1 << valid.bit!)) === 0) return;
  const view = new DataView(response.buffer, response.byteOffset);
  view.setInt32(place.byte, view.getInt32(place.byte) + offsetBlocks);
}

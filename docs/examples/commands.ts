import { CheckConditionError, Device, openTransport, patientRetry } from 'discwire';
import { inquiry, read10, readTocFormatted } from 'discwire/mmc';

await using device = new Device(await openTransport('virtual:'), { retry: patientRetry() });

const { t10VendorIdentification, productIdentification } = await device.send(inquiry, {});
console.log(t10VendorIdentification, productIdentification);

const toc = await device.send(readTocFormatted, { trackSessionNumber: 1 });
for (const { trackNumber, trackStartAddress } of toc.tracks) console.log(trackNumber, trackStartAddress);

try {
  await device.send(read10, { logicalBlockAddress: 1_000_000, transferLengthBlocks: 1 });
} catch (error) {
  if (error instanceof CheckConditionError) console.log(error.message);
}

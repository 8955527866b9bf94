import { Device, ntStatusName, openCdrom, openTransport } from 'discwire';
import { hex } from 'discwire/mmc';

// '/dev/sr0' on Linux, 'D:' on Windows, 'virtual:' anywhere.
await using device = new Device(await openTransport('virtual:?power-on=silent'));
const cdrom = openCdrom(device);

const { ntStatus, mediaChangeCount } = await cdrom.checkVerify();
console.log(ntStatusName(ntStatus), mediaChangeCount);

const result = await cdrom.enableStreaming('readOnly');
for (const { cdb } of result.exchanges) console.log(hex(cdb));
console.log(ntStatusName(result.ntStatus));

import { record, reserved, u8, u32be } from '../layout/index.js';

/** Response to READ HEADER. With `msf` in the CDB the address is for `msfOfAddress`. */
export const readHeaderData = record([u8('cdRomDataMode'), reserved(3), u32be('cdRomAddress')]);

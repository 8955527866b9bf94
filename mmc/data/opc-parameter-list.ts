import { bytes, list, record, u16be } from '../layout/index.js';

const opcEntry = record([u16be('speedKilobytesPerSecond'), bytes(6, 'opcValue')]);

/** Data of SEND OPC INFORMATION: entries as in the OPC tables of `discInformation`. */
export const opcParameterList = record([list(opcEntry, 'entries')]);

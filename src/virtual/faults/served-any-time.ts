/** INQUIRY, REQUEST SENSE, GET CONFIGURATION, GET EVENT STATUS NOTIFICATION and REPORT LUNS (SPC-4, MMC-6). */
const codes: ReadonlySet<number> = new Set([0x12, 0x03, 0x46, 0x4a, 0xa0]);

/** Whether a drive carries the command out whatever else it has to tell: it never reports a unit attention on it. */
export const isServedAnyTime = (cdb: Uint8Array): boolean => codes.has(cdb[0]!);

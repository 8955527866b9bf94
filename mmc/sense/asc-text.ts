import { ascTexts } from './asc-table.js';

/** Codes whose qualifier is not a code: the text, with the qualifier in hexadecimal for NN. */
const numberedQualifiers = [
  { asc: 0x40, from: 0x80, text: 'DIAGNOSTIC FAILURE ON COMPONENT NN' },
  { asc: 0x4d, from: 0x00, text: 'TAGGED OVERLAPPED COMMANDS (TASK TAG NN)' },
  { asc: 0x70, from: 0x00, text: 'DECOMPRESSION EXCEPTION SHORT ALGORITHM ID OF NN' },
] as const;

const vendorSpecific = 0x80;

/**
 * T10's text for an additional sense code and qualifier, `VENDOR SPECIFIC` where T10 leaves the pair to the vendor;
 * undefined for a pair that T10 has not assigned.
 */
export function ascText(asc: number, ascq: number): string | undefined {
  const text = ascTexts.get((asc << 8) | ascq);
  if (text !== undefined) return text;
  const numbered = numberedQualifiers.find((range) => range.asc === asc && ascq >= range.from);
  if (numbered) return numbered.text.replace('NN', `${ascq.toString(16).toUpperCase().padStart(2, '0')}h`);
  return asc >= vendorSpecific || ascq >= vendorSpecific ? 'VENDOR SPECIFIC' : undefined;
}

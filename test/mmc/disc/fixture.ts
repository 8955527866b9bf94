import { readFileSync } from 'node:fs';
import { rawSectorBytes } from '../../../mmc/index.js';

/** A file of the fixtures folder, whose README says where it came from. */
export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
}

/** The raw sectors of a fixture. */
export function sectorsOf(name: string): Uint8Array[] {
  const bytes = fixture(name);
  return Array.from({ length: bytes.length / rawSectorBytes }, (_, i) =>
    bytes.slice(i * rawSectorBytes, (i + 1) * rawSectorBytes),
  );
}

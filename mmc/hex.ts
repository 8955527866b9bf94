/** Bytes as the standards and every tool print them: `28 00 00 00 00 10 00 00 01 00`. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
}

/**
 * Bytes from hexadecimal text; spaces, commas, colons and `0x` between the bytes are allowed. Throws SyntaxError that
 * shows where it stopped making sense.
 */
export function parseHex(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const token of text.matchAll(/[^\s,:]+/g)) {
    const digits = token[0].replace(/^0x/i, '').replace(/h$/i, '');
    const wrong = digits.search(/[^0-9a-f]/i);
    if (wrong >= 0 || digits.length === 0)
      throw new SyntaxError(`"${token[0]}" at character ${token.index + 1} is not hexadecimal`);
    const even = digits.length === 1 ? `0${digits}` : digits;
    if (even.length % 2 !== 0)
      throw new SyntaxError(`"${token[0]}" at character ${token.index + 1} has half a byte: ${digits.length} digits`);
    for (let i = 0; i < even.length; i += 2) bytes.push(Number.parseInt(even.slice(i, i + 2), 16));
  }
  return Uint8Array.from(bytes);
}

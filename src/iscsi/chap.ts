/** CHAP: each end proves that it knows a secret by hashing it with what the other one sent (RFC 1994, RFC 7143). */
import { createHash, timingSafeEqual } from 'node:crypto';

/** Who one is, and the secret that proves it. */
export interface Credentials {
  readonly user: string;
  readonly secret: string;
}

/** Hash functions by their number in CHAP_A. Source: IANA, PPP Authentication Algorithms. */
const hashes: Readonly<Record<number, string>> = { 5: 'md5', 6: 'sha1', 7: 'sha256', 8: 'sha3-256' };

/**
 * Numbers of the hash functions this end knows, in the order it offers them. SHA-256 comes last because tgtd takes its
 * number for SHA-1; targets that know it for what it is know SHA3-256, too.
 */
export const chapAlgorithms: readonly number[] = [8, 6, 5, 7];

/** The first of an offer, such as `7,5`, that this end knows. */
export function chooseAlgorithm(offer: string): number | undefined {
  return offer
    .split(',')
    .map(Number)
    .find((number) => chapAlgorithms.includes(number));
}

/** What answers a challenge. */
export function chapResponse(algorithm: number, identifier: number, secret: string, challenge: Uint8Array): Uint8Array {
  const hash = createHash(hashes[algorithm]!);
  return hash.update(Uint8Array.of(identifier)).update(secret, 'utf8').update(challenge).digest();
}

/** Compares in a time that does not depend on the bytes. */
export function isSameResponse(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

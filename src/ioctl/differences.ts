/** The same request, carried out twice: by this package and by the driver of the operating system. */
import type { NativeIoctlResult } from '../transport/index.js';
import type { IoctlResult } from './exchange.js';

/** Output that differs. */
export interface IoctlOutputDifference {
  readonly what: 'output';
  readonly ours: Uint8Array;
  readonly native: Uint8Array;
  /** Where the first byte is that differs, or the end of the shorter one. */
  readonly firstDifference: number;
}

/** One thing in which the two differ. */
export type IoctlDifference =
  | { readonly what: 'ntStatus'; readonly ours: number; readonly native: number }
  | { readonly what: 'information'; readonly ours: number; readonly native: number }
  | IoctlOutputDifference;

/**
 * In what two results differ: status, Information, output, in this order. Information that the system did not tell is
 * not compared.
 */
export function ioctlDifferences(
  ours: Pick<IoctlResult, 'ntStatus' | 'information' | 'output'>,
  native: Pick<NativeIoctlResult, 'ntStatus' | 'information' | 'output'>,
): readonly IoctlDifference[] {
  const differences: IoctlDifference[] = [];
  if (ours.ntStatus !== native.ntStatus)
    differences.push({ what: 'ntStatus', ours: ours.ntStatus, native: native.ntStatus });
  if (native.information !== undefined && ours.information !== native.information)
    differences.push({ what: 'information', ours: ours.information, native: native.information });
  const firstDifference = firstDifferenceOf(ours.output, native.output);
  if (firstDifference !== undefined)
    differences.push({ what: 'output', ours: ours.output, native: native.output, firstDifference });
  return differences;
}

function firstDifferenceOf(one: Uint8Array, other: Uint8Array): number | undefined {
  const at = one.findIndex((byte, i) => byte !== other[i]);
  if (at >= 0) return at;
  return other.length > one.length ? one.length : undefined;
}

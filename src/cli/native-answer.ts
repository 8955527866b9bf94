/** One control code, carried out twice: what Windows' own driver made of it, and in what that differs. */
import { hex } from '../../mmc/index.js';
import {
  type IoctlDifference,
  type IoctlResult,
  ioctlDifferences,
  type NativeIoctlResult,
  ntStatusName,
} from '../index.js';
import { ntStatusJson, statusLines } from './ioctl-answer.js';
import type { Style } from './style.js';
import { indented } from './text.js';

/** Both results of one request. */
export interface NativeAnswer {
  readonly ours: IoctlResult;
  readonly native: NativeIoctlResult;
}

/** Bytes of output that are shown around a difference. */
const shownBytes = 16;

/** The other result, then each difference. */
export function nativeLines({ ours, native }: NativeAnswer, style: Style): string[] {
  const differences = ioctlDifferences(ours, native);
  return [
    '',
    style.heading("Windows' own driver"),
    ...statusLines(native, style),
    '',
    ...(differences.length === 0 ? [style.good('no difference')] : differences.flatMap(differenceLines)),
  ];
}

function differenceLines(difference: IoctlDifference): string[] {
  if (difference.what === 'ntStatus')
    return [`status differs: ${ntStatusName(difference.ours)} here, ${ntStatusName(difference.native)} there`];
  if (difference.what === 'information')
    return [`Information differs: ${difference.ours} here, ${difference.native} there`];
  const { ours, native, firstDifference } = difference;
  const start = firstDifference - (firstDifference % shownBytes);
  const shown = (bytes: Uint8Array) => hex(bytes.subarray(start, start + shownBytes)) || 'nothing';
  return [
    `output differs from byte ${firstDifference} on: ${ours.length} bytes here, ${native.length} there`,
    ...indented([`from ${start}  ${shown(ours)}  here`, `from ${start}  ${shown(native)}  there`], 3),
  ];
}

/** The members that `--native` adds to the document. */
export function nativeJson({ ours, native }: NativeAnswer): Record<string, unknown> {
  const { ntStatus, information, output, win32Error } = native;
  return {
    native: { ntStatus: { ...ntStatusJson(ntStatus), win32Error }, information, output },
    differences: ioctlDifferences(ours, native),
  };
}

import { controlCode, parseControlCode, type StreamingMode, streamingRequestType } from '../index.js';
import { parseCount } from './data-argument.js';
import { UsageError } from './failure.js';
import { didYouMean, normalized } from './suggest.js';

const names = Object.keys(controlCode);
/** What may be left out of a name. */
const prefixes = ['ioctlcdrom', 'ioctl', ''];

/**
 * A control code by name (`IOCTL_CDROM_STOP_AUDIO`, `cdrom_stop_audio`, `stop-audio`) or number (`0x24008`, `147464`).
 * Throws UsageError that suggests others.
 */
export function controlCodeArgument(text: string): number {
  const code = parseControlCode(text) ?? parseCount(text);
  if (code !== undefined) return code;
  const wanted = normalized(text);
  for (const prefix of prefixes) {
    const name = names.find((candidate) => normalized(candidate) === prefix + wanted);
    if (name) return controlCode[name as keyof typeof controlCode];
  }
  const known = names.map((name) => name.replace(/^IOCTL_(CDROM_)?/, '').toLowerCase());
  const suggestion = didYouMean(text, known, '`discwire ioctl --list` shows those that there are');
  throw new UsageError(`there is no control code ${text}: ${suggestion}`);
}

/** A streaming mode by its word: `disable`, `read-only`, `write-only`, `read-write`. */
export function streamingModeArgument(text: string): StreamingMode {
  const modes = Object.keys(streamingRequestType) as StreamingMode[];
  const mode = modes.find((candidate) => normalized(candidate) === normalized(text));
  if (mode) return mode;
  throw new UsageError(`${text} is no streaming mode: disable, read-only, write-only or read-write`);
}

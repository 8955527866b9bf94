import { accessSync, existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { type Clock, realClock } from '../time/clock.js';
import { TransportError } from '../transport/transport-error.js';
import { VirtualDrive } from './drive.js';
import { readFaultPlan } from './faults/index.js';
import { demoDisc } from './media/demo-disc.js';
import type { Medium } from './media/medium.js';
import { openCcd } from './media/open-ccd.js';
import { openCue } from './media/open-cue.js';
import { openIso } from './media/open-iso.js';
import { openRaw } from './media/open-raw.js';
import { openToc } from './media/open-toc.js';
import { openRecording, recordableMedia } from './media/recordable-media.js';
import { fileStore, memoryStore } from './media/recording-store.js';
import type { VirtualDriveOptions } from './options.js';
import { personalities } from './personalities/built-in.js';
import { capturedPersonality } from './personalities/captured.js';
import type { VirtualTransport } from './virtual-transport.js';

const scheme = 'virtual:';

/** Media by what follows `virtual:`. */
const namedMedia: Readonly<Record<string, () => Medium | undefined>> = {
  '': demoDisc,
  empty: () => undefined,
  ...Object.fromEntries(Object.entries(recordableMedia).map(([name, open]) => [name, () => open(memoryStore())])),
};

const openByExtension: Readonly<Record<string, (path: string, blank?: string) => Medium>> = {
  '.iso': openIso,
  '.cue': openCue,
  '.toc': openToc,
  '.ccd': openCcd,
  '.bin': openRaw,
  '.img': openRaw,
  '.disc': openDisc,
};

/** How the names of images and recordings end that {@link openVirtual} opens. */
export const imageExtensions: readonly string[] = Object.keys(openByExtension);

/** A recording, which goes on; a blank medium where the file is not there and `blank` says what it is to be. */
function openDisc(path: string, blank?: string): Medium {
  if (blank !== undefined && existsSync(path))
    throw new Error(`${path} exists; leave out "new" to go on recording on it`);
  // The system's own error, before a store makes a file.
  if (blank === undefined) accessSync(path);
  const store = fileStore(path);
  try {
    return blank === undefined ? openRecording(store) : recordableMedia[blank]!(store);
  } catch (error) {
    store.close();
    throw new Error(`${path}: ${(error as Error).message}`, { cause: error });
  }
}

/** What the options of a name set. */
type UrlSettings = VirtualDriveOptions & {
  /** The file is made, as a blank medium of this name. */
  readonly newMedium?: string;
};

interface UrlOption {
  /** The values, for messages. */
  readonly values: string;
  /** What a value sets, in the drive's name `name`; undefined: it is none of the values. */
  readonly parse: (value: string, name: string) => UrlSettings | undefined;
}

const urlOptions: Readonly<Record<string, UrlOption>> = {
  'stop-idle': {
    values: 'good, error',
    parse: choice({ good: { stopPlayScanWhenIdle: 'good' }, error: { stopPlayScanWhenIdle: 'illegalRequest' } }),
  },
  streaming: {
    values: 'on, read, off',
    parse: choice({
      on: { realTimeStreaming: {} },
      read: { realTimeStreaming: { streamWriting: false } },
      off: { realTimeStreaming: false },
    }),
  },
  'becoming-ready': {
    values: 'milliseconds',
    parse: (value) => (/^[0-9]{1,9}$/.test(value) ? { becomingReadyMs: Number(value) } : undefined),
  },
  timing: {
    values: 'instant, real, or a factor',
    parse: parseTiming,
  },
  'power-on': {
    values: 'report, silent',
    parse: choice({ report: { powerOnUnitAttention: true }, silent: { powerOnUnitAttention: false } }),
  },
  personality: {
    values: `${Object.keys(personalities).join(', ')}, or a file of discwire capture that ends in .json`,
    parse: parsePersonality,
  },
  faults: {
    values: 'a file with a fault plan',
    parse: (path, name) => (path === '' ? undefined : { faults: fromFile(name, path, () => readFaultPlan(path)) }),
  },
  judge: { values: 'on, off', parse: choice({ on: { judge: true }, off: { judge: false } }) },
  new: {
    values: Object.keys(recordableMedia).join(', '),
    parse: choice(Object.fromEntries(Object.keys(recordableMedia).map((newMedium) => [newMedium, { newMedium }]))),
  },
};

function parseTiming(value: string): UrlSettings | undefined {
  if (value === 'instant' || value === 'real') return { timing: value };
  const factor = Number(value);
  return /^[0-9]{1,3}(\.[0-9]{1,6})?$/.test(value) ? { timing: factor } : undefined;
}

function parsePersonality(value: string, name: string): UrlSettings | undefined {
  if (Object.hasOwn(personalities, value)) return { personality: value };
  if (extname(value).toLowerCase() !== '.json') return undefined;
  return { personality: fromFile(name, value, () => capturedPersonality(readFileSync(value, 'utf8'))) };
}

/** What `open` makes of a file. The errors of the system and of the file become a TransportError. */
function fromFile<T>(name: string, path: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new TransportError('notFound', `${name}: there is no file ${path}`, { cause: error });
    if (code === 'EACCES' || code === 'EPERM')
      throw new TransportError('accessDenied', `${name}: ${path} may not be read by this user`, { cause: error });
    throw new TransportError('unsupported', `${name}: ${message}`, { cause: error });
  }
}

function choice(values: Record<string, UrlSettings>): UrlOption['parse'] {
  return (value) => (Object.hasOwn(values, value) ? values[value] : undefined);
}

/**
 * Opens a virtual drive by name; every call makes a new one, which closes with the transport.
 *
 * - `virtual:` a generated CD with a file system and two audio tracks
 * - `virtual:empty` no medium; `virtual:cd-r`, `virtual:dvd+rw`, `virtual:bd-re` and the like: blank ones in memory
 * - `virtual:path.iso` a CD-ROM or DVD-ROM of 2048-byte blocks; `virtual:path.cue`, `.toc` (cdrdao), `.ccd` (CloneCD) a
 *   CD; `virtual:path.bin` and `.img` one track of raw sectors
 * - `virtual:path.disc` a recording that goes on; `virtual:path.disc?new=dvd-ram` begins one
 *
 * Options follow a question mark: `virtual:?stop-idle=error&streaming=off`; there are `stop-idle`, `streaming`,
 * `becoming-ready`, `timing`, `power-on`, `personality`, `faults` (a file with a fault plan), `judge` and `new`. The drive
 * goes by `clock`, the clock on the wall where not given.
 *
 * Throws TransportError: `notFound` for a file that is not there, `unsupported` for a name, an option or an image that
 * it does not know, with what exists.
 */
export async function openVirtual(name: string, options: { clock?: Clock } = {}): Promise<VirtualTransport> {
  if (!name.toLowerCase().startsWith(scheme))
    throw new TransportError('unsupported', `${name}: the name of a virtual drive begins with ${scheme}`);
  const query = name.lastIndexOf('?');
  const what = name.slice(scheme.length, query < 0 ? undefined : query);
  const { newMedium, ...driveOptions } = query < 0 ? {} : parseOptions(name, name.slice(query + 1));
  const drive = new VirtualDrive({
    clock: options.clock ?? realClock,
    ...driveOptions,
    medium: openMedium(name, what, newMedium),
  });
  return drive.connectOnly(name);
}

function parseOptions(name: string, query: string): UrlSettings {
  let options: UrlSettings = {};
  // A plus sign is one: dvd+rw. In a form it would be a space.
  for (const [key, value] of new URLSearchParams(query.replaceAll('+', '%2B'))) {
    const option = Object.hasOwn(urlOptions, key) ? urlOptions[key] : undefined;
    if (!option) {
      const known = Object.keys(urlOptions).join(', ');
      throw new TransportError('unsupported', `${name}: there is no option ${key}; there are ${known}`);
    }
    const parsed = option.parse(value, name);
    if (!parsed)
      throw new TransportError('unsupported', `${name}: ${key} cannot be "${value}"; it takes ${option.values}`);
    options = { ...options, ...parsed };
  }
  return options;
}

const isRecording = (path: string): boolean => extname(path).toLowerCase() === '.disc';

function openMedium(name: string, what: string, newMedium: string | undefined): Medium | undefined {
  if (newMedium !== undefined && !isRecording(what))
    throw new TransportError('unsupported', `${name}: "new" is for a file that ends in .disc`);
  if (Object.hasOwn(namedMedia, what)) return namedMedia[what]!();
  const open = openByExtension[extname(what).toLowerCase()];
  if (!open) {
    const names = Object.keys(namedMedia).filter((key) => key !== '');
    throw new TransportError(
      'unsupported',
      `${name}: "${what}" is no medium; there are ${scheme} alone, ${names.join(', ')}, and files that end in ${Object.keys(openByExtension).join(' or ')}`,
    );
  }
  return fromFile(name, what, () => open(what, newMedium));
}

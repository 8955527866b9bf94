/** Reading CUE sheets: what they say, line by line. What the files hold is `open-cue.ts`. */

/** A line that says something the drive cannot do, or nothing that makes sense. */
export class CueSheetError extends Error {
  override readonly name = 'CueSheetError';
  constructor(
    readonly path: string,
    /** From 1. */
    readonly line: number,
    problem: string,
  ) {
    super(`${path}:${line}: ${problem}`);
  }
}

/** The track types that are supported. */
export type CueTrackType = 'AUDIO' | 'MODE1/2048' | 'MODE1/2352';
/** The file types that are supported. */
export type CueFileType = 'BINARY' | 'WAVE';

/** A FILE line. */
export interface CueFile {
  readonly name: string;
  readonly type: CueFileType;
  readonly line: number;
}

/** A TRACK line and those that belong to it. */
export interface CueTrack {
  readonly number: number;
  readonly type: CueTrackType;
  readonly file: CueFile;
  readonly line: number;
  /** Frames from the beginning of the file, by index number. */
  readonly indexes: Map<number, number>;
  readonly flags: Set<string>;
  pregapFrames: number | undefined;
  postgapFrames: number | undefined;
  isrc: string | undefined;
}

/** A whole sheet. */
export interface CueSheet {
  readonly tracks: readonly CueTrack[];
  readonly catalog: string | undefined;
}

const trackTypes: readonly string[] = ['AUDIO', 'MODE1/2048', 'MODE1/2352'];
const fileTypes: readonly string[] = ['BINARY', 'WAVE'];
const knownFlags: readonly string[] = ['DCP', '4CH', 'PRE', 'SCMS'];
/** Texts, which are not on the disc without CD-TEXT. */
const ignored: ReadonlySet<string> = new Set(['REM', 'TITLE', 'PERFORMER', 'SONGWRITER', 'CDTEXTFILE']);

const secondFile = (track: number): string => `track ${track} goes on in a second file, which is not supported`;

/** Parses a CUE sheet; `path` is for the messages. Throws {@link CueSheetError}. */
export function parseCueSheet(text: string, path: string): CueSheet {
  const parser = new CueParser(path);
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  for (const [i, line] of lines.entries()) parser.line(line, i + 1);
  return parser.end(lines.length);
}

class CueParser {
  readonly #path: string;
  #number = 0;
  #file: CueFile | undefined;
  readonly #tracks: CueTrack[] = [];
  #catalog: string | undefined;
  readonly #commands: Readonly<Record<string, (words: string[]) => void>> = {
    CATALOG: (words) => this.#onCatalog(words),
    FILE: (words) => this.#onFile(words),
    TRACK: (words) => this.#onTrack(words),
    FLAGS: (words) => this.#onFlags(words),
    INDEX: (words) => this.#onIndex(words),
    PREGAP: (words) => this.#onPregap(words),
    POSTGAP: (words) => this.#onPostgap(words),
    ISRC: (words) => this.#onIsrc(words),
  };

  constructor(path: string) {
    this.#path = path;
  }

  line(text: string, number: number): void {
    this.#number = number;
    const words = [...text.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!);
    const [keyword, ...rest] = words;
    if (keyword === undefined) return;
    const command = keyword.toUpperCase();
    if (ignored.has(command)) return;
    const handler = Object.hasOwn(this.#commands, command) ? this.#commands[command] : undefined;
    if (!handler) throw this.#error(`${keyword} is not supported; there are ${Object.keys(this.#commands).join(', ')}`);
    handler(rest);
  }

  end(lines: number): CueSheet {
    this.#number = lines;
    if (this.#tracks.length === 0) throw this.#error('there is no TRACK');
    this.#finishTrack();
    return { tracks: this.#tracks, catalog: this.#catalog };
  }

  #error(problem: string, line = this.#number): CueSheetError {
    return new CueSheetError(this.#path, line, problem);
  }

  #onCatalog([digits]: string[]): void {
    if (digits === undefined || !/^[0-9]{13}$/.test(digits)) throw this.#error('CATALOG takes 13 digits');
    this.#catalog = digits;
  }

  #onFile(words: string[]): void {
    const type = words.length > 1 ? words.at(-1)!.toUpperCase() : undefined;
    const name = words.slice(0, -1).join(' ');
    if (type === undefined || name === '') throw this.#error('FILE takes a name and a type');
    if (!fileTypes.includes(type))
      throw this.#error(`FILE type ${type} is not supported; there are ${fileTypes.join(' and ')}`);
    const track = this.#tracks.at(-1);
    if (track?.indexes.has(0) && !track.indexes.has(1)) throw this.#error(secondFile(track.number));
    this.#finishTrack();
    this.#file = { name, type: type as CueFileType, line: this.#number };
  }

  #onTrack([numberText, typeText]: string[]): void {
    const number = Number(numberText);
    const type = typeText?.toUpperCase();
    const expected = (this.#tracks.at(-1)?.number ?? 0) + 1;
    if (!this.#file) throw this.#error('TRACK before FILE');
    if (type === undefined || !/^[0-9]{1,2}$/.test(numberText!)) throw this.#error('TRACK takes a number and a type');
    if (number !== expected) throw this.#error(`track ${number} where ${expected} is next`);
    if (!trackTypes.includes(type))
      throw this.#error(`TRACK type ${type} is not supported; there are ${trackTypes.join(', ')}`);
    if (this.#file.type === 'WAVE' && type !== 'AUDIO') throw this.#error(`a WAVE file holds AUDIO, not ${type}`);
    this.#finishTrack();
    this.#tracks.push({
      number,
      type: type as CueTrackType,
      file: this.#file,
      line: this.#number,
      indexes: new Map(),
      flags: new Set(),
      pregapFrames: undefined,
      postgapFrames: undefined,
      isrc: undefined,
    });
  }

  #track(command: string): CueTrack {
    const track = this.#tracks.at(-1);
    if (!track) throw this.#error(`${command} before TRACK`);
    return track;
  }

  #onFlags(words: string[]): void {
    const track = this.#track('FLAGS');
    for (const word of words) {
      const name = word.toUpperCase();
      if (!knownFlags.includes(name))
        throw this.#error(`flag ${word} is not supported; there are ${knownFlags.join(', ')}`);
      track.flags.add(name);
    }
  }

  #onIndex([numberText, time]: string[]): void {
    const track = this.#track('INDEX');
    if (numberText === undefined || !/^[0-9]{1,2}$/.test(numberText))
      throw this.#error('INDEX takes a number from 00 to 99 and a time');
    if (track.file !== this.#file) throw this.#error(secondFile(track.number));
    const number = Number(numberText);
    const frames = this.#frames('INDEX', time);
    const previous = Math.max(...track.indexes.keys());
    const expected = track.indexes.size === 0 ? [0, 1] : [previous + 1];
    if (!expected.includes(number)) throw this.#error(`index ${number} where ${expected.join(' or ')} is next`);
    const before = track.indexes.size === 0 ? this.#endOfPreviousTrack(track) : track.indexes.get(previous)! + 1;
    if (frames < before) throw this.#error('its time is before that of the index before it');
    track.indexes.set(number, frames);
  }

  /** The last index of the track before it in the same file. */
  #endOfPreviousTrack(track: CueTrack): number {
    const previous = this.#tracks.at(-2);
    return previous?.file === track.file ? Math.max(...previous.indexes.values()) + 1 : 0;
  }

  #onPregap([time]: string[]): void {
    const track = this.#track('PREGAP');
    if (track.pregapFrames !== undefined) throw this.#error('a second PREGAP');
    if (track.indexes.size > 0) throw this.#error('PREGAP after INDEX');
    track.pregapFrames = this.#frames('PREGAP', time);
  }

  #onPostgap([time]: string[]): void {
    const track = this.#track('POSTGAP');
    if (track.postgapFrames !== undefined) throw this.#error('a second POSTGAP');
    if (!track.indexes.has(1)) throw this.#error('POSTGAP before INDEX 01');
    track.postgapFrames = this.#frames('POSTGAP', time);
  }

  #onIsrc([code]: string[]): void {
    const track = this.#track('ISRC');
    if (code === undefined || !/^[A-Z0-9]{5}[0-9]{7}$/i.test(code))
      throw this.#error('ISRC takes five letters or digits and seven digits');
    if (track.type !== 'AUDIO') throw this.#error('a data track has no ISRC');
    track.isrc = code.toUpperCase();
  }

  #frames(command: string, time: string | undefined): number {
    const match = /^([0-9]{1,2}):([0-9]{2}):([0-9]{2})$/.exec(time ?? '');
    const [minute, second, frame] = (match ?? []).slice(1).map(Number);
    if (minute === undefined || second! > 59 || frame! > 74)
      throw this.#error(`${command} takes a time of minutes, seconds and frames, as 02:17:05`);
    return (minute * 60 + second!) * 75 + frame!;
  }

  #finishTrack(): void {
    const track = this.#tracks.at(-1);
    if (track && !track.indexes.has(1)) throw this.#error(`track ${track.number} has no INDEX 01`, track.line);
  }
}

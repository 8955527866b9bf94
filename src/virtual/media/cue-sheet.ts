/** Reading CUE sheets: what they say, line by line. What the files hold is `open-cue.ts`. */
import { ImageError } from './image-error.js';
import type { SheetTexts } from './sheet-cd-text.js';

/** Bytes of a sector in a file, by the name of the track type. */
export const cueTrackTypes = {
  AUDIO: 2352,
  CDG: 2448,
  'MODE1/2048': 2048,
  'MODE1/2352': 2352,
  'MODE1/2448': 2448,
  'MODE2/2048': 2048,
  'MODE2/2324': 2324,
  'MODE2/2336': 2336,
  'MODE2/2352': 2352,
  'MODE2/2448': 2448,
  'CDI/2336': 2336,
  'CDI/2352': 2352,
} as const;
/** The track types that are supported. */
export type CueTrackType = keyof typeof cueTrackTypes;
const fileTypes = ['BINARY', 'MOTOROLA', 'WAVE'] as const;
/** The file types that are supported; MOTOROLA is audio with the more significant byte first. */
export type CueFileType = (typeof fileTypes)[number];

/** A FILE line. */
export interface CueFile {
  readonly name: string;
  readonly type: CueFileType;
  readonly line: number;
}

/** An INDEX line: where in which file. */
export interface CueIndex {
  readonly number: number;
  readonly file: CueFile;
  /** From the beginning of the file. */
  readonly frames: number;
}

/** A TRACK line and those that belong to it. */
export interface CueTrack {
  readonly number: number;
  readonly sessionNumber: number;
  readonly type: CueTrackType;
  readonly line: number;
  readonly indexes: CueIndex[];
  readonly flags: Set<string>;
  readonly texts: SheetTexts;
  pregapFrames: number | undefined;
  postgapFrames: number | undefined;
  isrc: string | undefined;
}

/** What REM lines say between two sessions, in frames. */
export interface CueSessionGap {
  leadOutFrames?: number;
  leadInFrames?: number;
  pregapFrames?: number;
}

/** A whole sheet. */
export interface CueSheet {
  readonly tracks: readonly CueTrack[];
  readonly catalog: string | undefined;
  readonly texts: SheetTexts;
  readonly discId: string | undefined;
  readonly cdTextFile: { readonly name: string; readonly line: number } | undefined;
  /** By the number of the session that follows. */
  readonly gaps: ReadonlyMap<number, CueSessionGap>;
  readonly discTypes: ReadonlyMap<number, number>;
}

const knownFlags: readonly string[] = ['DCP', '4CH', 'PRE', 'SCMS'];
/** Commands that take so many words and no more: another line may have run into theirs. */
const mostWords: Readonly<Record<string, number>> = {
  CATALOG: 1,
  TRACK: 2,
  INDEX: 2,
  PREGAP: 1,
  POSTGAP: 1,
  ISRC: 1,
  DISC_ID: 1,
};
/** What a text line is in CD-TEXT. */
const textNames = {
  TITLE: 'title',
  PERFORMER: 'performer',
  SONGWRITER: 'songwriter',
  COMPOSER: 'composer',
  ARRANGER: 'arranger',
  MESSAGE: 'message',
  UPC_EAN: 'upcEanOrIsrc',
} as const;

/** Parses a CUE sheet, its lines separated by line feeds; `path` is for the messages. Throws {@link ImageError}. */
export function parseCueSheet(text: string, path: string): CueSheet {
  const parser = new CueParser(path);
  const lines = text.split('\n');
  for (const [i, line] of lines.entries()) parser.line(line, i + 1);
  return parser.end(lines.length);
}

class CueParser {
  readonly #path: string;
  #number = 0;
  #session = 1;
  #file: CueFile | undefined;
  #isFileUsed = true;
  readonly #tracks: CueTrack[] = [];
  readonly #texts: SheetTexts = {};
  readonly #gaps = new Map<number, CueSessionGap>();
  readonly #discTypes = new Map<number, number>();
  /** Lines about a gap, until the session that it leads to. */
  #gap: CueSessionGap = {};
  #catalog: string | undefined;
  #discId: string | undefined;
  #cdTextFile: CueSheet['cdTextFile'];
  readonly #commands: Readonly<Record<string, (words: string[]) => void>> = {
    CATALOG: (words) => this.#onCatalog(words),
    FILE: (words) => this.#onFile(words),
    TRACK: (words) => this.#onTrack(words),
    FLAGS: (words) => this.#onFlags(words),
    INDEX: (words) => this.#onIndex(words),
    PREGAP: (words) => this.#onPregap(words),
    POSTGAP: (words) => this.#onPostgap(words),
    ISRC: (words) => this.#onIsrc(words),
    REM: (words) => this.#onRemark(words),
    CDTEXTFILE: (words) => this.#onCdTextFile(words),
    DISC_ID: ([id]) => {
      this.#discId = id;
    },
    GENRE: () => {},
    ...Object.fromEntries(
      Object.entries(textNames).map(([command, name]) => [
        command,
        (words: string[]) => {
          if (words.length > 0) (this.#tracks.at(-1)?.texts ?? this.#texts)[name] = words.join(' ');
        },
      ]),
    ),
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
    const handler = Object.hasOwn(this.#commands, command) ? this.#commands[command] : undefined;
    if (!handler) throw this.#error(`${keyword} is not supported; there are ${Object.keys(this.#commands).join(', ')}`);
    if (command !== 'REM' && rest.some((word) => word.startsWith('"'))) throw this.#error('a quote has no end');
    const surplus = rest[mostWords[command] ?? rest.length];
    if (surplus !== undefined) throw this.#error(`"${surplus}" is too much behind ${command}`);
    handler(rest);
  }

  end(lines: number): CueSheet {
    this.#number = lines;
    if (this.#tracks.length === 0) throw this.#error('there is no TRACK');
    this.#finishTrack();
    this.#finishFile();
    if (this.#tracks.at(-1)!.sessionNumber !== this.#session)
      throw this.#error(`there is no TRACK in session ${this.#session}`);
    return {
      tracks: this.#tracks,
      catalog: this.#catalog,
      texts: this.#texts,
      discId: this.#discId,
      cdTextFile: this.#cdTextFile,
      gaps: this.#gaps,
      discTypes: this.#discTypes,
    };
  }

  #error(problem: string, line = this.#number): ImageError {
    return new ImageError(this.#path, line, problem);
  }

  #onCatalog([digits]: string[]): void {
    if (digits === undefined || !/^[0-9]{13}$/.test(digits)) throw this.#error('CATALOG takes 13 digits');
    if (this.#catalog !== undefined) throw this.#error('a second CATALOG');
    this.#catalog = digits;
  }

  #onCdTextFile(words: string[]): void {
    const name = words.join(' ');
    if (this.#cdTextFile) throw this.#error('a second CDTEXTFILE');
    if (name === '') throw this.#error('CDTEXTFILE takes a name');
    this.#cdTextFile = { name, line: this.#number };
  }

  /** Sessions stand in remarks: REM SESSION, and REM LEAD-OUT, LEAD-IN and PREGAP for what lies between two. */
  #onRemark([what, value]: string[]): void {
    switch (what?.toUpperCase()) {
      case 'SESSION':
        this.#onSession(Number(value));
        break;
      case 'LEAD-OUT':
        this.#gap.leadOutFrames = this.#frames('REM LEAD-OUT', value);
        break;
      case 'LEAD-IN':
        this.#gap.leadInFrames = this.#frames('REM LEAD-IN', value);
        break;
      case 'PREGAP':
        this.#gap.pregapFrames = this.#frames('REM PREGAP', value);
        break;
      case 'DISC-TYPE':
        if (value === undefined || !/^[0-9a-f]{2}$/i.test(value))
          throw this.#error('REM DISC-TYPE takes two hex digits');
        this.#discTypes.set(this.#session, Number.parseInt(value, 16));
        break;
      default:
    }
  }

  #onSession(number: number): void {
    const next = this.#tracks.length === 0 ? 1 : this.#session + 1;
    if (number === this.#session) return;
    if (number !== next) throw this.#error(`REM SESSION where session ${next} is next`);
    this.#finishTrack();
    this.#session = number;
  }

  #onFile(words: string[]): void {
    const type = words.length > 1 ? words.at(-1)!.toUpperCase() : undefined;
    const name = words.slice(0, -1).join(' ');
    if (type === undefined || name === '') throw this.#error('FILE takes a name and a type');
    if (!(fileTypes as readonly string[]).includes(type))
      throw this.#error(`FILE type ${type} is not supported; there are ${fileTypes.join(', ')}`);
    this.#finishFile();
    this.#file = { name, type: type as CueFileType, line: this.#number };
    this.#isFileUsed = false;
  }

  #onTrack([numberText, typeText]: string[]): void {
    const number = Number(numberText);
    const type = typeText?.toUpperCase();
    const expected = (this.#tracks.at(-1)?.number ?? number - 1) + 1;
    if (!this.#file) throw this.#error('TRACK before FILE');
    if (type === undefined || !/^[0-9]{1,2}$/.test(numberText!)) throw this.#error('TRACK takes a number and a type');
    if (number !== expected) throw this.#error(`track ${number} where ${expected} is next`);
    if (!Object.hasOwn(cueTrackTypes, type))
      throw this.#error(`TRACK type ${type} is not supported; there are ${Object.keys(cueTrackTypes).join(', ')}`);
    if (this.#file.type !== 'BINARY' && type !== 'AUDIO')
      throw this.#error(`a ${this.#file.type} file holds AUDIO, not ${type}`);
    this.#finishTrack();
    if (this.#session > (this.#tracks.at(-1)?.sessionNumber ?? 1)) this.#gaps.set(this.#session, this.#gap);
    else if (this.#tracks.length > 0 && Object.keys(this.#gap).length > 0)
      throw this.#error('REM LEAD-OUT, LEAD-IN or PREGAP before a track that begins no session');
    this.#gap = {};
    this.#tracks.push({
      number,
      sessionNumber: this.#session,
      type: type as CueTrackType,
      line: this.#number,
      indexes: [],
      flags: new Set(),
      texts: {},
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
    const file = this.#file!;
    if (file.type !== 'BINARY' && track.type !== 'AUDIO')
      throw this.#error(`a ${file.type} file holds AUDIO, not ${track.type}`);
    const number = Number(numberText);
    const frames = this.#frames('INDEX', time);
    const previous = track.indexes.at(-1);
    const expected = previous ? [previous.number + 1] : [0, 1];
    if (!expected.includes(number)) throw this.#error(`index ${number} where ${expected.join(' or ')} is next`);
    const before = previous ?? this.#tracks.at(-2)?.indexes.at(-1);
    if (before?.file === file && frames <= before.frames)
      throw this.#error('its time is not behind that of the index before it');
    // Some readers take what is before it for a pause and others leave it out.
    if (before?.file !== file && frames > 0)
      throw this.#error('the first index of a file is at 00:00:00; a pause before INDEX 01 is INDEX 00');
    this.#isFileUsed = true;
    track.indexes.push({ number, file, frames });
  }

  #onPregap([time]: string[]): void {
    const track = this.#track('PREGAP');
    if (track.pregapFrames !== undefined) throw this.#error('a second PREGAP');
    if (track.indexes.length > 0) throw this.#error('PREGAP after INDEX');
    track.pregapFrames = this.#frames('PREGAP', time);
  }

  #onPostgap([time]: string[]): void {
    const track = this.#track('POSTGAP');
    if (track.postgapFrames !== undefined) throw this.#error('a second POSTGAP');
    if (!track.indexes.some(({ number }) => number === 1)) throw this.#error('POSTGAP before INDEX 01');
    track.postgapFrames = this.#frames('POSTGAP', time);
  }

  #onIsrc([code]: string[]): void {
    const track = this.#track('ISRC');
    if (code === undefined || !/^[A-Z0-9]{5}[0-9]{7}$/i.test(code))
      throw this.#error('ISRC takes five letters or digits and seven digits');
    if (track.type !== 'AUDIO' && track.type !== 'CDG') throw this.#error('a data track has no ISRC');
    if (track.isrc !== undefined) throw this.#error('a second ISRC');
    track.isrc = code.toUpperCase();
  }

  #frames(command: string, time: string | undefined): number {
    const match = /^([0-9]{1,3}):([0-9]{2}):([0-9]{2})$/.exec(time ?? '');
    const [minute, second, frame] = (match ?? []).slice(1).map(Number);
    if (minute === undefined || second! > 59 || frame! > 74)
      throw this.#error(`${command} takes a time of minutes, seconds and frames, as 02:17:05`);
    return (minute * 60 + second!) * 75 + frame!;
  }

  #finishFile(): void {
    if (!this.#isFileUsed) throw this.#error(`there is no INDEX in "${this.#file!.name}"`, this.#file!.line);
  }

  #finishTrack(): void {
    const track = this.#tracks.at(-1);
    if (track && !track.indexes.some(({ number }) => number === 1))
      throw this.#error(`track ${track.number} has no INDEX 01`, track.line);
  }
}

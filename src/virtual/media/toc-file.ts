/** Reading the TOC files of cdrdao: what they say. What the files hold is `open-toc.ts`. Grammar from its manual page. */
import { ImageError } from './image-error.js';
import type { SheetTexts } from './sheet-cd-text.js';

/** Bytes of a block without sub-channels, by the name of the track mode. */
export const tocTrackModes = {
  AUDIO: 2352,
  MODE1: 2048,
  MODE1_RAW: 2352,
  MODE2: 2336,
  MODE2_RAW: 2352,
  MODE2_FORM1: 2048,
  MODE2_FORM2: 2324,
  MODE2_FORM_MIX: 2336,
} as const;
/** One of the track modes that are supported. */
export type TocTrackMode = keyof typeof tocTrackModes;
const framesPerSecond = 75;
const bytesPerSample = 4;

/** Part of a track: bytes of a file, or zeros. */
export interface TocPiece {
  /** Undefined: zeros. */
  readonly name?: string;
  readonly isAudio: boolean;
  readonly isSwapped: boolean;
  readonly offsetBytes: number;
  /** Undefined: up to the end of the file. */
  readonly lengthBytes: number | undefined;
  readonly line: number;
}

/** A TRACK and what belongs to it. */
export interface TocTrack {
  readonly number: number;
  readonly mode: TocTrackMode;
  readonly subChannels: 'RW' | 'RW_RAW' | undefined;
  readonly line: number;
  readonly pieces: TocPiece[];
  /** From the end of the pause, as INDEX lines give them. */
  readonly indexFrames: number[];
  readonly texts: SheetTexts;
  copyPermitted: boolean;
  preEmphasis: boolean;
  fourChannel: boolean;
  isrc: string | undefined;
  /** Where index 1 begins: after so many frames, or after so many pieces. */
  start: { readonly frames: number } | { readonly pieces: number } | undefined;
}

/** A whole TOC file. */
export interface TocFile {
  readonly tracks: readonly TocTrack[];
  /** PSEC of point A0h. */
  readonly discType: number | undefined;
  readonly catalog: string | undefined;
  readonly texts: SheetTexts;
  readonly discId: string | undefined;
  readonly genre: { readonly code: number; readonly text: string } | undefined;
}

const sessionTypes: Readonly<Record<string, number>> = { CD_DA: 0x00, CD_ROM: 0x00, CD_ROM_XA: 0x20, CD_I: 0x10 };
const textNames: Readonly<Record<string, keyof SheetTexts>> = {
  TITLE: 'title',
  PERFORMER: 'performer',
  SONGWRITER: 'songwriter',
  COMPOSER: 'composer',
  ARRANGER: 'arranger',
  MESSAGE: 'message',
  UPC_EAN: 'upcEanOrIsrc',
  ISRC: 'upcEanOrIsrc',
};

/** What else a language has: of no use here, but for the first two. */
const otherItems: readonly string[] = [
  'DISC_ID',
  'GENRE',
  'TOC_INFO1',
  'TOC_INFO2',
  'RESERVED1',
  'RESERVED2',
  'RESERVED3',
  'RESERVED4',
  'CLOSED',
  'SIZE_INFO',
];

interface Token {
  readonly kind: 'word' | 'string' | 'end';
  readonly text: string;
  readonly line: number;
}

// What is nothing else is a token of its own, so that nothing is passed over: a quote without an end, for one.
const tokenPattern = /\/\/[^\n]*|"((?:[^"\\\n]|\\.)*)"|[{},]|#\d+|\d+:\d+:\d+|[^\s"{},:#]+|\n|\S/g;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (const [whole, string] of text.matchAll(tokenPattern)) {
    if (string !== undefined) tokens.push({ kind: 'string', text: withoutEscapes(string), line });
    else if (whole === '\n') line++;
    else if (!whole.startsWith('//')) tokens.push({ kind: 'word', text: whole, line });
  }
  tokens.push({ kind: 'end', text: 'the end', line });
  return tokens;
}

/** `\"`, `\\` and octal numbers of three digits. */
const withoutEscapes = (text: string): string =>
  text.replace(/\\([0-7]{3}|.)/g, (_whole, code: string) =>
    /^[0-7]{3}$/.test(code) ? String.fromCharCode(Number.parseInt(code, 8)) : code,
  );

/** Parses a TOC file, its lines separated by line feeds; `path` is for the messages. Throws {@link ImageError}. */
export function parseTocFile(text: string, path: string): TocFile {
  return new TocParser(tokensOf(text), path).file();
}

class TocParser {
  readonly #tokens: readonly Token[];
  readonly #path: string;
  #at = 0;
  readonly #tracks: TocTrack[] = [];
  readonly #texts: SheetTexts = {};
  #discType: number | undefined;
  #catalog: string | undefined;
  #discId: string | undefined;
  #genre: TocFile['genre'];

  constructor(tokens: readonly Token[], path: string) {
    this.#tokens = tokens;
    this.#path = path;
  }

  file(): TocFile {
    while (this.#peek.kind !== 'end') {
      const token = this.#next();
      const track = this.#tracks.at(-1);
      if (token.kind !== 'word') throw this.#error(`"${token.text}" where a keyword is expected`, token);
      if (track) this.#inTrack(token, track);
      else this.#inHeader(token);
    }
    if (this.#tracks.length === 0) throw this.#error('there is no TRACK', this.#peek);
    for (const track of this.#tracks)
      if (track.pieces.length === 0) throw this.#error(`track ${track.number} has no data`, track);
    return {
      tracks: this.#tracks,
      discType: this.#discType,
      catalog: this.#catalog,
      texts: this.#texts,
      discId: this.#discId,
      genre: this.#genre,
    };
  }

  get #peek(): Token {
    return this.#tokens[this.#at]!;
  }

  /** Whether a character comes next that is not in quotes. */
  #isNext(character: string): boolean {
    return this.#peek.kind === 'word' && this.#peek.text === character;
  }

  #next(): Token {
    const token = this.#tokens[this.#at]!;
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  #error(problem: string, { line }: { line: number }): ImageError {
    return new ImageError(this.#path, line, problem);
  }

  #string(what: string): string {
    const token = this.#next();
    if (token.kind !== 'string') throw this.#error(`${what} takes a string in quotes, not ${token.text}`, token);
    return token.text;
  }

  #inHeader(token: Token): void {
    if (Object.hasOwn(sessionTypes, token.text)) this.#discType = sessionTypes[token.text];
    else if (token.text === 'CATALOG') {
      const isSecond = this.#catalog !== undefined;
      this.#catalog = this.#string('CATALOG');
      if (isSecond) throw this.#error('a second CATALOG', token);
      if (!/^[0-9]{13}$/.test(this.#catalog)) throw this.#error('CATALOG takes 13 digits', token);
    } else if (token.text === 'CD_TEXT') this.#cdText(this.#texts);
    else if (token.text === 'TRACK') this.#track(token);
    else throw this.#error(`${token.text} is not known here`, token);
  }

  #inTrack(token: Token, track: TocTrack): void {
    switch (token.text) {
      case 'TRACK':
        this.#track(token);
        break;
      case 'NO':
        this.#flag(this.#next(), track, false);
        break;
      case 'COPY':
      case 'PRE_EMPHASIS':
      case 'TWO_CHANNEL_AUDIO':
      case 'FOUR_CHANNEL_AUDIO':
        this.#flag(token, track, true);
        break;
      case 'ISRC':
        this.#isrc(token, track);
        break;
      case 'CD_TEXT':
        this.#cdText(track.texts);
        break;
      case 'SILENCE':
      case 'ZERO':
        track.pieces.push(this.#zeros(token, track));
        break;
      case 'FILE':
      case 'AUDIOFILE':
        if (track.mode !== 'AUDIO') throw this.#error(`${token.text} in a track of ${track.mode}`, token);
        track.pieces.push(this.#audioFile(token, track));
        break;
      case 'DATAFILE':
        track.pieces.push(this.#dataFile(token, track));
        break;
      case 'START':
        if (track.start) throw this.#error('a second START or PREGAP', token);
        track.start = this.#isTime() ? { frames: this.#frames() } : { pieces: track.pieces.length };
        break;
      case 'PREGAP':
        if (track.start) throw this.#error('a second START or PREGAP', token);
        if (track.pieces.length > 0) throw this.#error('PREGAP behind data', token);
        track.pieces.push(this.#zeros(token, track));
        track.start = { pieces: 1 };
        break;
      case 'INDEX':
        track.indexFrames.push(this.#frames());
        break;
      default:
        throw this.#error(`${token.text} is not supported`, token);
    }
  }

  #track(token: Token): void {
    const mode = this.#next();
    if (!Object.hasOwn(tocTrackModes, mode.text))
      throw this.#error(
        `track mode ${mode.text} is not supported; there are ${Object.keys(tocTrackModes).join(', ')}`,
        mode,
      );
    const isSubChannel = this.#peek.text === 'RW' || this.#peek.text === 'RW_RAW';
    this.#tracks.push({
      number: this.#tracks.length + 1,
      mode: mode.text as TocTrackMode,
      subChannels: isSubChannel ? (this.#next().text as 'RW' | 'RW_RAW') : undefined,
      line: token.line,
      pieces: [],
      indexFrames: [],
      texts: {},
      copyPermitted: false,
      preEmphasis: false,
      fourChannel: false,
      isrc: undefined,
      start: undefined,
    });
  }

  #flag(token: Token, track: TocTrack, value: boolean): void {
    if (token.text === 'COPY') track.copyPermitted = value;
    else if (token.text === 'PRE_EMPHASIS') track.preEmphasis = value;
    else if (token.text === 'FOUR_CHANNEL_AUDIO') track.fourChannel = value;
    else if (token.text === 'TWO_CHANNEL_AUDIO') track.fourChannel = !value;
    else throw this.#error(`NO ${token.text} is not known`, token);
  }

  #isrc(token: Token, track: TocTrack): void {
    const isrc = this.#string('ISRC');
    if (!/^[A-Z0-9]{5}[0-9]{7}$/.test(isrc))
      throw this.#error('ISRC takes five capitals or digits and seven digits', token);
    if (track.mode !== 'AUDIO') throw this.#error('a data track has no ISRC', token);
    if (track.isrc !== undefined) throw this.#error('a second ISRC', token);
    track.isrc = isrc;
  }

  #blockBytes(track: TocTrack): number {
    return tocTrackModes[track.mode] + (track.subChannels ? 96 : 0);
  }

  #zeros(token: Token, track: TocTrack): TocPiece {
    // ZERO may say of which mode the zeros are; they are of the track's.
    if (Object.hasOwn(tocTrackModes, this.#peek.text)) this.#next();
    if (this.#peek.text === 'RW' || this.#peek.text === 'RW_RAW') this.#next();
    return { isAudio: false, isSwapped: false, offsetBytes: 0, lengthBytes: this.#length(track), line: token.line };
  }

  #audioFile(token: Token, track: TocTrack): TocPiece {
    const name = this.#string(token.text);
    const isSwapped = this.#peek.text === 'SWAP';
    if (isSwapped) this.#next();
    const offset = this.#offset();
    const start = this.#length(track);
    const length = this.#isLength() ? this.#length(track) : 0;
    return {
      name,
      isAudio: true,
      isSwapped,
      offsetBytes: offset + start,
      lengthBytes: length === 0 ? undefined : length,
      line: token.line,
    };
  }

  #dataFile(token: Token, track: TocTrack): TocPiece {
    const name = this.#string(token.text);
    const offsetBytes = this.#offset();
    const length = this.#isLength() ? this.#length(track) : 0;
    return {
      name,
      isAudio: false,
      isSwapped: false,
      offsetBytes,
      lengthBytes: length === 0 ? undefined : length,
      line: token.line,
    };
  }

  #offset(): number {
    return /^#\d+$/.test(this.#peek.text) ? Number(this.#next().text.slice(1)) : 0;
  }

  #isTime(): boolean {
    return /^\d+:\d+:\d+$/.test(this.#peek.text);
  }

  #isLength(): boolean {
    return this.#peek.kind === 'word' && (this.#isTime() || /^\d+$/.test(this.#peek.text));
  }

  /** Bytes: of a time, of samples in an audio track, or as they are. */
  #length(track: TocTrack): number {
    if (this.#isTime()) return this.#frames() * this.#blockBytes(track);
    const token = this.#next();
    if (!/^\d+$/.test(token.text)) throw this.#error(`${token.text} where a length or a time is expected`, token);
    return Number(token.text) * (track.mode === 'AUDIO' ? bytesPerSample : 1);
  }

  #frames(): number {
    const token = this.#next();
    const [, minute, second, frame] = /^(\d+):(\d+):(\d+)$/.exec(token.text) ?? [];
    if (minute === undefined || Number(second) > 59 || Number(frame) >= framesPerSecond)
      throw this.#error(`${token.text} where a time of minutes, seconds and frames is expected`, token);
    return (Number(minute) * 60 + Number(second)) * framesPerSecond + Number(frame);
  }

  /** Texts of the first language that is described. */
  #cdText(texts: SheetTexts): void {
    this.#expect('{');
    let isFirst = true;
    while (!this.#isNext('}')) {
      const token = this.#next();
      if (token.text === 'LANGUAGE_MAP') this.#block(() => {});
      else if (token.text === 'LANGUAGE') {
        const number = this.#next();
        if (!/^[0-7]$/.test(number.text)) throw this.#error('LANGUAGE takes a number from 0 to 7', number);
        this.#language(isFirst ? texts : {}, isFirst);
        isFirst = false;
      } else throw this.#error(`${token.text} is not known in CD_TEXT`, token);
    }
    this.#expect('}');
  }

  #language(texts: SheetTexts, isFirst: boolean): void {
    this.#expect('{');
    while (!this.#isNext('}')) {
      const item = this.#next();
      if (item.kind === 'end') throw this.#error('a CD_TEXT block has no end', item);
      if (!Object.hasOwn(textNames, item.text) && !otherItems.includes(item.text))
        throw this.#error(`${item.text} is not known in LANGUAGE`, item);
      const value = this.#isNext('{') ? this.#bytes() : this.#string(item.text);
      const name = textNames[item.text];
      if (typeof value === 'string' && name) texts[name] = value;
      if (isFirst && item.text === 'DISC_ID' && typeof value === 'string') this.#discId = value;
      if (isFirst && item.text === 'GENRE' && typeof value !== 'string' && value.length >= 2)
        this.#genre = {
          code: (value[0]! << 8) | value[1]!,
          text: String.fromCharCode(...value.slice(2).filter((byte) => byte > 0)),
        };
    }
    this.#expect('}');
  }

  #bytes(): number[] {
    const values: number[] = [];
    this.#block((token) => {
      if (token.text === ',') return;
      if (!/^\d{1,3}$/.test(token.text) || Number(token.text) > 0xff)
        throw this.#error(`${token.text} where a byte is expected`, token);
      values.push(Number(token.text));
    });
    return values;
  }

  /** Takes what stands in braces, token by token. */
  #block(take: (token: Token) => void): void {
    this.#expect('{');
    while (!this.#isNext('}')) {
      const token = this.#next();
      if (token.kind === 'end') throw this.#error('a block has no end', token);
      take(token);
    }
    this.#expect('}');
  }

  #expect(text: string): void {
    const token = this.#next();
    if (token.text !== text || token.kind === 'string')
      throw this.#error(`${token.text} where ${text} is expected`, token);
  }
}

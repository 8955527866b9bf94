/** What makes one drive another than the next: data, which all drives of a kind share. */
import type { MediumSpeeds } from './speed-tables.js';

/** A feature of the drive. */
export interface PersonalityFeature {
  readonly code: number;
  readonly version: number;
  readonly persistent: boolean;
  /** What follows the four bytes that all descriptors begin with. What depends on the medium is filled in later. */
  readonly data: Uint8Array;
  /** With which profiles it is current. */
  readonly currentFor: 'always' | readonly number[];
}

/** A mode page, header included: what it says, and which of its bits MODE SELECT may change. */
export interface PersonalityModePage {
  readonly default: Uint8Array;
  readonly changeable: Uint8Array;
  /** Whether MODE SELECT can save it. */
  readonly isSavable?: boolean;
  /** What a captured drive had set, where that is not the default. */
  readonly current?: Uint8Array;
  /** What a captured drive had saved. */
  readonly saved?: Uint8Array;
  /** Page controls, of `pageControl`, with which a captured drive refused the page. */
  readonly refusedControls?: readonly number[];
  /** Offsets of obsolete bytes: what MODE SELECT has there is not looked at. */
  readonly obsolete?: readonly number[];
}

/** Times of the mechanism in milliseconds, on a clock that is not instant. */
export interface Mechanics {
  /** Opening the tray, or closing it. */
  readonly trayMs: number;
  /** From standing still until blocks come. */
  readonly spinUpMs: number;
  /** A seek from the innermost block to the outermost. */
  readonly fullStrokeMs: number;
  /** The shortest seek, the turn of the disc included. */
  readonly shortestSeekMs: number;
}

/** A region playback control state. */
export interface RpcState {
  /** A bit that is 0 is a region that plays; FFh: none is set yet. */
  readonly regionMask: number;
  readonly userChanges: number;
  readonly vendorResets: number;
}

/** Answers of a captured drive that are given as they are. */
export interface CapturedAnswers {
  /** The profile that was current; with it, what features and pages say is what they said. */
  readonly profile: number;
  readonly inquiry: Uint8Array;
  readonly vitalProductData: ReadonlyMap<number, Uint8Array>;
  /** Medium type and device-specific parameter of MODE SENSE. */
  readonly modeHeader: { readonly mediumType: number; readonly deviceSpecificParameter: number };
  /** Whether it does not know page 3Fh, all mode pages. */
  readonly refusesAllPages: boolean;
  readonly supportedEventClasses?: number;
}

/** A drive as data: who it is, what it can do, and how fast. */
export interface Personality {
  readonly name: string;
  readonly vendor: string;
  readonly product: string;
  readonly revision: string;
  readonly serialNumber: string;
  /** Profiles in the order in which the drive prefers them. */
  readonly profiles: readonly number[];
  /** In ascending order. */
  readonly features: readonly PersonalityFeature[];
  /** By page code, in ascending order. */
  readonly modePages: ReadonlyMap<number, PersonalityModePage>;
  /** Speeds by profile. */
  readonly speeds: Readonly<Record<number, MediumSpeeds>>;
  readonly bufferBytes: number;
  readonly mechanics: Mechanics;
  readonly rpc: RpcState;
  /** Commands, by id, that it has although none of its features mandates them. */
  readonly knows: readonly string[];
  /** Commands, by id, that it does not have although they belong to no feature. */
  readonly lacks: readonly string[];
  readonly captured?: CapturedAnswers;
}

/** The feature `code`; undefined where the drive does not have it. */
export const featureOf = (personality: Personality, code: number): PersonalityFeature | undefined =>
  personality.features.find((feature) => feature.code === code);

const reduced = new WeakMap<Personality, Map<number, Personality>>();

/** The same drive without one of its features; the same object every time. */
export function withoutFeature(personality: Personality, code: number): Personality {
  const others = reduced.get(personality) ?? new Map<number, Personality>();
  reduced.set(personality, others);
  const known = others.get(code);
  if (known) return known;
  const without = { ...personality, features: personality.features.filter((feature) => feature.code !== code) };
  others.set(code, without);
  return without;
}

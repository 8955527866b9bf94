/** A drive that answers as a captured one did. */
import {
  type Command,
  capabilitiesAndMechanicalStatus,
  configuration,
  findFeature,
  findModePage,
  mmcCommands,
  modeParameterList,
  modeSense6,
  pageControl,
  parseHex,
  profileList,
  rpcState,
  standardInquiry,
  writeSpeeds,
} from '../../../mmc/index.js';
import { bdWriter, notOnAtapi } from './built-in.js';
import { type CapturedAnswer, type CapturedModePage, type DriveCapture, parseCapture } from './drive-capture.js';
import type { CapturedAnswers, Personality, PersonalityFeature, PersonalityModePage } from './personality.js';
import { profilesWith } from './profile-features.js';
import { bdSpeeds, type MediumSpeeds } from './speed-tables.js';

const allPages = 0x3f;
const headerBytes = 8;
const descriptorHeaderBytes = 4;
const pageHeaderBytes = 2;
const noCommand = '5/20/00';
const pageControls = ['current', 'changeable', 'default', 'saved'] as const;

/**
 * The personality in the text of a file that `discwire capture` made. Throws Error for a text that is none, or for a
 * drive that did not answer INQUIRY or GET CONFIGURATION.
 */
export function capturedPersonality(text: string): Personality {
  const capture = parseCapture(text);
  const inquiry = needed(capture, 'inquiry');
  const features = needed(capture, 'configuration');
  const { currentProfile, features: decoded } = configuration.decode(features);
  const identity = standardInquiry.decode(inquiry);
  const capabilities = capabilitiesOf(capture);
  return {
    name: 'captured',
    vendor: identity.t10VendorIdentification ?? '',
    product: identity.productIdentification ?? '',
    revision: identity.productRevisionLevel ?? '',
    serialNumber: '',
    profiles: findFeature({ features: decoded }, profileList)?.profiles.map(({ profileNumber }) => profileNumber) ?? [],
    features: featuresOf(features, currentProfile),
    modePages: pagesOf(capture),
    speeds: { ...bdSpeeds, [currentProfile]: speedsOf(capture, currentProfile) },
    bufferBytes: (capabilities?.bufferSizeSupportedKibibytes ?? 0) * 1024 || bdWriter.bufferBytes,
    mechanics: bdWriter.mechanics,
    rpc: regionOf(capture),
    ...commandsOf(capture),
    captured: answersOf(capture, inquiry, currentProfile),
  };
}

function needed(capture: DriveCapture, name: 'inquiry' | 'configuration'): Uint8Array {
  const { data, refused } = capture[name];
  if (data === undefined) throw new Error(`the drive did not answer ${name}: ${refused}`);
  return parseHex(data);
}

/** The descriptors as they are, whatever is known of them. */
function featuresOf(bytes: Uint8Array, currentProfile: number): readonly PersonalityFeature[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const found: PersonalityFeature[] = [];
  for (let at = headerBytes; at + descriptorHeaderBytes <= bytes.length; ) {
    const code = view.getUint16(at);
    const flags = bytes[at + 2]!;
    const end = at + descriptorHeaderBytes + bytes[at + 3]!;
    const isCurrent = (flags & 1) !== 0;
    const persistent = (flags & 2) !== 0;
    const others = profilesWith(code).filter((profile) => profile !== currentProfile);
    found.push({
      code,
      version: (flags >> 2) & 0xf,
      persistent,
      data: bytes.slice(at + descriptorHeaderBytes, end),
      currentFor: persistent && isCurrent ? 'always' : isCurrent ? [...others, currentProfile] : others,
    });
    at = end;
  }
  return found;
}

/** Every page as it was answered, in the order of page 3Fh where the drive has that. */
function pagesOf({ modePages }: DriveCapture): ReadonlyMap<number, PersonalityModePage> {
  const order = modePages.find(({ page }) => page === allPages)?.current.data;
  const codes =
    order === undefined ? [] : modeParameterList.decode(parseHex(order)).pages.map(({ pageCode }) => pageCode);
  const single = modePages.filter(({ page, current }) => page !== allPages && current.data !== undefined);
  const rank = (code: number) => (codes.includes(code) ? codes.indexOf(code) : codes.length);
  return new Map(
    [...single].sort((a, b) => rank(a.page) - rank(b.page)).map((captured) => [captured.page, pageOf(captured)]),
  );
}

function pageOf(captured: CapturedModePage): PersonalityModePage {
  const [current, changeable, byDefault, saved] = pageControls.map((control) => pageBytes(captured[control].data));
  return {
    current: current!,
    default: byDefault ?? current!,
    changeable: changeable ?? Uint8Array.from(current!, (byte, i) => (i < pageHeaderBytes ? byte : 0)),
    ...(saved && { saved, isSavable: true }),
    refusedControls: [pageControl.changeable, pageControl.default].filter(
      (pc) => captured[pageControls[pc]!].data === undefined,
    ),
  };
}

/** The page of a mode parameter list of MODE SENSE(10). */
function pageBytes(list: string | undefined): Uint8Array | undefined {
  if (list === undefined) return undefined;
  const bytes = parseHex(list);
  const blockDescriptorBytes = (bytes[6]! << 8) | bytes[7]!;
  return bytes.slice(headerBytes + blockDescriptorBytes);
}

function capabilitiesOf({ modePages }: DriveCapture) {
  const list = modePages.find(({ page }) => page === capabilitiesAndMechanicalStatus.code)?.current.data;
  return list === undefined
    ? undefined
    : findModePage(modeParameterList.decode(parseHex(list)), capabilitiesAndMechanicalStatus);
}

/** What the drive told of the medium that was in it, over what is usual for such a medium. */
function speedsOf(capture: DriveCapture, profile: number): MediumSpeeds {
  const usual = bdSpeeds[profile] ?? bdWriter.speeds[0x0008]!;
  const maximum = capabilitiesOf(capture)?.maximumReadSpeedSupportedKilobytesPerSecond || usual.read.maximum;
  const { data } = capture.performance.writeSpeeds;
  const write = data === undefined ? [] : writeSpeeds.decode(parseHex(data)).descriptors;
  return {
    read: { ...usual.read, maximum, constant: Math.min(usual.read.constant, maximum) },
    write: [...new Set(write.map((each) => each.writeSpeedKilobytesPerSecond))].sort((a, b) => b - a),
  };
}

function regionOf({ rpcState: answer }: DriveCapture): Personality['rpc'] {
  if (answer.data === undefined) return bdWriter.rpc;
  const state = rpcState.decode(parseHex(answer.data));
  return {
    regionMask: state.regionMask,
    userChanges: state.numberOfUserControlledChangesAvailable,
    vendorResets: state.numberOfVendorResetsAvailable,
  };
}

/** What was sent to see: a command that the drive has is there in all its forms, for only one of them was asked. */
function commandsOf({ commands }: DriveCapture): Pick<Personality, 'knows' | 'lacks'> {
  const idsOf = (isThere: boolean) =>
    commands
      .filter((answer) => wasKnown(answer) === isThere)
      .flatMap(({ cdb }) => formsOf(parseHex(cdb)))
      .map(({ id }) => id);
  const lacks = idsOf(false);
  // The others change the drive, or take long, and are not sent to see.
  return { knows: idsOf(true), lacks: lacks.includes(modeSense6.id) ? [...lacks, ...notOnAtapi] : lacks };
}

/** A command that there was no answer to is none that the copy could have. */
const wasKnown = ({ refused }: CapturedAnswer): boolean =>
  refused === undefined || (refused !== noCommand && !refused.startsWith('no answer'));

/** The command and those that differ from it only in a format: two commands can have one operation code. */
function formsOf(cdb: Uint8Array): readonly Command[] {
  const name = familyOf(mmcCommands.find(cdb)!);
  return mmcCommands.siblings(cdb[0]!).filter((sibling) => familyOf(sibling) === name);
}

const familyOf = ({ name }: Command): string => name.split(' (')[0]!;

function answersOf(capture: DriveCapture, inquiry: Uint8Array, profile: number): CapturedAnswers {
  const all = capture.modePages.find(({ page }) => page === allPages);
  const list = (all?.current.data === undefined ? capture.modePages : [all]).find(({ current }) => current.data)
    ?.current.data;
  const header = parseHex(list ?? '');
  const eventClasses = parseHex(capture.eventStatus.data ?? '')[3];
  return {
    profile,
    inquiry,
    vitalProductData: new Map(
      capture.vitalProductData.flatMap(({ page, data }) => (data === undefined ? [] : [[page, parseHex(data)]])),
    ),
    modeHeader: { mediumType: header[2] ?? 0, deviceSpecificParameter: header[3] ?? 0 },
    refusesAllPages: all !== undefined && all.current.data === undefined,
    ...(eventClasses !== undefined && { supportedEventClasses: eventClasses }),
  };
}

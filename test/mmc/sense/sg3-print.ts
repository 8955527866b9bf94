/**
 * Prints decoded sense data the way sg_decode_sense does, so that its output can be compared line by line. Everything
 * comes from the decoded members, nothing from the bytes.
 */
import {
  ascText,
  decodeSense,
  type Sense,
  type SenseDescriptor,
  type SenseKeySpecific,
  senseKeyName,
} from '../../../mmc/index.js';

const hex = (value: number | bigint, digits = 0): string => `0x${value.toString(16).padStart(digits, '0')}`;
const byteList = (bytes: Iterable<number>): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');

/** Bytes as lines of 24, as they stand under a descriptor that the tool does not take apart. */
function dump(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 24) lines.push(byteList(bytes.subarray(at, at + 24)));
  return lines;
}

/** Big-endian bytes of `value`. */
function word(value: number | bigint, length: number): number[] {
  return Array.from({ length }, (_, i) => Number((BigInt(value) >> BigInt(8 * (length - 1 - i))) & 0xffn));
}

/** One of our texts as the tool writes it: it differs where the qualifier is a number of its own. */
export function textLikeSg3(text: string, ascq: number): string {
  const number = `${byteList([ascq]).toUpperCase()}h`;
  return text
    .replace(`COMPONENT ${number}`, `COMPONENT [${hex(ascq)}]`)
    .replace(`(TASK TAG ${number})`, `[${hex(ascq)}]`)
    .replace(`ALGORITHM ID OF ${number}`, `ALGORITHM ID OF ${hex(ascq)}`)
    .toUpperCase();
}

const senseKeyText = (key: number): string => (key === 9 ? 'Vendor specific(9)' : senseKeyName(key)!);

function additionalSense(asc: number, ascq: number): string {
  if (asc >= 0x80) return `vendor specific ASC=${byteList([asc])}, ASCQ=${byteList([ascq])} (hex)`;
  const text = ascText(asc, ascq);
  if (text === undefined) return `ASC=${byteList([asc])}, ASCQ=${byteList([ascq])} (hex)`;
  if (text === 'VENDOR SPECIFIC')
    return `ASC=${byteList([asc])}, vendor specific qualification ASCQ=${byteList([ascq])} (hex)`;
  return `Additional sense: ${textLikeSg3(text, ascq)}`;
}

function percent(progressIndication: number): [string, string] {
  const scaled = progressIndication * 100;
  return [`${Math.floor(scaled / 65536)}`, `${Math.floor((scaled % 65536) / 656)}`];
}

function pointer({ fieldPointer, bitPointer }: { fieldPointer: number; bitPointer: number | undefined }): string {
  return `byte ${fieldPointer}${bitPointer === undefined ? '' : ` bit ${bitPointer}`}`;
}

/** Heading and text of the sense-key specific field; `retryCount` prints its number, which depends on the format. */
function specificLines(
  specific: SenseKeySpecific,
  key: number,
  retryCount: (count: number) => string,
): [string, string] {
  switch (specific.kind) {
    case 'fieldPointer':
      return [
        'Field pointer:',
        `Error in ${specific.commandData ? 'Command' : 'Data parameters'}: ${pointer(specific)}`,
      ];
    case 'segmentPointer': {
      const start = specific.segmentDescriptor ? 'segment descriptor' : 'parameter list';
      return ['Segment pointer:', `Relative to start of ${start}, ${pointer(specific)}`];
    }
    case 'actualRetryCount':
      return [`Actual retry count: ${retryCount(specific.actualRetryCount)}`, ''];
    case 'progressIndication': {
      const [whole, fraction] = percent(specific.progressIndication);
      return [`Progress indication: ${whole}.${fraction.padStart(2, '0')}%`, ''];
    }
    case 'unitAttentionQueueOverflow':
      return ['Unit attention condition queue:', `overflow flag is ${specific.overflow ? 1 : 0}`];
    case 'unknown':
      return [`Sense_key: ${hex(key)} unexpected`, byteList([0, 0, ...specific.bytes, 0])];
  }
}

function fixedLines(sense: Sense): string[] {
  const lines: string[] = [];
  const { information = 0n, fieldReplaceableUnitCode, senseKeySpecific } = sense;
  const flags = [sense.filemark && 'FMK', sense.eom && 'EOM', sense.ili && 'ILI'].filter(Boolean).join(' ');
  const isInformation = sense.information !== undefined && (sense.valid || information > 0n);
  const value = isInformation ? `${sense.valid ? '' : 'Valid=0, '}Info fld=${hex(information)} [${information}] ` : '';
  lines.push(`${value}${flags}`);
  if (fieldReplaceableUnitCode) lines.push(`Field replaceable unit code: ${fieldReplaceableUnitCode}`);
  if (senseKeySpecific) {
    const [heading, text] = specificLines(senseKeySpecific, sense.senseKey!, (count) => hex(count, 4));
    if (senseKeySpecific.kind === 'fieldPointer') lines.push(`Sense Key Specific: ${text}`);
    else lines.push(senseKeySpecific.kind === 'unknown' ? heading : `${heading} ${text}`);
  }
  return lines;
}

const asymmetricAccessState: Readonly<Record<number, string>> = {
  0: 'active/optimized',
  1: 'active/non optimized',
  2: 'standby',
  3: 'unavailable',
  15: 'transitioning between states',
};

const titles: Readonly<Record<number, string>> = {
  0: 'Information:',
  1: 'Command specific:',
  2: 'Sense key specific:',
  3: 'Field replaceable unit code:',
  4: 'Stream commands:',
  5: 'Block commands:',
  6: 'OSD object identification',
  7: 'OSD response integrity check value',
  8: 'OSD attribute identification',
  9: 'ATA Status Return:',
  10: 'Another progress indication:',
  11: 'User data segment referral:',
  12: 'Forwarded sense data',
  13: 'Direct-access block device',
  15: 'Microcode activation time:',
};
const scsiStatusText: Readonly<Record<number, string>> = { 2: 'Check Condition', 8: 'Busy' };

function descriptorLines(descriptor: SenseDescriptor, sense: Sense): string[] {
  const { kind, descriptorType: type } = descriptor;
  const title = `Descriptor type: ${titles[type]}`;
  const specific = sense.senseKeySpecific;
  const [heading, text] = specific ? specificLines(specific, sense.senseKey!, String) : ['', ''];
  switch (kind) {
    case 'information':
      return [`${title} ${descriptor.valid ? '' : 'Valid=0 (-> vendor specific) '}${hex(descriptor.information, 16)}`];
    case 'commandSpecificInformation':
      return [`${title} ${hex(descriptor.commandSpecificInformation, 16)}`];
    case 'senseKeySpecific':
      return [`${title} ${heading}`, text];
    case 'fieldReplaceableUnit':
      return [`${title} ${hex(descriptor.fieldReplaceableUnitCode)}`];
    case 'streamCommands': {
      const { filemark, eom, ili } = descriptor;
      return [
        `${title} ${filemark ? 'FILEMARK' : ''}${eom ? 'End Of Medium (EOM)' : ''}${ili ? 'Incorrect Length Indicator (ILI)' : ''}`,
      ];
    }
    case 'blockCommands':
      return [`${title} Incorrect Length Indicator (ILI) ${descriptor.ili ? 'set' : 'clear'}`];
    case 'osdObjectIdentification':
      return [
        title,
        ...dump(
          Uint8Array.from([
            ...word(0, 6),
            ...word(descriptor.notInitiatedCommandFunctions, 4),
            ...word(descriptor.completedCommandFunctions, 4),
            ...word(descriptor.partitionId, 8),
            ...word(descriptor.userObjectId, 8),
          ]),
        ),
      ];
    case 'osdResponseIntegrityCheckValue':
      return [title, ...dump(descriptor.responseIntegrityCheckValue)];
    case 'osdAttributeIdentification': {
      const attributes = descriptor.attributes.flatMap((a) => [
        ...word(a.attributePage, 4),
        ...word(a.attributeNumber, 4),
      ]);
      return [title, ...dump(Uint8Array.from([0, 0, ...attributes]))];
    }
    case 'ataStatusReturn': {
      const { extend, error, device, status } = descriptor;
      // Without EXTEND the tool prints the low halves of the registers only.
      const count = extend ? descriptor.count : descriptor.count & 0xff;
      const address = hex(
        extend ? descriptor.logicalBlockAddress : descriptor.logicalBlockAddress % 2 ** 24,
        extend ? 12 : 6,
      );
      return [
        `${title} extend=${extend ? 1 : 0} error=${hex(error)}`,
        `count=${hex(count)} lba=${address} device=${hex(device)} status=${hex(status)}`,
      ];
    }
    case 'anotherProgressIndication': {
      const [whole, fraction] = percent(descriptor.anotherProgressIndication);
      const { anotherSenseKey, anotherAdditionalSenseCode, anotherAdditionalSenseCodeQualifier } = descriptor;
      const code = `${hex(anotherAdditionalSenseCode)},${hex(anotherAdditionalSenseCodeQualifier)}`;
      // The "02" is a slip of the tool, which meant a width of two digits.
      return [`${title} ${whole}.02${fraction}%`, `[sense_key=${hex(anotherSenseKey)} asc,ascq=${code}]`];
    }
    case 'userDataSegmentReferral':
      return [
        title,
        `Not all referrals: ${descriptor.notAllReferrals ? 1 : 0}`,
        ...descriptor.segments.flatMap((segment, i) => [
          `Descriptor ${i + 1}`,
          `first uds LBA: ${hex(segment.firstUserDataSegmentLogicalBlockAddress)}`,
          `last uds LBA: ${hex(segment.lastUserDataSegmentLogicalBlockAddress)}`,
          ...segment.targetPortGroups.map(
            (group) => `tpg: ${group.targetPortGroup} state: ${asymmetricAccessState[group.asymmetricAccessState]}`,
          ),
        ]),
      ];
    case 'forwardedSenseData': {
      const { senseDataSource: source } = descriptor;
      return [
        title,
        `FSDT: ${descriptor.forwardedSenseDataTruncated ? 'set' : 'clear'}`,
        `Sense data source: Extended copy command ${source === 0 ? 'source device' : `destination device ${source - 1}`}`,
        `Forwarded status: ${scsiStatusText[descriptor.forwardedStatus]}`,
        'vvvvvvvvvvvvvvvv',
        ...printLikeSg3(decodeSense(descriptor.forwardedSenseData)!),
        '^^^^^^^^^^^^^^^^',
      ];
    }
    case 'directAccessBlockDevice': {
      const { valid, ili, information, fieldReplaceableUnitCode, commandSpecificInformation } = descriptor;
      const contents = [
        (valid ? 0x80 : 0) | (ili ? 0x20 : 0),
        0,
        ...descriptor.senseKeySpecific,
        fieldReplaceableUnitCode,
        ...word(information, 8),
        ...word(commandSpecificInformation, 8),
        ...Array<number>(descriptor.additionalLength - 22).fill(0),
      ];
      const isUnexpected = specific?.kind === 'unknown';
      return [
        title,
        ili ? 'ILI (incorrect length indication) set' : '',
        ...(specific ? [`Sense key specific: ${heading}`] : []),
        isUnexpected ? '' : text,
        `Field replaceable unit code: ${hex(fieldReplaceableUnitCode)}`,
        valid ? `Information: ${hex(information, 16)}` : '',
        `Command specific: ${hex(commandSpecificInformation, 16)}`,
        ...(isUnexpected ? dump(Uint8Array.from(contents)) : []),
      ];
    }
    case 'microcodeActivation': {
      const seconds = descriptor.microcodeActivationTimeSeconds;
      return [`${title} ${seconds === 0 ? 'unknown' : `${seconds} seconds`}`];
    }
    case 'deviceDesignation':
      throw new Error('the tool takes the designator apart, which is not compared');
    case 'unknown': {
      const name = type >= 0x80 ? 'Vendor specific' : 'Unknown';
      return [`Descriptor type: ${name} [${hex(type)}]`, ...dump(descriptor.contents)];
    }
  }
}

/** What the tool makes of a last descriptor that is cut off. */
function truncatedLines(bytes: Uint8Array, senseKey: number): string[] {
  const title = `Descriptor type: ${titles[bytes[0]!]}`;
  const heading = bytes[0] === 2 && senseKey === 5 ? `${title} Field pointer:` : title;
  return [`${heading} >> descriptor too short`, ...(bytes.length < 2 ? ['short descriptor'] : dump(bytes.subarray(2)))];
}

/** The lines that sg_decode_sense prints, in upper case. */
export function printLikeSg3(sense: Sense): string[] {
  if (sense.format === 'unknown' || sense.senseKey === undefined) return ['UNKNOWN FORMAT'];
  const lines = [
    `${sense.format} format, ${sense.deferred ? '<<<deferred>>>' : 'current'}; Sense key: ${senseKeyText(sense.senseKey)}`,
    sense.sdatOvfl ? '<<<Sense data overflow (SDAT_OVFL)>>>' : '',
    sense.asc === undefined || sense.ascq === undefined ? '' : additionalSense(sense.asc, sense.ascq),
  ];
  if (sense.format === 'fixed') lines.push(...fixedLines(sense));
  for (const descriptor of sense.descriptors) lines.push(...descriptorLines(descriptor, sense));
  if (sense.truncatedDescriptor) lines.push(...truncatedLines(sense.truncatedDescriptor, sense.senseKey));
  return lines.map((line) => line.trim().toUpperCase()).filter((line) => line !== '');
}

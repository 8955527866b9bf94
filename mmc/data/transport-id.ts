/** TransportIDs of iSCSI: how commands name an initiator. Source: SPC-4; checked against sg3_utils. */
import {
  bits,
  list,
  record,
  remainingBytes,
  remainingLength,
  reserved,
  toBytes,
  u16be,
  u32be,
} from '../layout/index.js';

/** Values of `formatCode`: an initiator with all its ports, or one of them. */
export const iscsiTransportIdFormat = { initiatorDevice: 0, initiatorPort: 1 } as const;
/** `protocolIdentifier` of iSCSI. */
export const iscsiProtocolIdentifier = 5;
const shortestName = 20;
const betweenNameAndIsid = ',i,0x';

/**
 * TransportID of an iSCSI initiator. `name` is its iSCSI name, for a port with `,i,0x` and the ISID in hexadecimal, ended
 * by a zero byte and filled up with such to a multiple of four.
 */
export const iscsiTransportId = record([
  bits({ formatCode: 2, _: 2, protocolIdentifier: 4 }),
  reserved(1),
  remainingLength(u16be('additionalLength')),
  remainingBytes('name'),
]);

/** What follows the parameters of PERSISTENT RESERVE OUT, REGISTER, with `specIPt`: the initiators to register as well. */
export const specifiedInitiatorPorts = record([
  remainingLength(u32be('transportIdParameterDataLength')),
  list(iscsiTransportId, 'transportIds'),
]);

/** An iSCSI initiator, or with an ISID (twelve hexadecimal digits) one of its ports. */
export interface IscsiInitiatorName {
  readonly name: string;
  readonly isid?: string | undefined;
}

/** The TransportID of an initiator or of a port. */
export function encodeIscsiTransportId({ name, isid }: IscsiInitiatorName): Uint8Array {
  const text = isid === undefined ? name : `${name}${betweenNameAndIsid}${isid}`;
  const utf8 = encodeUtf8(text);
  const bytes = new Uint8Array(Math.max(shortestName, (utf8.length + 4) & ~3));
  bytes.set(utf8);
  const { initiatorDevice, initiatorPort } = iscsiTransportIdFormat;
  const formatCode = isid === undefined ? initiatorDevice : initiatorPort;
  return toBytes(iscsiTransportId, { formatCode, protocolIdentifier: iscsiProtocolIdentifier, name: bytes });
}

/**
 * Who a TransportID names, in lower case, as iSCSI names are compared. Undefined for one that is not of iSCSI, is not whole,
 * or has another form than its format asks for.
 */
export function decodeIscsiTransportId(bytes: Uint8Array): IscsiInitiatorName | undefined {
  if (bytes.length < transportIdLength(bytes)) return undefined;
  const { formatCode, protocolIdentifier, name: padded } = iscsiTransportId.decode(bytes);
  const end = padded.indexOf(0);
  if (protocolIdentifier !== iscsiProtocolIdentifier || end < 1 || padded.length % 4 !== 0) return undefined;
  const text = decodeUtf8(padded.subarray(0, end))?.toLowerCase();
  if (text === undefined) return undefined;
  const port = /^([^,]+),i,0x([0-9a-f]{1,12})$/.exec(text);
  if (formatCode === iscsiTransportIdFormat.initiatorPort)
    return port ? { name: port[1]!, isid: port[2]!.padStart(12, '0') } : undefined;
  return formatCode === iscsiTransportIdFormat.initiatorDevice && !text.includes(',') ? { name: text } : undefined;
}

// TextEncoder is no part of the language.
const encodeUtf8 = (text: string): Uint8Array => {
  const escaped = encodeURIComponent(text).replace(/%([0-9A-F]{2})/g, (_, hex) =>
    String.fromCharCode(Number(`0x${hex}`)),
  );
  return Uint8Array.from(escaped, (character) => character.charCodeAt(0));
};

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decodeURIComponent([...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return undefined;
  }
}

const fixedTransportIdBytes = 24;
const transportIdHeaderBytes = 4;

/** Bytes of the TransportID that begins here. Those of other protocols have 24. */
export function transportIdLength(bytes: Uint8Array): number {
  if ((bytes[0]! & 0x0f) !== iscsiProtocolIdentifier) return fixedTransportIdBytes;
  if (bytes.length < transportIdHeaderBytes) return transportIdHeaderBytes;
  return transportIdHeaderBytes + ((bytes[2]! << 8) | bytes[3]!);
}

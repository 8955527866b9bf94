import { TransportError } from '../../transport/transport-error.js';
import type { Credentials } from '../chap.js';
import { maximumLun } from '../lun.js';
import { iscsiPort, isIscsiName } from '../names.js';
import type { DigestChoice } from '../negotiation.js';

/** What an `iscsi:` name says. */
export interface IscsiAddress {
  /** The name without secrets, for messages. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** Undefined: to find out what is there. */
  readonly targetName: string | undefined;
  readonly lun: number;
  /** How to authenticate to the target. */
  readonly chap: Credentials | undefined;
  /** How the target has to prove itself. */
  readonly mutualChap: Credentials | undefined;
  readonly headerDigest: DigestChoice;
  readonly dataDigest: DigestChoice;
  /** False: commands may overtake one another at the target. */
  readonly isOrdered: boolean;
}

const pattern =
  /^iscsi:\/\/(?:([^@/%]+)(?:%([^@/]*))?@)?(?:\[([^\]/]+)\]|([^:/[\]?]+))(?::([0-9]{1,5}))?(?:\/([^/?]*)(?:\/([0-9]{1,5}))?)?\/?(?:\?(.*))?$/i;
const form = 'iscsi://[user[%secret]@]host[:port]/target-iqn/lun';
const digests: Readonly<Record<string, DigestChoice>> = {
  none: ['None'],
  crc32c: ['CRC32C'],
  'crc32c,none': ['CRC32C', 'None'],
  'none,crc32c': ['None', 'CRC32C'],
};
const optionNames = ['header_digest', 'data_digest', 'target_user', 'target_password', 'queue'];

/**
 * Takes a name apart: `iscsi://[user[%secret]@]host[:port]/target-iqn/lun`, the form that libiscsi has, with options
 * behind a question mark: `header_digest` and `data_digest` (`crc32c`, `none`), `target_user` and `target_password`, and
 * `queue` (`ordered`, `simple`). Throws TransportError `unsupported`.
 */
export function parseIscsiName(text: string): IscsiAddress {
  const match = pattern.exec(text);
  const shown = withoutSecrets(text);
  const refuse = (problem: string): never => {
    throw new TransportError('unsupported', `${shown}: ${problem}`);
  };
  if (!match) return refuse(`a name is ${form}`);
  const [, user, secret, ipv6, hostName, portText, targetText, lunText, query] = match;
  const port = Number(portText ?? iscsiPort);
  if (port < 1 || port > 0xffff) refuse(`there is no port ${port}`);
  const targetName = targetText || undefined;
  if (targetName !== undefined && !isIscsiName(targetName))
    refuse(`"${targetName}" is no iSCSI name, such as iqn.2026-01.org.example:drive; a name is ${form}`);
  const lun = Number(lunText ?? 0);
  if (lun > maximumLun) refuse(`there is no LUN ${lun}; the highest is ${maximumLun}`);
  const options = new URLSearchParams(query);
  for (const key of options.keys())
    if (!optionNames.includes(key)) refuse(`there is no option ${key}; there are ${optionNames.join(', ')}`);
  const digest = (key: string): DigestChoice => {
    const value = options.get(key)?.toLowerCase() ?? 'none,crc32c';
    return digests[value] ?? refuse(`${key} cannot be "${value}"; it takes crc32c, none, or both`);
  };
  const queue = options.get('queue') ?? 'ordered';
  if (queue !== 'ordered' && queue !== 'simple') refuse(`queue cannot be "${queue}"; it takes ordered, simple`);
  const targetUser = options.get('target_user');
  const targetPassword = options.get('target_password');
  if ((targetUser === null) !== (targetPassword === null)) refuse('target_user and target_password go together');
  if (targetUser !== null && secret === undefined) refuse('target_user needs a user and secret of this side, too');
  if (user !== undefined && secret === undefined) refuse(`the secret of ${user} is missing: ${form}`);
  return {
    name: shown,
    host: (ipv6 ?? hostName)!,
    port,
    targetName,
    lun,
    chap: user === undefined ? undefined : { user, secret: secret! },
    mutualChap: targetUser === null ? undefined : { user: targetUser, secret: targetPassword! },
    headerDigest: digest('header_digest'),
    dataDigest: digest('data_digest'),
    isOrdered: queue === 'ordered',
  };
}

/** A name as it may be shown. */
const withoutSecrets = (text: string): string =>
  text.replace(/^(iscsi:\/\/[^@/%]*)%[^@/]*@/i, '$1@').replace(/([?&]target_password=)[^&]*/g, '$1…');

import { TransportError } from '../../transport/transport-error.js';
import { discoverAt } from './discover.js';
import { type InitiatorOptions, IscsiTransport } from './transport.js';
import { parseIscsiName } from './url.js';

/**
 * Opens a logical unit of an iSCSI target: `iscsi://[user%secret@]host[:port]/target-iqn/lun`. Behind a question mark:
 * `header_digest` and `data_digest` (`crc32c` or `none`), `target_user` and `target_password` for mutual CHAP, and
 * `queue=simple` to let commands overtake one another at the target.
 *
 * Throws TransportError: `unsupported` for a name that is none, `selectionTimeout` where nothing answers, `accessDenied`
 * where the target wants other credentials, `notFound` for a target that is not there, with those that are.
 */
export async function openIscsi(name: string, options: InitiatorOptions = {}): Promise<IscsiTransport> {
  const address = parseIscsiName(name);
  if (address.targetName === undefined) {
    const targets = await discoverAt(address, options.loginTimeoutMs, options.clock);
    const names = targets.map(({ targetName }) => targetName).join(', ');
    const there = targets.length === 0 ? 'there are none' : `there are ${names}`;
    throw new TransportError('notFound', `${address.name}: which target? ${there}; add /NAME/LUN`);
  }
  return new IscsiTransport(address, options).open();
}

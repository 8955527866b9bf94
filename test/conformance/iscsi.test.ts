import { afterAll, beforeAll, describe, it } from 'vitest';
import { type IscsiTarget, openTransport, serveIscsi } from '../../src/index.js';
import { demoDisc, dvdRamInMemory, VirtualDrive } from '../../src/virtual/index.js';
import { conformanceCases } from './conformance.js';

const name = 'iqn.2000-01.localhost.discwire:conformance';

/** Both ends are ours here; test/iscsi-peers has either end with a stranger at the other. */
const ways = {
  'as it comes': { query: '', options: {} },
  'with digests and CHAP': {
    query: '?header_digest=crc32c&data_digest=crc32c',
    options: { chap: { user: 'joe', secret: 'a secret of joe' } },
  },
  'in small pieces, all of it solicited': {
    query: '?data_digest=crc32c',
    options: { wishes: { immediateData: false, initialR2T: true, maxBurstLength: 1024, firstBurstLength: 512 } },
  },
};

describe.each(Object.entries(ways))('the conformance suite over iSCSI %s', (_, { query, options }) => {
  const drives = [demoDisc(), dvdRamInMemory()].map((medium) => new VirtualDrive({ medium }));
  let target: IscsiTarget;
  let url = '';
  beforeAll(async () => {
    target = await serveIscsi({ targets: [{ name, luns: drives }], port: 0, ...options });
    const user = 'chap' in options ? 'joe%a secret of joe@' : '';
    url = `iscsi://${user}127.0.0.1:${target.address.port}/${name}`;
  });
  afterAll(() => target.close());

  describe.each([0, 1])('LUN %i', (lun) => {
    it.each(conformanceCases(() => openTransport(`${url}/${lun}${query}`)))('$name', ({ run }) => run());
  });
});

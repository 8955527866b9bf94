import { describe, expect, it } from 'vitest';
import { parseIscsiName } from '../../../../src/iscsi/initiator/url.js';

const iqn = 'iqn.2000-01.localhost:drives';

describe('an iscsi: name', () => {
  it.each([
    [`iscsi://host/${iqn}/0`, { host: 'host', port: 3260, targetName: iqn, lun: 0, chap: undefined }],
    [`iscsi://10.0.0.1:99/${iqn}/12`, { host: '10.0.0.1', port: 99, lun: 12 }],
    [`iscsi://[fe80::1]:99/${iqn}/1`, { host: 'fe80::1', port: 99, lun: 1 }],
    [`iscsi://joe%a:b%c@host/${iqn}/0`, { host: 'host', chap: { user: 'joe', secret: 'a:b%c' } }],
    [`ISCSI://host/${iqn}`, { lun: 0, targetName: iqn }],
    ['iscsi://host', { targetName: undefined }],
    ['iscsi://host:1/', { targetName: undefined, port: 1 }],
    [`iscsi://host/${iqn}/0?header_digest=crc32c&data_digest=none`, { headerDigest: ['CRC32C'], dataDigest: ['None'] }],
    [`iscsi://host/${iqn}/0?queue=simple`, { isOrdered: false }],
    [`iscsi://joe%x@host/${iqn}/0?target_user=drive&target_password=y`, { mutualChap: { user: 'drive', secret: 'y' } }],
  ])('%s', (name, expected) => {
    expect(parseIscsiName(name)).toMatchObject(expected);
  });

  it.each([
    ['iscsi:host', /a name is iscsi:/],
    [`iscsi://host:0/${iqn}/0`, /port 0/],
    ['iscsi://host/drives/0', /"drives" is no iSCSI name/],
    [`iscsi://host/${iqn}/99999`, /no LUN 99999/],
    [`iscsi://host/${iqn}/0?digest=1`, /no option digest; there are header_digest/],
    [`iscsi://host/${iqn}/0?data_digest=md5`, /data_digest cannot be "md5"/],
    [`iscsi://joe@host/${iqn}/0`, /secret of joe is missing/],
    [`iscsi://host/${iqn}/0?target_user=a&target_password=b`, /needs a user and secret/],
  ])('%s is refused', (name, message) => {
    expect(() => parseIscsiName(name)).toThrow(message);
  });

  it('is shown without its secrets', () => {
    const { name } = parseIscsiName(`iscsi://joe%s3cret@host/${iqn}/0?target_user=d&target_password=s4cret`);
    expect(name).not.toMatch(/s3cret|s4cret/);
    expect(name).toContain('joe@host');
    expect(() => parseIscsiName(`iscsi://joe%s3cret@host/no/0`)).toThrow(/^(?!.*s3cret)/s);
  });
});

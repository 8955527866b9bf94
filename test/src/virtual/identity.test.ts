import { describe, expect, it } from 'vitest';
import {
  hex,
  inquiry,
  inquiryDeviceIdentification,
  inquirySupportedVpdPages,
  inquiryUnitSerialNumber,
  inquiryVitalProductData,
} from '../../../mmc/index.js';
import { VirtualDrive } from '../../../src/virtual/index.js';
import { answerOf, run, setUp } from './virtual-helpers.js';

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

describe('INQUIRY', () => {
  // sg_inq 1.46 reads these bytes as a removable CD/DVD drive of SPC-3 with 74 bytes of data.
  it('says that this is a removable multimedia device', () => {
    const { transport } = setUp();
    const { completion, data } = run(transport, [0x12, 0, 0, 0, 96, 0], { in: 96 });
    expect(completion.transferredBytes).toBe(74);
    expect(hex(data.subarray(0, 8))).toBe('05 80 05 02 45 00 00 00');
    expect(ascii(data.subarray(8, 36))).toBe('DISCWIREVIRTUAL DRIVE   1.00');
    expect(hex(data.subarray(58, 62))).toBe('03 00 04 E0');
  });

  it('gives the names the drive was made with', () => {
    const { device } = setUp({ vendor: 'ACME', product: 'ROTATOR 9', revision: '0.7' });
    expect(device.sendSync(inquiry, {})).toMatchObject({
      t10VendorIdentification: 'ACME',
      productIdentification: 'ROTATOR 9',
      productRevisionLevel: '0.7',
    });
  });

  it('is cut to the allocation length, whatever that is', () => {
    const { transport } = setUp();
    const whole = run(transport, [0x12, 0, 0, 0, 96, 0], { in: 96 }).data;
    for (let length = 0; length <= 74; length++) {
      const { completion, data } = run(transport, [0x12, 0, 0, 0, length, 0], { in: 96 });
      expect(completion.transferredBytes).toBe(length);
      expect(data.subarray(0, length)).toEqual(whole.subarray(0, length));
      expect(data.subarray(length).every((byte) => byte === 0xa5)).toBe(true);
    }
  });

  it('has the VPD pages that it lists, and no others', () => {
    const { device, transport } = setUp();
    const { supportedPageCodes } = device.sendSync(inquirySupportedVpdPages, {});
    expect(supportedPageCodes).toEqual([0x00, 0x80, 0x83]);
    for (let pageCode = 0; pageCode < 0x100; pageCode++) {
      const { completion } = run(transport, [0x12, 1, pageCode, 0, 252, 0], { in: 252 });
      expect([pageCode, answerOf(completion)]).toEqual([
        pageCode,
        supportedPageCodes.includes(pageCode) ? 'GOOD' : '5/24/00',
      ]);
    }
    expect(answerOf(device.exchangeSync(inquiryVitalProductData, { pageCode: 0xb0 }))).toBe('5/24/00');
  });

  it('tells the serial number, and a name of the logical unit made of it', () => {
    const { device } = setUp({ serialNumber: 'X-42' });
    expect(device.sendSync(inquiryUnitSerialNumber, {}).productSerialNumber).toBe('X-42');
    const { designationDescriptors } = device.sendSync(inquiryDeviceIdentification, {});
    expect(designationDescriptors).toHaveLength(1);
    expect(designationDescriptors[0]).toMatchObject({ codeSet: 2, association: 0, designatorType: 1 });
    expect(ascii(designationDescriptors[0]!.designator)).toBe('DISCWIREVIRTUAL DRIVE   X-42');
  });

  it('cannot be given names that do not fit', () => {
    expect(() => new VirtualDrive({ vendor: 'NINE CHAR' })).toThrow('vendor: "NINE CHAR"');
    expect(() => new VirtualDrive({ product: 'seventeen letters' })).toThrow(RangeError);
    expect(() => new VirtualDrive({ revision: 'Ä' })).toThrow('revision');
  });
});

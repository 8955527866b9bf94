/** Who the drive is, whether it is ready, and what it has to say. */
import {
  designatorType,
  encodeSense,
  inquiry,
  inquiryDeviceIdentification,
  inquirySupportedVpdPages,
  inquiryUnitSerialNumber,
  inquiryVitalProductData,
  peripheralDeviceType,
  requestSense,
  senseKey,
  testUnitReady,
} from '../../../mmc/index.js';
import { type Handled, handle } from '../handler.js';
import { invalidField } from '../refusal.js';
import type { Unit } from '../unit.js';

const { multimedia } = peripheralDeviceType;
/** SPC-3, as MMC-6 is built on it. */
const spcVersion = 0x05;
/** "No version claimed" of SPC-3 and MMC-6. */
const versionDescriptors = { versionDescriptor1: 0x0300, versionDescriptor2: 0x04e0 };
const asciiCodeSet = 2;
const vpdPages = [0x00, 0x80, 0x83];

/** TEST UNIT READY, REQUEST SENSE and INQUIRY. */
export const unitHandlers: readonly Handled[] = [
  handle(testUnitReady, (_cdb, { unit }) => {
    unit.requireMedium();
  }),

  handle(requestSense, ({ desc }, { initiator, unit }) => {
    if (desc) throw invalidField('desc');
    const sense = initiator.takeUnitAttention() ?? unit.progress ?? { senseKey: senseKey.noSense };
    return { sense: encodeSense(sense) };
  }),

  handle(inquiry, ({ cmddt, pageCode }, { unit }) => {
    if (cmddt) throw invalidField('cmddt');
    if (pageCode !== 0) throw invalidField('pageCode');
    const { captured } = unit.personality;
    if (captured) return captured.inquiry;
    const { vendor, product, revision } = unit.settings;
    return {
      peripheralDeviceType: multimedia,
      rmb: true,
      version: spcVersion,
      responseDataFormat: 2,
      t10VendorIdentification: vendor,
      productIdentification: product,
      productRevisionLevel: revision,
      ...versionDescriptors,
      versionDescriptor8: 0,
    };
  }),

  handle(inquirySupportedVpdPages, ({ cmddt }, { unit }) => {
    if (cmddt) throw invalidField('cmddt');
    if (unit.personality.captured) return capturedPage(unit, 0x00);
    return { peripheralDeviceType: multimedia, pageCode: 0x00, supportedPageCodes: vpdPages };
  }),

  handle(inquiryUnitSerialNumber, ({ cmddt }, { unit }) => {
    if (cmddt) throw invalidField('cmddt');
    if (unit.personality.captured) return capturedPage(unit, 0x80);
    return {
      peripheralDeviceType: multimedia,
      pageCode: 0x80,
      productSerialNumber: unit.settings.serialNumber,
    };
  }),

  handle(inquiryDeviceIdentification, ({ cmddt }, { unit }) => {
    if (cmddt) throw invalidField('cmddt');
    if (unit.personality.captured) return capturedPage(unit, 0x83);
    const { vendor, product, serialNumber } = unit.settings;
    const identification = vendor.padEnd(8) + product.padEnd(16) + serialNumber;
    return {
      peripheralDeviceType: multimedia,
      pageCode: 0x83,
      designationDescriptors: [
        {
          codeSet: asciiCodeSet,
          designatorType: designatorType.t10VendorId,
          designator: Uint8Array.from(identification, (character) => character.charCodeAt(0)),
        },
      ],
    };
  }),

  // The pages of our own drives have declarations of their own.
  handle(inquiryVitalProductData, ({ pageCode }, { unit }) => capturedPage(unit, pageCode)),
];

function capturedPage({ personality }: Unit, pageCode: number): Uint8Array {
  const page = personality.captured?.vitalProductData.get(pageCode);
  if (!page) throw invalidField('pageCode');
  return page;
}

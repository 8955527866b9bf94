import {
  bits,
  flag,
  list,
  record,
  remainingAscii,
  remainingBytes,
  remainingLength,
  reserved,
  u8,
  u16be,
} from '../layout/index.js';

const header = [
  bits({ peripheralQualifier: 3, peripheralDeviceType: 5 }),
  u8('pageCode'),
  remainingLength(u16be('pageLength')),
] as const;

/** VPD page 00h: the codes of the pages there are, in ascending order. */
export const supportedVpdPages = record([...header, list(u8(), 'supportedPageCodes')]);

/** VPD page 80h. The number is right-aligned text; empty when the drive has none. */
export const unitSerialNumber = record([...header, remainingAscii('productSerialNumber')]);

const designationDescriptor = record([
  bits({ protocolIdentifier: 4, codeSet: 4 }),
  bits({ piv: flag, _: 1, association: 2, designatorType: 4 }),
  reserved(1),
  remainingLength(u8('designatorLength')),
  remainingBytes('designator'),
]);

/** VPD page 83h: designators, each a byte string whose meaning `designatorType` and `codeSet` tell. */
export const deviceIdentification = record([...header, list(designationDescriptor, 'designationDescriptors')]);

/** Any VPD page, its contents as bytes. */
export const vitalProductData = record([...header, remainingBytes('data')]);

/** Values of `designatorType` (SPC-4, from sg3_utils). */
export const designatorType = {
  vendorSpecific: 0x0,
  t10VendorId: 0x1,
  eui64: 0x2,
  naa: 0x3,
  relativeTargetPort: 0x4,
  targetPortGroup: 0x5,
  logicalUnitGroup: 0x6,
  md5LogicalUnit: 0x7,
  scsiNameString: 0x8,
  protocolSpecificPort: 0x9,
  uuid: 0xa,
} as const;

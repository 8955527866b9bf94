import { defineCommand } from '../command.js';
import { standardInquiry } from '../data/inquiry.js';
import { deviceIdentification, supportedVpdPages, unitSerialNumber, vitalProductData } from '../data/vpd.js';
import { bits, flag, u8, u16be } from '../layout/index.js';

const common = {
  operationCode: 0x12,
  standard: 'SPC-4',
  cdbLength: 6,
  fields: [bits({ _: 6, cmddt: flag, evpd: flag }), u8('pageCode'), u16be('allocationLength')],
  timeoutGroup: 'none',
  features: [0x0001],
} as const;

/** INQUIRY: what kind of device this is, who made it, and its firmware revision. */
export const inquiry = defineCommand({
  ...common,
  name: 'INQUIRY',
  id: 'inquiry',
  fixed: { evpd: false },
  defaults: { allocationLength: 96 },
  transfer: { direction: 'in', layout: standardInquiry, length: 'allocationLength' },
});

/** INQUIRY, VPD page 00h: the VPD pages there are. */
export const inquirySupportedVpdPages = defineCommand({
  ...common,
  name: 'INQUIRY (supported VPD pages)',
  id: 'inquirySupportedVpdPages',
  fixed: { evpd: true, pageCode: 0x00 },
  defaults: { allocationLength: 252 },
  transfer: { direction: 'in', layout: supportedVpdPages, length: 'allocationLength' },
});

/** INQUIRY, VPD page 80h: the serial number. */
export const inquiryUnitSerialNumber = defineCommand({
  ...common,
  name: 'INQUIRY (unit serial number)',
  id: 'inquiryUnitSerialNumber',
  fixed: { evpd: true, pageCode: 0x80 },
  defaults: { allocationLength: 252 },
  transfer: { direction: 'in', layout: unitSerialNumber, length: 'allocationLength' },
});

/** INQUIRY, VPD page 83h: names of the logical unit, its ports and its device. */
export const inquiryDeviceIdentification = defineCommand({
  ...common,
  name: 'INQUIRY (device identification)',
  id: 'inquiryDeviceIdentification',
  fixed: { evpd: true, pageCode: 0x83 },
  defaults: { allocationLength: 252 },
  transfer: { direction: 'in', layout: deviceIdentification, length: 'allocationLength' },
});

/** INQUIRY, any other VPD page: its header and its bytes. */
export const inquiryVitalProductData = defineCommand({
  ...common,
  name: 'INQUIRY (vital product data)',
  id: 'inquiryVitalProductData',
  fixed: { evpd: true },
  required: ['pageCode'],
  defaults: { allocationLength: 252 },
  transfer: { direction: 'in', layout: vitalProductData, length: 'allocationLength' },
});

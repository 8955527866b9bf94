/** What another compiler makes of other people's headers: structures lie where a program for Windows has them. */
import { describe, expect, it } from 'vitest';
import { type Codec, type FieldInfo, fieldsOf } from '../../../mmc/index.js';
import {
  cdromTocBytes,
  cdromTocSessionDataBytes,
  deviceMediaInfo,
  dvdSessionId,
  storageDescriptorHeader,
} from '../../../src/ioctl/index.js';
import { bitsAt, bytesAt, type HeaderStructure, headers, headersVersion, used, withoutHeader } from './rows/headers.js';

function placeOf({ byte, byteLength, bit, bitLength }: FieldInfo): string {
  return bit === undefined ? bytesAt(byte, byteLength!) : bitsAt(byte, ((1 << bitLength!) - 1) << bit);
}

/** What follows a structure begins in it: an array of one or of none. */
const behind = [
  'data',
  'keydata',
  'serialnumber',
  'rawdeviceproperties',
  'uniqueid',
  'name',
  'parameterlist',
  'mediainfo',
];
/** The header calls it `PartitionStyle`, as it does the member of the one partition. */
const ownNames: { readonly [name: string]: string } = { layoutstyle: 'partitionstyle' };
/** In newer headers only. */
const newer = ['DRIVE_LAYOUT_INFORMATION_EX checksum'];

type Named = { readonly name: string; readonly place: string };
const inOrder = (fields: readonly Named[]) =>
  fields.map(({ name, place }) => `${place}: ${name}`).sort((a, b) => a.localeCompare(b));

/** That a layout has the members of a structure and no others, each in its place. */
function expectSameMembers(name: string, layout: Codec<any, any>, { bytes, members }: HeaderStructure): void {
  const isMember = (member: { readonly name: string }) => !behind.includes(member.name);
  const fields = fieldsOf(layout)
    .filter((field) => field.name && field.byteLength !== undefined && !/^reserved\d$/.test(field.name))
    .map((field) => ({ name: field.name!.toLowerCase(), place: placeOf(field) }))
    .map(({ name: own, place }) => ({ name: ownNames[own] ?? own, place }))
    .filter((field) => isMember(field) && !newer.includes(`${name} ${field.name}`));
  expect(inOrder(fields)).toEqual(inOrder(members.filter(isMember)));
  const ends = members.filter((member) => !isMember(member)).map(({ offset }) => offset);
  // One that goes on has no length of its own.
  if (layout.span >= 0 && ends.length === 0) expect(layout.span).toBe(bytes);
}

/** That no field of what a drive sends lies across the edge of a member, and that bits are the same bits. */
function expectSameEdges(layout: Codec<any, any>, { members }: HeaderStructure): void {
  const fields = fieldsOf(layout);
  const starts = fields.map(({ byte }) => byte);
  const places = fields.filter(({ byteLength }) => byteLength !== undefined).map(placeOf);
  for (const { path, place, offset } of members) {
    if (place.startsWith('bits')) expect(places, path).toContain(place);
    else expect(starts, path).toContain(offset);
  }
}

/** A structure of which one code uses these members and another one those. */
const halves: { readonly [code: string]: string } = {
  IOCTL_STORAGE_PERSISTENT_RESERVE_IN: 'PR_IN',
  IOCTL_STORAGE_PERSISTENT_RESERVE_OUT: 'PR_OUT',
};
function halfOf({ bytes, members }: HeaderStructure, code: string): HeaderStructure {
  const others = Object.values(halves).filter((half) => half !== halves[code]);
  return { bytes, members: members.filter(({ path }) => !others.some((half) => path.startsWith(half))) };
}

/** One structure, and another one behind it. */
function joined(first: HeaderStructure, second: HeaderStructure): HeaderStructure {
  const moved = second.members.map((member) => ({
    ...member,
    offset: member.offset + first.bytes,
    place: bytesAt(member.offset + first.bytes, member.bytes),
  }));
  return { bytes: first.bytes + second.bytes, members: [...first.members, ...moved] };
}

describe.each([64, 32] as const)('in the headers of mingw-w64, for %i bits', (bits) => {
  const known = headers[bits];
  const special = ['SCSI_ADAPTER_BUS_INFO', 'DVD_SESSION_ID'];
  const inHeaders = used.filter(({ structure: { name } }) => known.has(name) && !special.includes(name));

  it.each(inHeaders.map((use) => [use.structure.name, use.code, use] as const))('%s of %s', (name, code, use) => {
    const { layout, layout32, isFromDrive } = use.structure;
    const ours = bits === 32 && layout32 ? layout32 : layout;
    const theirs = halfOf(known.get(name)!, code);
    if (isFromDrive) expectSameEdges(ours, theirs);
    else expectSameMembers(name, ours, theirs);
  });

  it('a bus with one device is one structure behind another', () => {
    const { layout } = used.find(({ structure }) => structure.name === 'SCSI_ADAPTER_BUS_INFO')!.structure;
    const theirs = joined(known.get('SCSI_ADAPTER_BUS_INFO')!, known.get('SCSI_INQUIRY_DATA')!);
    const withoutInquiryData = theirs.members.filter(({ name }) => name !== 'inquirydata');
    const places = fieldsOf(layout)
      .filter(({ name }) => name && name !== 'inquiryData')
      .map(placeOf);
    expect(places).toEqual(withoutInquiryData.map(({ place }) => place));
    const inquiryData = theirs.members.find(({ name }) => name === 'inquirydata')!;
    expect(fieldsOf(layout).find(({ name }) => name === 'inquiryData')!.byte).toBe(inquiryData.offset);
  });

  it('what is part of a structure, or has no members', () => {
    expect(dvdSessionId.span).toBe(known.get('DVD_SESSION_ID')!.bytes);
    expectSameMembers('DEVICE_MEDIA_INFO', deviceMediaInfo, known.get('DEVICE_MEDIA_INFO')!);
    expectSameMembers('STORAGE_DESCRIPTOR_HEADER', storageDescriptorHeader, known.get('STORAGE_DESCRIPTOR_HEADER')!);
    expect(cdromTocBytes).toBe(known.get('CDROM_TOC')!.bytes);
    expect(cdromTocSessionDataBytes).toBe(known.get('CDROM_TOC_SESSION_DATA')!.bytes);
  });
});

it('what the headers do not have are structures of newer ones, and of what the drive sends', () => {
  const families = [/^AACS_/, /^CDROM_(EXCLUSIVE|STREAMING|SET_STREAMING)/, /^CDROM_.*(PERFORMANCE|WRITE_SPEED|OPC)/];
  const others = withoutHeader().filter((name) => !families.some((family) => family.test(name)));
  expect(others).toEqual([
    'PRI_REGISTRATION_LIST',
    'PRI_RESERVATION_LIST',
    'SCSI_PASS_THROUGH_DIRECT_EX',
    'SCSI_PASS_THROUGH_EX',
  ]);
});

it('the two recordings are of the same headers', () => {
  expect(headersVersion).toMatch(/^mingw-w64 \d/);
  expect([...headers[32].keys()]).toEqual([...headers[64].keys()]);
});

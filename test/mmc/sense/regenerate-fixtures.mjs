// Writes fixtures/sg-decode-sense.txt and fixtures/sg-asc-texts.txt from what sg_decode_sense of sg3_utils prints.
// Takes a few minutes: one process for each additional sense code. Usage: node test/mmc/sense/regenerate-fixtures.mjs
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const tool = 'sg_decode_sense';
const hexByte = (n) => n.toString(16).padStart(2, '0');
const hexBytes = (bytes) => bytes.map(hexByte).join(' ');

function run(...args) {
  const { stdout, stderr, error } = spawnSync(tool, args, { encoding: 'utf8' });
  if (error) throw error;
  return stdout + stderr;
}
const decode = (bytes) => run(...bytes.map(hexByte));
const linesOf = (text) =>
  text
    .split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .filter((line) => line !== '');

const packageVersion = spawnSync('dpkg-query', ['-W', 'sg3-utils'], { encoding: 'utf8' })
  .stdout?.trim()
  .replace('\t', ' ');
const header = `# ${tool} ${run('--version').trim()}, package ${packageVersion || 'unknown'}; written by regenerate-fixtures.mjs`;

/** Fixed format; members as in SPC, `sks` the three sense-key specific bytes. */
function fixed({
  code = 0x70,
  valid = 0,
  flags = 0,
  key = 0,
  info = 0,
  csi = 0,
  asc = 0,
  ascq = 0,
  fru = 0,
  sks = [0, 0, 0],
  more = [],
}) {
  const word = (n) => [n >>> 24, (n >>> 16) & 0xff, (n >>> 8) & 0xff, n & 0xff];
  const length = 10 + more.length;
  return [code | (valid << 7), 0, flags | key, ...word(info), length, ...word(csi), asc, ascq, fru, ...sks, ...more];
}

/** Descriptor format around `descriptors`, each an array of bytes. */
function descriptor({ code = 0x72, key = 0, asc = 0, ascq = 0, overflow = 0, descriptors = [] }) {
  const bytes = descriptors.flat();
  return [code, key, asc, ascq, overflow << 7, 0, 0, bytes.length, ...bytes];
}

const sksSamples = [
  [0x80, 0x00, 0x00],
  [0x80, 0x12, 0x34],
  [0xef, 0x12, 0x34],
  [0xc8, 0x00, 0x05],
  [0xcf, 0x00, 0x01],
  [0xc7, 0x00, 0x09],
  [0xa9, 0x01, 0x00],
  [0x81, 0xff, 0xff],
];
const information = [0x00, 0x0a, 0x80, 0, 0, 0, 0, 0, 0, 0x01, 0x23, 0x45];
const wideInformation = [0x00, 0x0a, 0x80, 0, 0xfe, 0xdc, 0xba, 0x98, 0x76, 0x54, 0x32, 0x10];
const vendorInformation = [0x00, 0x0a, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0x09];
const commandSpecific = [0x01, 0x0a, 0, 0, 0, 0, 0, 0, 0, 0, 0xab, 0xcd];
const sks = (bytes) => [0x02, 0x06, 0, 0, ...bytes, 0];
const fru = [0x03, 0x02, 0x00, 0x5a];
const stream = (bits) => [0x04, 0x02, 0x00, bits];
const block = (bits) => [0x05, 0x02, 0x00, bits];
const osdObject = [0x06, 30, 0, 0, 0, 0, 0, 0, ...Array.from({ length: 24 }, (_, i) => i + 1)];
const osdCheckValue = [0x07, 20, ...Array.from({ length: 20 }, (_, i) => 0xa0 + i)];
const osdAttributes = [0x08, 18, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0xff, 0xff, 0xff, 0xfe, 0x80, 0, 0, 0];
const ata = (extend) => [0x09, 0x0c, extend, 0x04, 0x12, 0x34, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x40, 0x51];
const anotherProgress = (hi, lo) => [0x0a, 0x06, 0x02, 0x04, 0x07, 0, hi, lo];
const segment = (first, last, ...groups) => [
  0,
  0,
  0,
  groups.length,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  first,
  0,
  0,
  0,
  0,
  0,
  0,
  1,
  last,
  ...groups.flat(),
];
const referral = (notAll, ...segments) => [0x0b, 2 + segments.flat().length, notAll, 0, ...segments.flat()];
const forwarded = (byte2, status, sense) => [0x0c, 2 + sense.length, byte2, status, ...sense];
const blockDevice = (byte2, specific, length = 30) =>
  [
    0x0d,
    length,
    byte2,
    0,
    ...specific,
    0x07,
    0,
    0,
    0,
    1,
    0,
    0,
    0x12,
    0x34,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0x09,
    ...Array(8).fill(0),
  ].slice(0, length + 2);
const microcode = (hi, lo) => [0x0f, 0x06, 0, 0, 0, 0, hi, lo];

const vectors = [];
for (let key = 0; key < 16; key++) {
  for (const code of [0x70, 0x71]) vectors.push(fixed({ code, key, asc: 0x3a, ascq: 0x02 }));
  for (const code of [0x72, 0x73]) vectors.push(descriptor({ code, key, asc: 0x3a, ascq: 0x02 }));
  for (const bytes of sksSamples) {
    vectors.push(fixed({ key, asc: 0x24, sks: bytes }));
    vectors.push(descriptor({ key, asc: 0x24, descriptors: [sks(bytes)] }));
    vectors.push(descriptor({ key, asc: 0x24, descriptors: [blockDevice(0xa0, bytes)] }));
  }
  vectors.push(fixed({ key, asc: 0x24, sks: [0x6f, 0x12, 0x34] }));
}
for (let flags = 0; flags < 0x100; flags += 0x10) {
  for (const valid of [0, 1]) {
    vectors.push(fixed({ flags, valid, key: 3, info: 0x12345, asc: 0x11, ascq: 0x05, fru: 0x5a }));
    vectors.push(fixed({ flags, valid, key: 8, asc: 0x64 }));
  }
}
for (const info of [0, 1, 0x7fffffff, 0x80000000, 0xffffff6a, 0xffffffff])
  vectors.push(
    fixed({ valid: 1, key: 1, info, csi: 0x55, asc: 0x17, ascq: 0x01, sks: [0x80, 0, 7], more: [1, 2, 3, 4, 5, 6] }),
  );
for (const [asc, ascq] of [
  [0x00, 0x00],
  [0x04, 0x01],
  [0x29, 0x00],
  [0x40, 0x85],
  [0x4d, 0x01],
  [0x4d, 0xff],
  [0x70, 0x10],
  [0x5d, 0xff],
  [0x28, 0x75],
  [0x28, 0x80],
  [0x7f, 0x7f],
  [0x80, 0x00],
  [0xff, 0xff],
]) {
  vectors.push(fixed({ key: 6, asc, ascq }));
  vectors.push(descriptor({ key: 6, asc, ascq, overflow: 1 }));
}
const single = [
  information,
  wideInformation,
  vendorInformation,
  commandSpecific,
  fru,
  osdObject,
  osdCheckValue,
  osdAttributes,
  ata(0),
  ata(1),
  ...[0x00, 0x20, 0x40, 0x60, 0x80, 0xa0, 0xc0, 0xe0].map(stream),
  block(0x00),
  block(0x20),
  block(0xdf),
  anotherProgress(0, 0),
  anotherProgress(0x80, 0),
  anotherProgress(0xff, 0xff),
  referral(0, segment(0x10, 0x20)),
  referral(1, segment(0x10, 0x20, [1, 0, 0, 5], [15, 0, 1, 2])),
  referral(0, segment(0x10, 0x20, [0, 0, 0, 1]), segment(0x21, 0x2f, [2, 0, 0, 7], [3, 0, 0, 8])),
  forwarded(0x81, 0x02, fixed({ key: 2, asc: 0x3a, ascq: 0x02 })),
  forwarded(0x00, 0x02, descriptor({ key: 5, asc: 0x24 })),
  forwarded(0x07, 0x08, fixed({})),
  blockDevice(0x00, [0, 0, 0]),
  blockDevice(0x80, [0x80, 0, 5]),
  blockDevice(0x20, [0x80, 0, 5], 28),
  microcode(0, 0),
  microcode(0, 60),
  microcode(0xff, 0xff),
  [0x10, 0x02, 0xaa, 0xbb],
  [0x7f, 0x00],
  [0x80, 0x03, 1, 2, 3],
  [0xff, 0x02, 0xaa, 0xbb],
];
for (const bytes of single) vectors.push(descriptor({ key: 3, asc: 0x11, descriptors: [bytes] }));
vectors.push(
  descriptor({
    key: 3,
    asc: 0x0c,
    descriptors: [information, commandSpecific, sks([0x80, 0, 3]), fru, block(0x20), [0x80, 0x02, 1, 2]],
  }),
);
vectors.push(
  descriptor({ code: 0x73, key: 3, asc: 0x0c, overflow: 1, descriptors: [fru, ata(1), information, stream(0x40)] }),
);

// Cut off at every byte, and announcing every length.
const whole = fixed({
  valid: 1,
  flags: 0xe0,
  key: 5,
  info: 0x1234,
  csi: 0x5678,
  asc: 0x24,
  ascq: 0x01,
  fru: 0x5a,
  sks: [0xcd, 0, 9],
});
for (let length = 4; length < whole.length; length++) vectors.push(whole.slice(0, length));
for (let announced = 0; announced < 10; announced++) vectors.push(whole.with(7, announced));
const wholeDescriptors = descriptor({
  key: 5,
  asc: 0x24,
  ascq: 0x01,
  overflow: 1,
  descriptors: [information, sks([0xcd, 0, 9]), fru],
});
for (let length = 4; length < wholeDescriptors.length; length++) vectors.push(wholeDescriptors.slice(0, length));
for (let announced = 0; announced < 24; announced++) vectors.push(wholeDescriptors.with(7, announced));
vectors.push([0x74, 0, 2, 0], [0x7f, 0, 2, 1], [0x6f, 1, 2, 3], [0, 0, 0, 0], [0xff, 1, 2, 3, 4]);

const seen = new Set();
const out = [header];
for (const bytes of vectors) {
  const hex = hexBytes(bytes);
  if (seen.has(hex)) continue;
  seen.add(hex);
  out.push(`= ${hex}`, ...linesOf(decode(bytes)));
}
writeFileSync(new URL('fixtures/sg-decode-sense.txt', import.meta.url), `${out.join('\n')}\n`);
console.log(`${seen.size} vectors`);

if (process.argv[2] !== '--vectors-only') {
  const texts = [header];
  for (let asc = 0; asc < 0x80; asc++) {
    for (let ascq = 0; ascq < 0x100; ascq++) {
      const line = linesOf(decode(fixed({ key: 5, asc, ascq }))).find((text) => text.startsWith('Additional sense: '));
      if (line)
        texts.push(
          `${hexByte(asc)}/${hexByte(ascq)} ${line.slice('Additional sense: '.length)}`.replace(/^\S+/, (c) =>
            c.toUpperCase(),
          ),
        );
    }
  }
  writeFileSync(new URL('fixtures/sg-asc-texts.txt', import.meta.url), `${texts.join('\n')}\n`);
  console.log(`${texts.length - 1} texts`);
}

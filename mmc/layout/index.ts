/** Layouts for CDBs, parameter data and operating-system structures. The only folder that imports `buffer-layout`. */
export { bits, flag } from './bits.js';
export { type FieldInfo, fieldAt, fieldsOf, placeOfField } from './describe.js';
export { FieldError, LayoutError, ShortDataError } from './errors.js';
export type { AnyField, BitGroup, Codec, Field, Input, RecordInput, RecordValue, Simplify, Value } from './field.js';
export {
  ascii,
  bytes,
  i32be,
  i32le,
  reserved,
  u8,
  u16be,
  u16le,
  u24be,
  u32be,
  u32le,
  u48be,
  u64be,
  u64le,
} from './leaves.js';
export { announcedLength, definedBits, optional, optionalTail, record, remainingLength, toBytes } from './record.js';
export { list, remainingAscii, remainingBytes, type TaggedInput, type TaggedItem, taggedList } from './variable.js';

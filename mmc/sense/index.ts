/** Sense data: what a drive says when it says no. */
export { ascText } from './asc-text.js';
export { describeSense, fieldPointerName } from './describe-sense.js';
export { encodeSense, type SenseInput } from './encode-sense.js';
export { decodeSense, descriptorSense, fixedSense, type Sense } from './sense.js';
export { type SenseCategory, senseAdvice, senseCategory } from './sense-category.js';
export type { SenseDescriptor, UserDataSegment } from './sense-descriptors.js';
export { senseKey, senseKeyName } from './sense-key.js';
export type { SenseKeySpecific } from './sense-key-specific.js';

/** Sense data with a value of its own in every field: ILLEGAL REQUEST, deferred, with a field pointer. */
export const fixedHex = 'f1 00 f5 12 34 56 78 0e 9a bc de f0 24 01 5a cf 01 02 aa bb cc dd';

/** The same in descriptor format. */
export const descriptorHex = [
  '73 05 24 01 80 00 00 24',
  '00 0a 80 00 ff ee dd cc bb aa 99 88', // information
  '01 0a 00 00 01 02 03 04 05 06 07 08', // command specific information
  '02 06 00 00 cf 01 02 00', // sense key specific
  '03 02 00 5a', // field replaceable unit
].join(' ');

import { decodeSense, describeSense, parseHex, read12, senseAdvice } from 'discwire/mmc';

// No transport and no native code: this runs in a browser too.
const cdb = read12.encodeCdb({ logicalBlockAddress: 16, transferLengthBlocks: 1, streaming: true });
const sense = decodeSense(parseHex('70 00 05 00 00 00 00 0A 00 00 00 00 24 00 00 CF 00 0A'));
if (sense) {
  console.log(describeSense(sense, read12, cdb));
  console.log(senseAdvice(sense));
}

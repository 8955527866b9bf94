/** READ CD: what can be selected of a sector. */
import { cdSectorType, readCd, readCdSectorBytes, senseKey } from '../../../../mmc/index.js';
import type { Rule } from '../rule.js';
import { writtenIn } from '../rule-description.js';

const invalidField = 0x24;
const illegalModeForTrack = 0x64;
const allTypes = Object.values(cdSectorType).filter((type) => type !== cdSectorType.any);

/** READ CD. */
export const readingRules: readonly Rule[] = [
  {
    id: 'read-cd-selection-not-allowed',
    title: 'Parts of a sector that cannot be read together',
    severity: 'error',
    source: writtenIn('MMC-6', 'READ CD, main channel selection', readCd),
    why: 'The parts of a sector that are selected have to lie next to each other, and reserved codes select nothing.',
    remedy: 'Select what lies between as well, or only what belongs together.',
    check(command) {
      const cdb = command.as(readCd);
      if (!cdb || !command.isRefused(senseKey.illegalRequest, invalidField, 0)) return undefined;
      const { expectedSectorType } = cdb;
      const types = expectedSectorType === cdSectorType.any ? allTypes : [expectedSectorType];
      const impossible = types.filter((type) => readCdSectorBytes(cdb, type) === undefined);
      if (impossible.length === 0) return undefined;
      const parts = [
        cdb.sync && 'sync',
        cdb.headerCodes > 0 && `header codes ${cdb.headerCodes}`,
        cdb.userData && 'user data',
        cdb.edcAndEcc && 'EDC and ECC',
        cdb.c2ErrorInformation > 0 && `C2 error information ${cdb.c2ErrorInformation}`,
        cdb.subChannelSelection > 0 && `sub-channel ${cdb.subChannelSelection}`,
      ].filter(Boolean);
      return `a sector of type ${impossible.join(', ')} does not give ${parts.join(' with ') || 'nothing'}`;
    },
  },
  {
    id: 'read-of-another-sector-type',
    title: 'Reading sectors of another type than they are',
    severity: 'warning',
    source: writtenIn('MMC-6', 'READ CD, expected sector type', readCd),
    why: 'The drive stops at the first sector that is not of the expected type.',
    remedy: 'Take the type of each track from the table of contents, and do not read across where it changes.',
    check(command) {
      if (!command.isRefused(senseKey.illegalRequest, illegalModeForTrack, 0)) return undefined;
      if (command.command?.transfer.direction !== 'in') return undefined;
      return `sector ${Number((command.sense!.information ?? 0n) & 0xffffffffn) | 0} is not of the type that was read`;
    },
  },
];

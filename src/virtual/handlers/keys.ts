/** REPORT KEY and SEND KEY: the region, and the refusals of a drive whose discs have nothing to protect. */
import {
  reportKey,
  reportKeyAuthenticationSuccessFlag,
  reportKeyInvalidateAgid,
  reportKeyRpcState,
  reportKeyTitleKey,
  rpcRegion,
  sendKey,
  sendKeyInvalidateAgid,
  sendKeyRpcRegion,
} from '../../../mmc/index.js';
import { type Handled, handle } from '../handler.js';
import {
  incompatibleMedium,
  invalidField,
  invalidParameter,
  keyNotPresent,
  parameterListLengthError,
} from '../refusal.js';

/** RPC phase 2. */
const rpcScheme = 1;
const regionAt = 4;
const keyClasses = { css: 0x00 } as const;
/** Key formats of CSS: authentication grant, challenge, KEY1, title key, and on the way out challenge and KEY2. */
const cssFormats: ReadonlySet<number> = new Set([0x00, 0x01, 0x02, 0x03, 0x04]);

/** REPORT KEY and SEND KEY. */
export const keyHandlers: readonly Handled[] = [
  handle(reportKeyRpcState, (_cdb, { unit }) => ({
    typeCode: unit.region.typeCode,
    numberOfVendorResetsAvailable: unit.region.vendorResets,
    numberOfUserControlledChangesAvailable: unit.region.userChanges,
    regionMask: unit.region.regionMask,
    rpcScheme,
  })),

  handle(sendKeyRpcRegion, ({ parameterListLength }, call) => {
    if (parameterListLength !== rpcRegion.span) throw parameterListLengthError();
    const { preferredDriveRegionCode } = rpcRegion.decode(call.dataOut(parameterListLength));
    if (!isOneRegion(preferredDriveRegionCode)) throw invalidParameter(regionAt);
    call.unit.region.set(preferredDriveRegionCode);
  }),

  // No grant is ever given, so there is none to take back.
  handle(reportKeyInvalidateAgid, () => {}),
  handle(sendKeyInvalidateAgid, () => {}),

  handle(reportKeyAuthenticationSuccessFlag, (_cdb, { unit }) => {
    unit.requireMedium();
    return { asf: false };
  }),

  handle(reportKeyTitleKey, (_cdb, { unit }) => {
    unit.requireMedium();
    throw keyNotPresent();
  }),

  handle(reportKey, ({ keyClass, keyFormat }, { unit }) => {
    unit.requireMedium();
    throw refusalOf(keyClass, keyFormat);
  }),

  handle(sendKey, ({ keyClass, keyFormat }, { unit }) => {
    unit.requireMedium();
    throw refusalOf(keyClass, keyFormat);
  }),
];

/** CSS needs a disc that has it; of anything else the drive knows nothing. */
function refusalOf(keyClass: number, keyFormat: number) {
  if (keyClass !== keyClasses.css) return invalidField('keyClass');
  return cssFormats.has(keyFormat) ? incompatibleMedium() : invalidField('keyFormat');
}

/** One bit of eight is 0. */
function isOneRegion(mask: number): boolean {
  const regions = ~mask & 0xff;
  return regions !== 0 && (regions & (regions - 1)) === 0;
}

/** IOCTL_CDROM_CHECK_VERIFY and its siblings of other bases: is there a medium, and still the same? */
import { testUnitReady } from '../../../mmc/index.js';
import { controlCode } from '../control-codes.js';
import type { Ending, Operation } from '../ioctl-request.js';
import { mediaChangeCount } from '../structures/index.js';
import { bufferTooSmall, noMediaWithoutPower } from './operations.js';

/**
 * Sends TEST UNIT READY. With room for four bytes, the output is the media change count. Also for
 * IOCTL_STORAGE_CHECK_VERIFY2, which needs no access to the drive and gives no count.
 */
export const checkVerify: Operation = {
  validate(request): Ending | undefined {
    const { length } = request.output;
    // The documentation says 0 here.
    if (length > 0 && length < mediaChangeCount.span) return bufferTooSmall(mediaChangeCount.span);
    return noMediaWithoutPower(request, undefined);
  },

  async run(request): Promise<Ending> {
    const { cdrom, output } = request;
    const { ntStatus: status, succeeded } = await request.transfer({
      cdb: testUnitReady.encodeCdb({}),
      timeoutMs: testUnitReady.timeoutMs,
    });
    const wantsCount =
      output.length >= mediaChangeCount.span && request.normalisedCode !== controlCode.IOCTL_STORAGE_CHECK_VERIFY2;
    if (!succeeded || !wantsCount) return { ntStatus: status };
    mediaChangeCount.encode({ mediaChangeCount: cdrom.state.mediaChangeCount }, output);
    return { ntStatus: status, information: mediaChangeCount.span };
  },
};

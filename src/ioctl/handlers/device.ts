/** What the system keeps about the device, and reading ahead. */
import { setReadAhead as setReadAheadCommand } from '../../../mmc/index.js';
import { deviceType } from '../control-codes.js';
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import { ntStatus } from '../ntstatus.js';
import { storageDeviceNumber, storageHotplugInfo, storageSetReadAhead } from '../structures/index.js';
import { blockAt, bufferTooSmall, done, infoLengthMismatch, invalidParameter } from './operations.js';

/** Of a device without partitions. */
const noPartition = 0xffff_ffff;

/** Which device it is, as far as the system counts them. */
export const getDeviceNumber: Operation = {
  validate: ({ output }) => needs(output, storageDeviceNumber.span),

  async run({ output, settings: { deviceNumber } }): Promise<Ending> {
    const { span } = storageDeviceNumber;
    storageDeviceNumber.encode({ deviceType: deviceType.cdrom, deviceNumber, partitionNumber: noPartition }, output);
    return { ...done, information: span };
  },
};

function needs(output: Uint8Array, bytes: number): Ending | undefined {
  return output.length < bytes ? bufferTooSmall(bytes) : undefined;
}

function hotplugInfo({ cdrom }: IoctlRequest) {
  const { deviceHotplug } = cdrom.state;
  return {
    size: storageHotplugInfo.span,
    mediaRemovable: 1,
    mediaHotplug: 0,
    deviceHotplug: deviceHotplug ? 1 : 0,
    writeCacheEnableOverride: 0,
  };
}

/** Whether medium and device may be pulled out at any time. */
export const getHotplugInfo: Operation = {
  validate: ({ output }) => needs(output, storageHotplugInfo.span),

  async run(request): Promise<Ending> {
    storageHotplugInfo.encode(hotplugInfo(request), request.output);
    return { ...done, information: storageHotplugInfo.span };
  },
};

/** What must be as it is. The last that differs decides, in Windows too. */
const fixedHotplugInfo = [
  ['size', ntStatus.STATUS_INVALID_PARAMETER_1],
  ['mediaRemovable', ntStatus.STATUS_INVALID_PARAMETER_2],
  ['mediaHotplug', ntStatus.STATUS_INVALID_PARAMETER_3],
  ['writeCacheEnableOverride', ntStatus.STATUS_INVALID_PARAMETER_5],
] as const;

/** Changes whether the device may be pulled out, and nothing else. */
export const setHotplugInfo: Operation = {
  validate(request): Ending | undefined {
    if (request.input.length < storageHotplugInfo.span) return infoLengthMismatch;
    const [wanted, current] = [storageHotplugInfo.decode(request.input), hotplugInfo(request)];
    const differing = fixedHotplugInfo.filter(([name]) => wanted[name] !== current[name]);
    const last = differing.at(-1);
    return last && { ntStatus: last[1] };
  },

  async run({ input, cdrom }): Promise<Ending> {
    cdrom.state.deviceHotplug = storageHotplugInfo.decode(input).deviceHotplug !== 0;
    return done;
  },
};

/** Requests have no priorities. */
export const checkPriorityHintSupport: Operation = {
  validate: () => ({ ntStatus: ntStatus.STATUS_NOT_SUPPORTED }),
  run: async () => ({ ntStatus: ntStatus.STATUS_NOT_SUPPORTED }),
};

/** Nothing here brings volumes online, so none is on its way. */
export const areVolumesReady: Operation = {
  run: async () => done,
};

/** Where the drive is to read ahead from, and where to. */
export const setReadAhead: Operation = {
  validate: ({ input }) => (input.length < storageSetReadAhead.span ? invalidParameter : undefined),

  async run(request): Promise<Ending> {
    const { triggerAddress, targetAddress } = storageSetReadAhead.decode(request.input);
    const cdb = setReadAheadCommand.encodeCdb({
      triggerLogicalBlockAddress: blockAt(request, triggerAddress),
      readAheadLogicalBlockAddress: blockAt(request, targetAddress),
    });
    const { ntStatus: status } = await request.transfer({ cdb });
    return { ntStatus: status };
  },
};

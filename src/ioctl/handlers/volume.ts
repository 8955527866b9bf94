/** IOCTL_CDROM_GET_VOLUME and IOCTL_CDROM_SET_VOLUME: mode page 0Eh. */
import {
  cdAudioControl,
  findModePage,
  modePageOf,
  modeParameterList,
  modeSelect10,
  modeSelectParameterList,
  modeSense10,
  ShortDataError,
  toBytes,
  type Value,
} from '../../../mmc/index.js';
import type { Answer } from '../capabilities.js';
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import { volumeControl } from '../structures/index.js';
import { bufferTooSmall, done, infoLengthMismatch, invalidDeviceRequest, receive } from './operations.js';

type AudioControl = Value<typeof cdAudioControl.layout>;

const allocationLength = 64;

/** The page as it is. A drive that does not have it, or not all of it, ends in STATUS_INVALID_DEVICE_REQUEST. */
async function readPage(request: IoctlRequest): Promise<Answer<AudioControl>> {
  const cdb = modeSense10.encodeCdb({ pageCode: cdAudioControl.code, allocationLength });
  const { ntStatus: status, succeeded, transferredBytes, data } = await receive(request, cdb, allocationLength);
  if (!succeeded) return { ntStatus: status };
  const page = pageIn(data.subarray(0, transferredBytes));
  return page ? { value: page } : invalidDeviceRequest;
}

function pageIn(data: Uint8Array): AudioControl | undefined {
  try {
    return findModePage(modeParameterList.decode(data), cdAudioControl);
  } catch (error) {
    if (error instanceof ShortDataError) return undefined;
    throw error;
  }
}

/** The volume of the four ports. */
export const getVolume: Operation = {
  validate({ output }): Ending | undefined {
    return output.length < volumeControl.span ? bufferTooSmall(volumeControl.span) : undefined;
  },

  async run(request): Promise<Ending> {
    const answer = await readPage(request);
    if ('ntStatus' in answer) return answer;
    const { outputPort0Volume, outputPort1Volume, outputPort2Volume, outputPort3Volume } = answer.value;
    const portVolume = Uint8Array.of(outputPort0Volume, outputPort1Volume, outputPort2Volume, outputPort3Volume);
    volumeControl.encode({ portVolume }, request.output);
    return { ...done, information: volumeControl.span };
  },
};

/** Sets the volume of the four ports, and leaves which channels they play. */
export const setVolume: Operation = {
  validate({ input }): Ending | undefined {
    return input.length < volumeControl.span ? infoLengthMismatch : undefined;
  },

  async run(request): Promise<Ending> {
    const answer = await readPage(request);
    if ('ntStatus' in answer) return answer;
    const data = parameterList(answer.value, volumeControl.decode(request.input).portVolume);
    const cdb = modeSelect10.encodeCdb({ parameterListLength: data.length });
    const { ntStatus: status } = await request.transfer({ cdb, direction: 'out', data });
    return { ntStatus: status };
  },
};

function parameterList(page: AudioControl, volumes: Uint8Array): Uint8Array {
  const [outputPort0Volume, outputPort1Volume, outputPort2Volume, outputPort3Volume] = [...volumes];
  const changed = modePageOf(cdAudioControl, {
    immed: true,
    outputPort0ChannelSelection: page.outputPort0ChannelSelection,
    outputPort0Volume,
    outputPort1ChannelSelection: page.outputPort1ChannelSelection,
    outputPort1Volume,
    outputPort2ChannelSelection: page.outputPort2ChannelSelection,
    outputPort2Volume,
    outputPort3ChannelSelection: page.outputPort3ChannelSelection,
    outputPort3Volume,
  });
  return toBytes(modeSelectParameterList, { pages: [changed] });
}

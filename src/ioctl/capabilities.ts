/** What the handlers must know of the drive: asked once, kept in the shared state until a medium change. */
import {
  type Command,
  capabilitiesAndMechanicalStatus,
  cdRead,
  type DataOf,
  dvdPlusR,
  dvdPlusRDualLayer,
  featureRequest,
  findFeature,
  findModePage,
  getConfiguration,
  hardwareDefectManagement,
  type InputOf,
  incrementalStreamingWritable,
  modeSense10,
  profileList,
  randomWritable,
  realTimeStreaming,
  restrictedOverwrite,
  rigidRestrictedOverwrite,
  ShortDataError,
  senseKey,
} from '../../mmc/index.js';
import type { RawReadCapabilities, StreamingCapabilities, WriteCapabilities } from './cdrom-state.js';
import type { IoctlRequest } from './ioctl-request.js';

/** @internal Either what was asked for, or the status with which the request ends because it cannot be had. */
export type Answer<T> = { readonly value: T } | { readonly ntStatus: number };

const noStreaming: StreamingCapabilities = { read: false, write: false };
const noWriting: WriteCapabilities = { isAllowed: false, isDefectManaged: false };
const getConfigurationTimeoutMs = 4_000;

/**
 * @internal Asks for parameter data. Undefined where the drive has none of it: it rejects the command, or sends less
 * than a header. Any other failure is the request's.
 */
async function ask<X extends Command>(
  request: IoctlRequest,
  command: X,
  input: InputOf<X>,
  timeoutMs?: number,
): Promise<Answer<DataOf<X> | undefined>> {
  const { transfer } = command;
  if (!('length' in transfer)) throw new TypeError(`${command.name} returns no parameter data`);
  const cdb = command.encodeCdb(input);
  const data = new Uint8Array(command.decodeCdb(cdb)[transfer.length] as number);
  const result = await request.transfer({ cdb, direction: 'in', data, timeoutMs, isInternal: true });
  if (result.senseKey === senseKey.illegalRequest) return { value: undefined };
  if (!result.succeeded) return { ntStatus: result.ntStatus };
  try {
    return { value: transfer.layout.decode(data.subarray(0, result.transferredBytes)) };
  } catch (error) {
    if (error instanceof ShortDataError) return { value: undefined };
    throw error;
  }
}

function askConfiguration(request: IoctlRequest, rt: number = featureRequest.current) {
  return ask(request, getConfiguration, { rt }, getConfigurationTimeoutMs);
}

/**
 * @internal Whether the drive streams with the medium that is in it. A drive without GET CONFIGURATION does not; one
 * that fails it is asked again the next time.
 */
export async function streamingCapabilities(request: IoctlRequest): Promise<Answer<StreamingCapabilities>> {
  const { state } = request.cdrom;
  if (!request.settings.isMmc) return { value: noStreaming };
  if (state.streamingCapabilities) return { value: state.streamingCapabilities };
  const answer = await askConfiguration(request);
  if ('ntStatus' in answer) return answer;
  if (!answer.value) return { value: noStreaming };
  const feature = findFeature(answer.value, realTimeStreaming);
  const read = feature?.current === true && feature.additionalLength >= 1;
  state.streamingCapabilities = { read, write: read && feature.sw === true };
  return { value: state.streamingCapabilities };
}

type Configuration = DataOf<typeof getConfiguration>;

/** Features one of which has to be current for a medium to be written to. */
const writingFeatures = [
  randomWritable,
  rigidRestrictedOverwrite,
  restrictedOverwrite,
  incrementalStreamingWritable,
] as const;
/** The same, with a bit of their own for it. */
const writingPlusFeatures = [dvdPlusR, dvdPlusRDualLayer] as const;
/** DVD-RW restricted overwrite, CD-RW, DVD-R, CD-R: there are drives that tell nothing but these. */
const writingProfiles: readonly number[] = [0x13, 0x0a, 0x11, 0x09];

function writingIn(configuration: Configuration): WriteCapabilities {
  const isCurrent = ({ code }: { readonly code: number }) =>
    configuration.features.some(({ featureCode, current }) => featureCode === code && current);
  const isDefectManaged = isCurrent(hardwareDefectManagement) && isCurrent(randomWritable);
  const plus = writingPlusFeatures.map((feature) => findFeature(configuration, feature));
  const profiles = findFeature(configuration, profileList)?.profiles ?? [];
  const isAllowed =
    isDefectManaged ||
    writingFeatures.some(isCurrent) ||
    plus.some((feature) => feature?.current === true && feature.write === true) ||
    profiles.some(({ currentp, profileNumber }) => currentp && writingProfiles.includes(profileNumber));
  return { isAllowed, isDefectManaged };
}

/**
 * @internal Whether the medium can be written to. One that could not is looked at again, as Windows does: it may have
 * been formatted since.
 */
export async function writeCapabilities(request: IoctlRequest): Promise<Answer<WriteCapabilities>> {
  const { state } = request.cdrom;
  if (!request.settings.isMmc) return { value: noWriting };
  if (state.writeCapabilities?.isAllowed) return { value: state.writeCapabilities };
  const answer = await askConfiguration(request);
  if ('ntStatus' in answer) return answer;
  state.writeCapabilities = answer.value ? writingIn(answer.value) : noWriting;
  return { value: state.writeCapabilities };
}

/**
 * @internal What READ CD can add to a sector: C2 pointers where feature 001Eh or mode page 2Ah says so, as there are
 * drives that tell only one of them; sub-code where the mode page does.
 */
export async function rawReadCapabilities(request: IoctlRequest): Promise<Answer<RawReadCapabilities>> {
  const { state } = request.cdrom;
  if (state.rawReadCapabilities) return { value: state.rawReadCapabilities };
  const configuration = await askConfiguration(request);
  if ('ntStatus' in configuration) return configuration;
  const { code } = capabilitiesAndMechanicalStatus;
  const modeParameters = await ask(request, modeSense10, { dbd: true, pageCode: code });
  if ('ntStatus' in modeParameters) return modeParameters;
  const feature = configuration.value && findFeature(configuration.value, cdRead);
  const page = modeParameters.value && findModePage(modeParameters.value, capabilitiesAndMechanicalStatus);
  state.rawReadCapabilities = {
    c2Pointers: (feature?.c2Flags ?? false) || (page?.c2PointersSupported ?? false),
    subCode: page?.rwSupported ?? false,
  };
  return { value: state.rawReadCapabilities };
}

/** @internal Whether the drive has a feature, with whatever medium. It is asked once, for all that it has. */
export async function hasFeature(request: IoctlRequest, feature: { readonly code: number }): Promise<Answer<boolean>> {
  const { state } = request.cdrom;
  if (!request.settings.isMmc) return { value: false };
  if (!state.featureCodes) {
    const answer = await askConfiguration(request, featureRequest.all);
    if ('ntStatus' in answer) return answer;
    state.featureCodes = (answer.value?.features ?? []).map(({ featureCode }) => featureCode);
  }
  return { value: state.featureCodes.includes(feature.code) };
}

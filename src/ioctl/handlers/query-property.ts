/** IOCTL_STORAGE_QUERY_PROPERTY: what device and adapter are, and whether writes are cached. */
import {
  type Command,
  caching,
  type DataOf,
  findModePage,
  modeSense6,
  modeSense10,
  ShortDataError,
  standardInquiry,
  synchronizeCache10,
  toBytes,
} from '../../../mmc/index.js';
import type { Answer } from '../capabilities.js';
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import { ntStatus } from '../ntstatus.js';
import {
  storageAdapterDescriptor,
  storageDescriptorHeader,
  storageDeviceDescriptor,
  storagePropertyId,
  storagePropertyQuery,
  storageQueryType,
  storageWriteCacheProperty,
  writeCacheValue,
} from '../structures/index.js';
import { adapterLimits } from './adapter.js';
import { inquiryData } from './configuration.js';
import {
  bufferTooSmall,
  done,
  infoLengthMismatch,
  invalidDeviceRequest,
  invalidParameter,
  receive,
} from './operations.js';

const notSupported: Ending = { ntStatus: ntStatus.STATUS_NOT_SUPPORTED };
const accessDenied: Ending = { ntStatus: ntStatus.STATUS_ACCESS_DENIED };

const queryOf = ({ input }: IoctlRequest) => storagePropertyQuery.decode(input);

/** A property, and who may ask for it while another handle holds the exclusive lock. */
interface Property {
  readonly isKept?: true;
  run(request: IoctlRequest): Promise<Ending>;
}

/** SRB_TYPE_STORAGE_REQUEST_BLOCK: the EX form of pass-through is there. */
const srbTypeStorageRequestBlock = 1;

function adapterDescriptor(request: IoctlRequest): Uint8Array {
  const { span } = storageAdapterDescriptor;
  return toBytes(storageAdapterDescriptor, {
    version: span,
    size: span,
    ...adapterLimits(request),
    srbType: srbTypeStorageRequestBlock,
  });
}

/** The size of STORAGE_DEVICE_DESCRIPTOR in C, with one byte of `RawDeviceProperties` and what fills it up. */
const deviceDescriptorVersion = 40;
const rawPropertiesBytes = 36;

/** The strings keep their blanks. There is no serial number: no page of vital product data is asked for. */
async function deviceDescriptor(request: IoctlRequest): Promise<Answer<Uint8Array>> {
  const answer = await inquiryData(request);
  if ('ntStatus' in answer) return answer;
  const inquiry = new Uint8Array(rawPropertiesBytes);
  inquiry.set(answer.value.subarray(0, rawPropertiesBytes));
  const { peripheralDeviceType, deviceTypeModifier, rmb, cmdque } = standardInquiry.decode(inquiry);
  const { span } = storageDeviceDescriptor;
  const behind = [...inquiry];
  const offsetOf = (start: number, end: number) => {
    const offset = span + behind.length;
    behind.push(...inquiry.subarray(start, end), 0);
    return offset;
  };
  const [vendorIdOffset, productIdOffset, productRevisionOffset] = [
    offsetOf(8, 16),
    offsetOf(16, 32),
    offsetOf(32, 36),
  ];
  const head = toBytes(storageDeviceDescriptor, {
    version: deviceDescriptorVersion,
    size: span + behind.length,
    deviceType: peripheralDeviceType,
    deviceTypeModifier,
    removableMedia: rmb ? 1 : 0,
    commandQueueing: cmdque ? 1 : 0,
    vendorIdOffset,
    productIdOffset,
    productRevisionOffset,
    rawPropertiesLength: rawPropertiesBytes,
  });
  return { value: Uint8Array.of(...head, ...behind) };
}

/** Where STORAGE_DEVICE_DESCRIPTOR has the offsets of its strings. */
const stringOffsetPlaces = [12, 16, 20] as const;

/** An offset that leads to what did not fit becomes 0. */
function forgetCutStrings(descriptor: Uint8Array, delivered: Uint8Array): void {
  const view = new DataView(delivered.buffer, delivered.byteOffset, delivered.length);
  for (const place of stringOffsetPlaces) {
    if (place + 4 > delivered.length) return;
    const end = descriptor.indexOf(0, view.getUint32(place, true));
    if (end > delivered.length) view.setUint32(place, 0, true);
  }
}

/** As much of a descriptor as there is room for, from 8 bytes on. No room at all asks whether there is one. */
function deliverDescriptor({ output }: IoctlRequest, descriptor: Uint8Array): Ending {
  if (output.length === 0) return done;
  if (output.length < storageDescriptorHeader.span) return bufferTooSmall(descriptor.length);
  const information = Math.min(output.length, descriptor.length);
  output.set(descriptor.subarray(0, information));
  return { ...done, information };
}

const adapterProperty: Property = {
  isKept: true,
  run: async (request) => deliverDescriptor(request, adapterDescriptor(request)),
};

const deviceProperty: Property = {
  isKept: true,
  async run(request): Promise<Ending> {
    const answer = await deviceDescriptor(request);
    if ('ntStatus' in answer) return answer;
    const ending = deliverDescriptor(request, answer.value);
    if (ending.ntStatus === done.ntStatus)
      forgetCutStrings(answer.value, request.output.subarray(0, ending.information ?? 0));
    return ending;
  },
};

/** With or without the identifiers that software gives. */
const largestUniqueIdParameter = 1;

/** The published driver compares a length that it has not set yet, so nobody gets the identifier. */
const uniqueIdProperty: Property = {
  async run(request): Promise<Ending> {
    return queryOf(request).additionalParameters > largestUniqueIdParameter ? invalidParameter : infoLengthMismatch;
  },
};

const modeDataBytes = 192;
const modeHeaderBytes = 4;
const changeableValues = 1;
const longestSynchronizeMs = 260_000;
const synchronizeFactor = 4;
/** DPOFUA in the device-specific parameter. */
const fuaBit = 0x10;

type ModeData = Pick<DataOf<typeof modeSense10>, 'pages' | 'deviceSpecificParameter'>;

/** MODE SENSE(6), which the port drivers of Windows turn into MODE SENSE(10) for drives that know no other. */
const modeSenseOf = ({ settings }: IoctlRequest): Command => (settings.profile === 'driver' ? modeSense6 : modeSense10);

/** The caching page, asked for twice where less than a header comes; undefined where that fails. */
async function cachingModeData(request: IoctlRequest, pc: number): Promise<ModeData | undefined> {
  const command = modeSenseOf(request);
  const cdb = command.encodeCdb({ pc, pageCode: caching.code, allocationLength: modeDataBytes });
  for (let tries = 0; tries < 2; tries++) {
    const { data, succeeded, transferredBytes } = await receive(request, cdb, modeDataBytes, { isInternal: true });
    if (succeeded && transferredBytes >= modeHeaderBytes) return decodeModeData(command, data, transferredBytes);
  }
  return undefined;
}

function decodeModeData({ transfer }: Command, data: Uint8Array, transferredBytes: number): ModeData | undefined {
  if (!('layout' in transfer)) return undefined;
  try {
    return transfer.layout.decode(data.subarray(0, transferredBytes)) as ModeData;
  } catch (error) {
    if (error instanceof ShortDataError) return undefined;
    throw error;
  }
}

async function canSynchronize(request: IoctlRequest): Promise<boolean> {
  const { succeeded } = await request.transfer({
    cdb: synchronizeCache10.encodeCdb({}),
    timeoutMs: Math.min(request.settings.defaultTimeoutMs * synchronizeFactor, longestSynchronizeMs),
    isInternal: true,
  });
  return succeeded;
}

/** Whether writes are cached. To learn whether the cache can be flushed, it is. */
const writeCacheProperty: Property = {
  async run(request): Promise<Ending> {
    const { output } = request;
    const { span } = storageWriteCacheProperty;
    if (output.length < storageDescriptorHeader.span) return infoLengthMismatch;
    if (output.length < span) {
      storageDescriptorHeader.encode({ version: span, size: span }, output);
      return { ...done, information: storageDescriptorHeader.span };
    }
    const flushCacheSupported = (await canSynchronize(request)) ? 1 : 0;
    const current = await cachingModeData(request, 0);
    if (!current) return { ntStatus: ntStatus.STATUS_IO_DEVICE_ERROR };
    const changeable = await cachingModeData(request, changeableValues);
    const property = { version: span, size: span, flushCacheSupported, ...writeCacheOf(current, changeable) };
    storageWriteCacheProperty.encode(property, output);
    return { ...done, information: span };
  },
};

function writeCacheOf(current: ModeData, changeable: ModeData | undefined) {
  const { writeCacheType, writeCacheEnabled, writeCacheChangeable, writeThroughSupported } = writeCacheValue;
  const isEnabled = findModePage(current, caching)?.wce;
  const isChangeable = changeable && findModePage(changeable, caching)?.wce;
  const choose = (is: boolean | undefined, yes: number, no: number) => (is === undefined ? 0 : is ? yes : no);
  return {
    writeCacheType: isEnabled ? writeCacheType.writeBack : writeCacheType.unknown,
    writeCacheEnabled: choose(isEnabled, writeCacheEnabled.enabled, writeCacheEnabled.disabled),
    writeCacheChangeable: choose(isChangeable, writeCacheChangeable.changeable, writeCacheChangeable.notChangeable),
    writeThroughSupported:
      (current.deviceSpecificParameter & fuaBit) !== 0
        ? writeThroughSupported.supported
        : writeThroughSupported.notSupported,
  };
}

const properties: ReadonlyMap<number, Property> = new Map<number, Property>([
  [storagePropertyId.device, deviceProperty],
  [storagePropertyId.adapter, adapterProperty],
  [storagePropertyId.deviceUniqueId, uniqueIdProperty],
  [storagePropertyId.deviceWriteCache, writeCacheProperty],
]);

function isLockedOut(request: IoctlRequest): boolean {
  if (!request.cdrom.isLockedAgainst(request.file)) return false;
  const { propertyId, queryType } = queryOf(request);
  if (queryType === storageQueryType.exists) return false;
  return queryType !== storageQueryType.standard || !properties.get(propertyId)?.isKept;
}

/**
 * A property of device or adapter, or whether there is one. While another handle holds the exclusive lock, only what
 * Windows keeps of them is told. Properties that are not known here end as the port driver's. The write cache is read
 * with MODE SENSE(10), in the profile `driver` with MODE SENSE(6), which the port drivers of Windows replace themselves.
 */
export const queryProperty: Operation = {
  beforeLock(request): Ending | undefined {
    if (request.input.length < storagePropertyQuery.span) return infoLengthMismatch;
    return isLockedOut(request) ? accessDenied : undefined;
  },

  async run(request): Promise<Ending> {
    // Another handle may have taken the drive while this request waited for its turn.
    if (isLockedOut(request)) return accessDenied;
    const { propertyId, queryType } = queryOf(request);
    const property = properties.get(propertyId);
    if (!property) return invalidDeviceRequest;
    if (queryType === storageQueryType.exists) return done;
    return queryType === storageQueryType.standard ? property.run(request) : notSupported;
  },
};

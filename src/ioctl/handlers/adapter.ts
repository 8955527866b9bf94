/** IOCTL_SCSI_GET_ADDRESS, IOCTL_SCSI_GET_CAPABILITIES and IOCTL_SCSI_GET_INQUIRY_DATA: what the port driver tells. */
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import { ioScsiCapabilities, scsiAdapterBusInfo, scsiAddress } from '../structures/index.js';
import { inquiryData } from './configuration.js';
import { bufferTooSmall, done } from './operations.js';

const pageBytes = 4096;
const inquiryBytes = 36;
const inquiryDataOffset = 12;

function needs(bytes: number) {
  return ({ output }: IoctlRequest) => (output.length < bytes ? bufferTooSmall(bytes) : undefined);
}

/** @internal What the adapter can carry, by the names that its structures have. */
export function adapterLimits({ cdrom }: IoctlRequest) {
  const { maximumTransferBytes, alignmentBytes } = cdrom.device.transport.limits;
  const maximumTransferLength = Math.min(maximumTransferBytes, 0xffff_ffff);
  return {
    maximumTransferLength,
    // A buffer that does not begin with a page touches one more.
    maximumPhysicalPages: Math.ceil(maximumTransferLength / pageBytes) + 1,
    alignmentMask: alignmentBytes - 1,
  };
}

/** Where the drive is. A transport knows one drive, at port 0, path 0, target 0, logical unit 0. */
export const getAddress: Operation = {
  validate: needs(scsiAddress.span),

  async run({ output }): Promise<Ending> {
    scsiAddress.encode({ length: scsiAddress.span }, output);
    return { ...done, information: scsiAddress.span };
  },
};

/** What the adapter can carry: the limits of the transport. */
export const getCapabilities: Operation = {
  validate: needs(ioScsiCapabilities.span),

  async run(request): Promise<Ending> {
    ioScsiCapabilities.encode({ length: ioScsiCapabilities.span, ...adapterLimits(request) }, request.output);
    return { ...done, information: ioScsiCapabilities.span };
  },
};

/** The one bus of the adapter, with one drive on it, and the first 36 bytes of its INQUIRY data. */
export const getAdapterInquiryData: Operation = {
  validate: needs(scsiAdapterBusInfo.span),

  async run(request): Promise<Ending> {
    const answer = await inquiryData(request);
    if ('ntStatus' in answer) return answer;
    const data = new Uint8Array(inquiryBytes);
    data.set(answer.value.subarray(0, inquiryBytes));
    const information = {
      numberOfBuses: 1,
      numberOfLogicalUnits: 1,
      inquiryDataOffset,
      deviceClaimed: 1,
      inquiryDataLength: inquiryBytes,
      inquiryData: data,
    };
    scsiAdapterBusInfo.encode(information, request.output);
    return { ...done, information: scsiAdapterBusInfo.span };
  },
};

import type { ControlCodeName } from '../../../../src/ioctl/index.js';

/** A cause in the reference table that no request can bring about here: of all codes that have it, or of one. */
export interface Exception {
  readonly when: string;
  readonly name?: ControlCodeName;
  readonly why: string;
}

export const exceptions: readonly Exception[] = [
  {
    when: 'pre-Vista only: output length < 4',
    why: 'Only drivers before Windows Vista carried the code out; since then it is passed on, whatever its buffers.',
  },
  {
    when: 'not at PASSIVE_LEVEL',
    why: 'Interrupt request levels are the kernel’s: a program is always at the lowest.',
  },
  {
    when: 'output buffer address & AlignmentMask != 0',
    why: 'A buffer has no address here: the transport copies one that lies where the adapter cannot use it.',
  },
  {
    when: 'buffer address & AlignmentMask != 0',
    why: 'The buffer is the system’s own. It is aligned for every program, and only another driver could hand in one that is not.',
  },
  {
    when: 'held until the volume comes online',
    why: 'There is nothing here that brings volumes online, so nothing to wait for.',
  },
  {
    when: 'port driver carried it out',
    why: 'No transport resets a device or a bus, or breaks a reservation, so all of them do as a port driver that does not support it.',
  },
  {
    when: 'SRB bad function or block length (ReactOS mapping)',
    why: 'They are mistakes of a driver that fills its request block in wrongly. A transport has no request block.',
  },
  {
    name: 'IOCTL_DVD_SEND_KEY',
    when: 'KeyType 6 with sense 5/6F/04 or 5/30/02',
    why: 'The code refuses key type 6, the region, before anything is sent: that is for IOCTL_DVD_SEND_KEY2.',
  },
  {
    name: 'IOCTL_DVD_SEND_KEY',
    when: 'KeyType 6 with ASC 3A',
    why: 'The code refuses key type 6, the region, before anything is sent: that is for IOCTL_DVD_SEND_KEY2.',
  },
];

import { openIscsi } from './iscsi/index.js';
import { createOpener } from './transport/index.js';
import type { Transport } from './transport/transport.js';
import { openVirtual } from './virtual/index.js';

/**
 * Opens a drive by its name: a device node (`/dev/sr0`, `/dev/sg1`), a drive letter or device name of Windows (`D:`,
 * `\\.\CdRom0`), a logical unit of an iSCSI target (`iscsi://host/iqn/lun`, see {@link openIscsi}), or a virtual drive
 * (`virtual:`, `virtual:disc.cue`, see {@link openVirtual}). Close the transport when done.
 *
 * Throws TransportError: `notFound` says what was tried and which drives there are; `accessDenied`, `busy`,
 * `unsupported` say what to do.
 */
export const openTransport: (name: string) => Promise<Transport> = createOpener({
  iscsi: openIscsi,
  virtual: openVirtual,
});

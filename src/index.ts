/**
 * discwire: SCSI/MMC to optical drives, and the CD-ROM IOCTLs on top. All of it that needs Node; its parts are entry points of
 * their own, too: `discwire/transport`, `discwire/device`, `discwire/ioctl`, `discwire/iscsi` and `discwire/virtual`. The standard
 * itself (commands, parameter data, sense) is `discwire/mmc`, which runs anywhere; `discwire/win32` has the functions of Windows.
 *
 * @module discwire
 */
export * from './capture/index.js';
export * from './device/index.js';
export * from './image/index.js';
export * from './ioctl/index.js';
export * from './iscsi/index.js';
export * from './list.js';
export * from './open.js';
export * from './trace/index.js';
export * from './transport/index.js';
export * from './virtual/index.js';

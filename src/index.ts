/**
 * discwire: SCSI/MMC to optical drives, and the CD-ROM IOCTLs on top. The standard itself (commands, parameter data,
 * sense) is the entry point `discwire/mmc`, which needs no Node.
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

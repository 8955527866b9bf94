/** Numbers of the iSCSI protocol by the names its standard gives them. Source: RFC 7143. */

/** Operation codes of PDUs: from 20h on they are the target's. */
export const opcode = {
  nopOut: 0x00,
  scsiCommand: 0x01,
  taskManagementRequest: 0x02,
  loginRequest: 0x03,
  textRequest: 0x04,
  dataOut: 0x05,
  logoutRequest: 0x06,
  snackRequest: 0x10,
  nopIn: 0x20,
  scsiResponse: 0x21,
  taskManagementResponse: 0x22,
  loginResponse: 0x23,
  textResponse: 0x24,
  dataIn: 0x25,
  logoutResponse: 0x26,
  readyToTransfer: 0x31,
  asyncMessage: 0x32,
  reject: 0x3f,
} as const;

/** An initiator or target task tag that stands for none. */
export const noTag = 0xffffffff;

/** Values of `csg` and `nsg`. */
export const loginStage = { securityNegotiation: 0, operationalNegotiation: 1, fullFeature: 3 } as const;

/** Status class and detail of a login response, as one number. */
export const loginStatus = {
  success: 0x0000,
  targetMovedTemporarily: 0x0101,
  targetMovedPermanently: 0x0102,
  initiatorError: 0x0200,
  authenticationFailure: 0x0201,
  authorizationFailure: 0x0202,
  notFound: 0x0203,
  targetRemoved: 0x0204,
  unsupportedVersion: 0x0205,
  tooManyConnections: 0x0206,
  missingParameter: 0x0207,
  cannotIncludeInSession: 0x0208,
  sessionTypeNotSupported: 0x0209,
  sessionDoesNotExist: 0x020a,
  invalidDuringLogin: 0x020b,
  targetError: 0x0300,
  serviceUnavailable: 0x0301,
  outOfResources: 0x0302,
} as const;

/** Values of `attribute` of a SCSI command. */
export const taskAttribute = { untagged: 0, simple: 1, ordered: 2, headOfQueue: 3, aca: 4 } as const;

/** Values of `function` of a task management request. */
export const taskFunction = {
  abortTask: 1,
  abortTaskSet: 2,
  clearAca: 3,
  clearTaskSet: 4,
  logicalUnitReset: 5,
  targetWarmReset: 6,
  targetColdReset: 7,
  taskReassign: 8,
} as const;

/** Values of `response` of a task management response. */
export const taskResponse = {
  complete: 0,
  noSuchTask: 1,
  noSuchLun: 2,
  stillAllegiant: 3,
  reassignmentNotSupported: 4,
  notSupported: 5,
  authorizationFailed: 6,
  rejected: 255,
} as const;

/** Values of `response` of a SCSI response. */
export const scsiResponseCode = { completed: 0, targetFailure: 1 } as const;

/** Values of `reason` of a logout request. */
export const logoutReason = { closeSession: 0, closeConnection: 1, removeForRecovery: 2 } as const;

/** Values of `response` of a logout response. */
export const logoutResult = { closed: 0, noSuchConnection: 1, recoveryNotSupported: 2, cleanupFailed: 3 } as const;

/** Values of `event` of an asynchronous message. */
export const asyncEvent = {
  scsiEvent: 0,
  logoutRequested: 1,
  connectionDropped: 2,
  allConnectionsDropped: 3,
  negotiationRequested: 4,
} as const;

/** Values of `reason` of a reject. */
export const rejectReason = {
  dataDigestError: 0x02,
  snackReject: 0x03,
  protocolError: 0x04,
  commandNotSupported: 0x05,
  immediateCommandReject: 0x06,
  taskInProgress: 0x07,
  invalidDataAck: 0x08,
  invalidPduField: 0x09,
  longOperationReject: 0x0a,
  waitingForLogout: 0x0c,
} as const;

/** The name of a number in one of these tables, in words; numbers without a name stay numbers. */
export function nameOf(table: Readonly<Record<string, number>>, value: number): string {
  const name = Object.entries(table).find(([, number]) => number === value)?.[0];
  const number = `${value.toString(16).toUpperCase().padStart(2, '0')}h`;
  return name ? `${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)} (${number})` : number;
}

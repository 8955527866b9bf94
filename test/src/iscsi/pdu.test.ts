import { describe, expect, it } from 'vitest';
import { type Codec, fieldsOf } from '../../../mmc/index.js';
import { opcode } from '../../../src/iscsi/codes.js';
import * as pdu from '../../../src/iscsi/pdu.js';
import { recordedConnections } from './recordings.js';

const codecs: Readonly<Record<number, Codec<any, any>>> = {
  [opcode.nopOut]: pdu.nopOut,
  [opcode.scsiCommand]: pdu.scsiCommand,
  [opcode.taskManagementRequest]: pdu.taskManagementRequest,
  [opcode.loginRequest]: pdu.loginRequest,
  [opcode.textRequest]: pdu.textRequest,
  [opcode.dataOut]: pdu.dataOut,
  [opcode.logoutRequest]: pdu.logoutRequest,
  [opcode.nopIn]: pdu.nopIn,
  [opcode.scsiResponse]: pdu.scsiResponse,
  [opcode.taskManagementResponse]: pdu.taskManagementResponse,
  [opcode.loginResponse]: pdu.loginResponse,
  [opcode.textResponse]: pdu.textResponse,
  [opcode.dataIn]: pdu.dataIn,
  [opcode.logoutResponse]: pdu.logoutResponse,
  [opcode.readyToTransfer]: pdu.readyToTransfer,
  [opcode.asyncMessage]: pdu.asyncMessage,
  [opcode.reject]: pdu.reject,
};

const recorded = recordedConnections.flatMap(({ name, pdus }) => pdus.map((each) => ({ name, ...each })));

describe('headers of PDUs', () => {
  it.each(Object.entries(codecs))('%s has 48 bytes', (_, codec) => {
    expect(codec.span).toBe(pdu.headerBytes);
  });

  it('come from recordings of many kinds', () => {
    const kinds = new Set(recorded.map(({ header }) => pdu.opcodeOf(header)));
    expect([...kinds].sort((a, b) => a - b)).toEqual(
      expect.arrayContaining([
        opcode.scsiCommand,
        opcode.loginRequest,
        opcode.textRequest,
        opcode.dataOut,
        opcode.logoutRequest,
        opcode.scsiResponse,
        opcode.loginResponse,
        opcode.textResponse,
        opcode.dataIn,
        opcode.logoutResponse,
        opcode.readyToTransfer,
      ]),
    );
  });

  it('decode to what tshark says of them', () => {
    for (const { name, header, tshark } of recorded) {
      const codec = codecs[pdu.opcodeOf(header)]!;
      const value = codec.decode(header) as Record<string, unknown>;
      const names = Object.keys(tshark).filter((key) => key in value);
      expect(names.length).toBeGreaterThanOrEqual(4);
      expect(Object.fromEntries(names.map((key) => [key, value[key]])), name).toEqual(
        Object.fromEntries(names.map((key) => [key, tshark[key]])),
      );
    }
  });

  it('encode to the bytes they were decoded from, also over what was there', () => {
    for (const { name, header } of recorded) {
      const codec = codecs[pdu.opcodeOf(header)]!;
      const bytes = new Uint8Array(pdu.headerBytes).fill(0xa5);
      codec.encode(codec.decode(header), bytes);
      expect(bytes, name).toEqual(header.slice(0, pdu.headerBytes));
    }
  });

  it('have the fields of the commands’ path where the codecs have them', () => {
    const { scsiCommand, scsiResponse, dataIn, dataOut, readyToTransfer } = pdu;
    for (const [name, codec] of Object.entries({ scsiCommand, scsiResponse, dataIn, dataOut, readyToTransfer })) {
      const offsets = pdu.at[name as keyof typeof pdu.at];
      for (const { name: field, byte } of fieldsOf(codec))
        if (field) expect((offsets as Record<string, number>)[field]).toBe(byte);
    }
  });
});

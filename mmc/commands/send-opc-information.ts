import { defineCommand } from '../command.js';
import { opcParameterList } from '../data/opc-parameter-list.js';
import { bits, flag, reserved, u16be } from '../layout/index.js';

const common = {
  operationCode: 0x54,
  standard: 'MMC-6',
  cdbLength: 10,
  fields: [
    bits({ _: 7, doOpc: flag }),
    bits({ _: 6, exclude1: flag, exclude0: flag }),
    reserved(4),
    u16be('parameterListLength'),
  ],
  changes: 'medium',
  timeoutGroup: '1',
  features: [0x0021, 0x002d, 0x002e, 0x003a, 0x003b],
  timeoutMs: 200_000,
} as const;

/** SEND OPC INFORMATION: values of an earlier power calibration, as READ DISC INFORMATION gives them. */
export const sendOpcInformation = defineCommand({
  ...common,
  name: 'SEND OPC INFORMATION',
  id: 'sendOpcInformation',
  fixed: { doOpc: false },
  transfer: { direction: 'out', layout: opcParameterList, length: 'parameterListLength' },
});

/** SEND OPC INFORMATION with DoOpc: calibrates the writing power, which uses up a little of the medium's test area. */
export const sendOpcInformationPerform = defineCommand({
  ...common,
  name: 'SEND OPC INFORMATION (perform OPC)',
  id: 'sendOpcInformationPerform',
  fixed: { doOpc: true },
  transfer: { direction: 'none' },
});

import { describe, expect, it } from 'vitest';
import {
  capabilitiesAndMechanicalStatus,
  cdMastering,
  cdTrackAtOnce,
  type Command,
  dvdRead,
  featureRequest,
  findFeature,
  findModePage,
  getConfiguration,
  inquiry,
  mmcCommands,
  modeSense10,
  physicalInterfaceOf,
  profileList,
  testUnitReady,
  write10,
} from '../../../../mmc/index.js';
import { handlers } from '../../../../src/virtual/handlers/index.js';
import { Dvd, dvdRamInMemory, numberedSource, personalities, VirtualDrive } from '../../../../src/virtual/index.js';
import { answerOf, culpritOf, run, setUp } from '../virtual-helpers.js';

const names = ['cd-reader', 'cd-writer', 'dvd-writer', 'bd-writer'];
const codesOf = (name: string) => personalities[name]!.features.map(({ code }) => code);

/** A CDB of a command, with its defaults, and zeros where it has none. */
const cdbOf = (command: Command): Uint8Array =>
  command.encodeCdb(Object.fromEntries(command.required.map((field) => [field, 0])));

describe('the personalities', () => {
  it('are a CD reader, and recorders of CD, DVD and BD', () => {
    expect(Object.keys(personalities)).toEqual(names);
  });
});

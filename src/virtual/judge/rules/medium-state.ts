/** What a host knows of the medium, and whether it still holds. */
import {
  blank,
  discStatus,
  formatUnit,
  formatUnitDefault,
  modeSelect10,
  readDiscInformation,
  readFormatCapacities,
  writeParameters,
} from '../../../../mmc/index.js';
import { selectedPages } from '../history.js';
import type { JudgedCommand } from '../judged-command.js';
import type { Rule } from '../rule.js';
import { writtenIn } from '../rule-description.js';

/** Unit attentions, and what makes a medium another one. */
export const mediumStateRules: readonly Rule[] = [
  {
    id: 'medium-change-ignored',
    title: 'Going on after a change of the medium',
    severity: 'error',
    source: writtenIn('MMC-6', 'unit attention, media change'),
    why: 'What was known of the medium was true of another one: data goes to the wrong disc.',
    remedy: 'After 6/28/00 read the configuration, the disc information and the table of contents again.',
    check(command, history) {
      const told = history.mediumChangeToldAt;
      const { changes, transfer } = command.command ?? {};
      if (told === undefined || changes !== 'medium' || !command.isGood) return undefined;
      if (transfer!.direction === 'in') return undefined;
      return `the host was told of a new medium at command ${told} and wrote to it without having looked at it`;
    },
  },
  {
    id: 'reset-ignored',
    title: 'Writing with parameters that a reset has taken away',
    severity: 'error',
    source: writtenIn('MMC-6', 'unit attention, power on or reset'),
    why: 'A reset puts mode pages back to their defaults, and page 05h decides how the next write records.',
    remedy: 'After 6/29/00 send MODE SELECT again, and lock the tray again.',
    check(command, history) {
      const lost = history.parametersLostAt;
      if (lost === undefined || !command.write || command.as(modeSelect10)) return undefined;
      return `the host was told of a reset at command ${lost} and wrote without setting the write parameters again`;
    },
  },
  {
    id: 'erased-unseen',
    title: 'Erasing a medium without looking what is on it',
    severity: 'warning',
    source: writtenIn('MMC-6', 'BLANK, FORMAT UNIT and READ DISC INFORMATION', blank, formatUnit, readDiscInformation),
    why: 'What was on it is gone.',
    remedy: 'Read the disc information first, and ask the user where the disc is not empty.',
    check(command, history) {
      if (!command.isGood || !isErasing(command) || isEmpty(command)) return undefined;
      if (history.hasAsked(readDiscInformation) || history.hasAsked(readFormatCapacities)) return undefined;
      return 'a medium that was not empty was erased, and the host had not asked for its state';
    },
  },
  {
    id: 'blanked-again',
    title: 'Blanking a blank medium',
    severity: 'advice',
    source: writtenIn('MMC-6', 'BLANK', blank),
    why: 'It takes minutes and wears the medium for nothing.',
    remedy: 'Read the disc information: a disc status of 0 says that it is empty.',
    check(command) {
      return command.isGood && command.as(blank) && isEmpty(command) ? 'the medium was blank already' : undefined;
    },
  },
  {
    id: 'write-parameters-unread',
    title: 'Setting write parameters without having read them',
    severity: 'advice',
    source: writtenIn('MMC-6', 'Write Parameters mode page'),
    why: 'Drives differ in what they let a host change, and fields of the vendor are lost.',
    remedy: 'Read the page with MODE SENSE, current and changeable values, and change only what you mean to.',
    check(command, history) {
      if (!command.as(modeSelect10) || !selectedPages(command).includes(writeParameters.code)) return undefined;
      if (history.hasReadPage(writeParameters.code, 0) || history.hasReadPage(writeParameters.code, 1))
        return undefined;
      return 'page 05h was set, and the host had not read it';
    },
  },
  {
    id: 'unchangeable-parameter-set',
    title: 'Changing what cannot be changed',
    severity: 'error',
    source: writtenIn('SPC-4', 'MODE SELECT, changeable values', modeSelect10),
    why: 'The drive refuses the whole parameter list.',
    remedy: 'Read the changeable values (MODE SENSE with PC 1) and keep every other bit as it is.',
    check(command, history) {
      if (!command.as(modeSelect10) || !command.isRefused(5, 0x26)) return undefined;
      const pages = selectedPages(command);
      const unread = pages.filter((code) => !history.hasReadPage(code, 1));
      if (unread.length === 0) return undefined;
      const names = unread.map((code) => `${code.toString(16).toUpperCase().padStart(2, '0')}h`).join(', ');
      return `the drive refused a mode parameter, and the host had not read what can be changed in page ${names}`;
    },
  },
];

const isErasing = (command: JudgedCommand): boolean =>
  [blank, formatUnit, formatUnitDefault].some((each) => each === command.command);

const isEmpty = ({ discBefore }: JudgedCommand): boolean => (discBefore?.discStatus ?? 0) === discStatus.empty;

import { bits, flag, list, record, remainingBytes, remainingLength, u8, u16be } from '../layout/index.js';

const header = [
  bits({ ds: flag, spf: flag, pageCode: 6 }),
  u8('subpageCode'),
  remainingLength(u16be('pageLength')),
] as const;

const logParameter = record([
  u16be('parameterCode'),
  bits({ du: flag, _: 1, tsd: flag, etc: flag, tmc: 2, formatAndLinking: 2 }),
  remainingLength(u8('parameterLength')),
  remainingBytes('value'),
]);

/** A log page with its parameters, as LOG SENSE returns it. */
export const logPage = record([...header, list(logParameter, 'parameters')]);

/** Response to LOG SENSE, page 00h. */
export const supportedLogPages = record([...header, list(u8(), 'supportedPageCodes')]);

/** Data of LOG SELECT: log pages, one after the other. */
export const logPages = record([list(logPage, 'pages')]);

import { rows } from '../rows/dvd.js';
import { describeRows } from '../rows/run-row.js';

describeRows(rows);

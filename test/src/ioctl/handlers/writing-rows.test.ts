import { describeRows } from '../rows/run-row.js';
import { rows } from '../rows/writing.js';

describeRows(rows);

import { rows } from '../rows/aacs.js';
import { describeRows } from '../rows/run-row.js';

describeRows(rows);

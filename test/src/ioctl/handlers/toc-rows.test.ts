import { describeRows } from '../rows/run-row.js';
import { rows } from '../rows/toc.js';

describeRows(rows);

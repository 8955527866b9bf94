import { rows } from '../rows/adapter.js';
import { describeRows } from '../rows/run-row.js';

describeRows(rows);

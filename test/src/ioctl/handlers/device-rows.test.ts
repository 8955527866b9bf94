import { rows } from '../rows/device.js';
import { describeRows } from '../rows/run-row.js';

describeRows(rows);

import { describeRows } from '../rows/run-row.js';
import { rows } from '../rows/tray.js';

describeRows(rows);

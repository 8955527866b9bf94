import { rows } from '../rows/mount.js';
import { describeRows } from '../rows/run-row.js';

describeRows(rows);

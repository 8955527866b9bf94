import { rows } from '../rows/geometry.js';
import { describeRows } from '../rows/run-row.js';

describeRows(rows);

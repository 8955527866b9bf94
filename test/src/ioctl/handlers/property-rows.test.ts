import { rows } from '../rows/property.js';
import { describeRows } from '../rows/run-row.js';

describeRows(rows);

import { rows } from '../rows/configuration.js';
import { describeRows } from '../rows/run-row.js';

describeRows(rows);

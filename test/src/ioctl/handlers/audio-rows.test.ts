import { rows } from '../rows/audio.js';
import { describeRows } from '../rows/run-row.js';

describeRows(rows);

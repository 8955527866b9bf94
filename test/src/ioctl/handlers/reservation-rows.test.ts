import { rows } from '../rows/reservation.js';
import { describeRows } from '../rows/run-row.js';

describeRows(rows);

/** Making a file of a drive that the embedded drive can become. */
export { type CaptureOptions, captureDrive } from './capture-drive.js';

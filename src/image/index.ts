/**
 * Images: saving what lies in a drive.
 *
 * @module discwire/image
 */
export type { DiscLayout, SessionLayout, TocDescriptor, TrackLayout } from './disc-layout.js';
export { readDiscLayout } from './disc-layout.js';
export { type SavedImage, type SaveImageOptions, saveImage } from './save-image.js';
export type { Progress } from './sector-reader.js';

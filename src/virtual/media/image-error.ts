/** An image that cannot be opened or saved: which file, where in it, and why. */
export class ImageError extends Error {
  override readonly name = 'ImageError';
  constructor(
    readonly path: string,
    /** Line of a sheet, from 1; undefined where it is not a line that is wrong. */
    readonly line: number | undefined,
    problem: string,
    options?: ErrorOptions,
  ) {
    super(`${path}:${line === undefined ? '' : `${line}:`} ${problem}`, options);
  }
}

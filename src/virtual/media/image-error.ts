/** An image that cannot be opened or saved: which file, where in it, and why. */
export class ImageError extends Error {
  override readonly name = 'ImageError';
  constructor(
    readonly path: string,
    /** Line of a sheet, from 1; undefined where it is not a line that is wrong. */
    readonly line: number | undefined,
    /** Why, without file and line. */
    readonly problem: string,
    options?: ErrorOptions,
  ) {
    super(`${path}:${line === undefined ? '' : `${line}:`} ${problem}`, options);
  }
}

/** @internal A track that cannot be where it is, or as it is, on a CD. */
export class TrackError extends RangeError {
  constructor(
    readonly trackNumber: number,
    message: string,
  ) {
    super(message);
  }
}

/** @internal Makes a disc of a sheet. For what cannot be on a CD the track's line is to blame, or the last one's. */
export function withLines<T>(path: string, lines: ReadonlyMap<number, number>, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const line = error instanceof TrackError ? lines.get(error.trackNumber) : undefined;
    throw new ImageError(path, line ?? [...lines.values()].at(-1), error.message);
  }
}

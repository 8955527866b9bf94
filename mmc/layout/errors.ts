/** A value does not fit the field it was given for. Nothing was encoded that anyone should use. */
export class FieldError extends RangeError {
  override readonly name = 'FieldError';
  constructor(
    /** The field's name, or `(reserved)`. */
    readonly field: string,
    problem: string,
  ) {
    super(`${field}: ${problem}`);
  }
}

/** Fewer bytes arrived than the fixed part of a layout needs. */
export class ShortDataError extends RangeError {
  override readonly name = 'ShortDataError';
  constructor(
    /** Bytes the fixed part takes. */
    readonly needed: number,
    /** Bytes there were. */
    readonly available: number,
  ) {
    super(`${needed} bytes are needed, ${Math.max(0, available)} arrived`);
  }
}

/** A declaration contradicts itself. Thrown while a module loads, never for input. */
export class LayoutError extends Error {
  override readonly name = 'LayoutError';
}

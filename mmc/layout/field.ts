/**
 * What a layout is to the rest of the project, and how the type of a record follows from its fields.
 *
 * These types are our own on purpose: nothing of `buffer-layout` reaches the declarations a user compiles against.
 */

/**
 * One field of a record. `T` is what it decodes to, `P` the name it has in its record (`undefined`: reserved),
 * `I` what it encodes from.
 */
export interface Field<T = any, P extends string | undefined = any, I = T> {
  readonly property: P;
  /** Bytes taken, or negative when that depends on the value. */
  readonly span: number;
  /** Reads the field at `offset`. Byte strings are views into `bytes`, not copies. */
  decode(bytes: Uint8Array, offset?: number): T;
  /** Writes the field at `offset` and returns how many bytes it took. */
  encode(value: I, bytes: Uint8Array, offset?: number): number;
}

/** A layout for a whole CDB or parameter list. */
export type Codec<T, I = T> = Field<T, any, I>;

/** A byte or word of single bits. Its names are spliced into the record around it. */
export interface BitGroup<T> extends Field<T, undefined> {
  /** Exists in the type system only. */
  readonly spliced?: T;
}

/** The object a codec decodes to. */
export type Value<L> = L extends Field<infer T, any, any> ? T : never;
/** The object a codec encodes from: anything left out is encoded as zero. */
export type Input<L> = L extends Field<any, any, infer I> ? I : never;

export type AnyField = Field<any, any, any>;
export type Simplify<T> = { [K in keyof T]: T[K] } & {};
type Intersect<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never;
type Named<F extends readonly AnyField[]> = {
  [L in F[number] as L extends Field<any, infer P, any> ? (P extends string ? P : never) : never]: Value<L>;
};
type NamedInput<F extends readonly AnyField[]> = {
  [L in F[number] as L extends Field<any, infer P, any> ? (P extends string ? P : never) : never]?:
    | Input<L>
    | undefined;
};
type Spliced<F extends readonly AnyField[]> = Intersect<
  {
    [I in keyof F]: F[I] extends { readonly spliced?: infer T }
      ? [T] extends [never]
        ? {}
        : Exclude<T, undefined>
      : never;
  }[number]
>;
/** The object a list of fields decodes to: names in, reserved bits and bytes out. */
export type RecordValue<F extends readonly AnyField[]> = Simplify<Named<F> & Spliced<F>>;
/** The object a list of fields encodes from. */
export type RecordInput<F extends readonly AnyField[]> = Simplify<
  NamedInput<F> & { [K in keyof Spliced<F>]?: Spliced<F>[K] | undefined }
>;

/** Types for buffer-layout 1.2.2, which ships none: only the part that `mmc/layout` builds on. */
declare module 'buffer-layout' {
  export class Layout<T = unknown> {
    constructor(span: number, property?: string);
    span: number;
    property: string | undefined;
    decode(bytes: Uint8Array, offset?: number): T;
    encode(value: T, bytes: Uint8Array, offset?: number): number;
    getSpan(bytes?: Uint8Array, offset?: number): number;
  }
  export class UInt extends Layout<number> {}
  export class UIntBE extends Layout<number> {}
  export class Int extends Layout<number> {}
  export class IntBE extends Layout<number> {}
  export class Blob extends Layout<Uint8Array> {
    constructor(length: number, property?: string);
  }
  export class Structure extends Layout<any> {
    constructor(fields: readonly Layout<any>[], property?: string, decodePrefixes?: boolean);
    readonly fields: readonly Layout<any>[];
  }
  export class BitField {
    readonly bits: number;
    readonly start: number;
    readonly property: string | undefined;
  }
  /** One-bit field whose value is a JavaScript boolean (shadows the global name inside the package). */
  // biome-ignore lint/suspicious/noShadowRestrictedNames: the package's own name
  export class Boolean extends BitField {}
  export class BitStructure extends Layout<any> {
    constructor(word: UInt | UIntBE, msb: boolean, property?: string);
    readonly word: UInt | UIntBE;
    readonly fields: readonly BitField[];
    addField(bits: number, property?: string): BitField;
    addBoolean(property: string): BitField;
  }
}

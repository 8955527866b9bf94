/** See bundle.mjs. */
export declare function bundle(entry: string, format: 'esm' | 'iife', name?: string): Promise<string>;

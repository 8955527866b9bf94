import { styleText } from 'node:util';

type Paint = (text: string) => string;

/** Colours by what they mean. Pad text before it is painted: the codes have no width. */
export interface Style {
  readonly heading: Paint;
  readonly name: Paint;
  readonly faint: Paint;
  readonly good: Paint;
  readonly warning: Paint;
  readonly bad: Paint;
}

/** Colours, or none at all where `enabled` is false. */
export function createStyle(enabled: boolean): Style {
  const paint =
    (...format: Parameters<typeof styleText>[0][]): Paint =>
    (text) =>
      enabled && text
        ? format.reduce<string>((painted, f) => styleText(f, painted, { validateStream: false }), text)
        : text;
  return {
    heading: paint('bold'),
    name: paint('cyan'),
    faint: paint('dim'),
    good: paint('green'),
    warning: paint('yellow'),
    bad: paint('red'),
  };
}

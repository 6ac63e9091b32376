/** The company's colour as the widget uses it: a ground, the text that can be read on it, and the same as ink on light and dark paper. */
export interface Brand {
  ground: string;
  text: string;
  onLight: string;
  onDark: string;
}

type Rgb = [number, number, number];

const [white, dark]: [Rgb, Rgb] = [
  [255, 255, 255],
  [22, 27, 35],
];
const enough = 4.5; // WCAG 2.2, 1.4.3

/**
 * White text where the colour nearly carries it, and the colour is darkened until it does; dark text on colours that are light. Each reaches 4.5:1.
 * @param colour #rrggbb
 */
export function brandOf(colour: string): Brand {
  const given = parsed(colour);
  const isLight = contrast(given, white) < 3 && contrast(given, dark) >= enough;
  const ground = isLight ? given : until(given, [0, 0, 0], (one) => contrast(one, white) >= enough);
  return {
    ground: written(ground),
    text: written(isLight ? dark : white),
    onLight: written(until(given, [0, 0, 0], (one) => contrast(one, [246, 247, 249]) >= enough)),
    onDark: written(until(given, white, (one) => contrast(one, [30, 37, 44]) >= enough)),
  };
}

/** The contrast of two colours (WCAG 2.2, relative luminance). */
export function contrast(one: Rgb, other: Rgb): number {
  const [light, less] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((less ?? 0) + 0.05);
}

function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function until(from: Rgb, to: Rgb, isEnough: (colour: Rgb) => boolean): Rgb {
  for (let step = 0; step <= 20; step++) {
    const part = step / 20;
    const mixed = from.map((value, n) => Math.round(value + ((to[n] ?? 0) - value) * part)) as Rgb;
    if (isEnough(mixed)) return mixed;
  }
  return to;
}

/** Three numbers of #rrggbb; the usual ink for anything else. */
export function parsed(colour: string): Rgb {
  const [, red, green, blue] = /^#(..)(..)(..)$/.exec(/^#[0-9a-f]{6}$/i.test(colour) ? colour : '#1a2029') ?? [];
  return [red, green, blue].map((part) => Number.parseInt(part ?? '0', 16)) as Rgb;
}

function written(colour: Rgb): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

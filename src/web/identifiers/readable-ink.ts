const black = '#161b23';
const white = '#ffffff';

/** Black or white, whichever contrasts more on a ground, #rrggbb. */
export function readableInk(ground: string): string {
  const light = luminance(ground);
  return contrast(light, luminance(white)) > contrast(light, luminance(black)) ? white : black;
}

/** WCAG 2.2, contrast ratio. */
function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** WCAG 2.2, relative luminance of an sRGB colour. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

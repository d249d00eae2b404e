/** Red, green and blue from 0 to 255, and how much of what lies below it covers. */
export type Colour = { rgb: readonly [number, number, number]; alpha: number };

const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ black: "000000", white: "ffffff", gray: "808080", grey: "808080", silver: "c0c0c0", red: "ff0000" },
    ...{ maroon: "800000", yellow: "ffff00", olive: "808000", lime: "00ff00", green: "008000", aqua: "00ffff" },
    ...{ teal: "008080", blue: "0000ff", navy: "000080", fuchsia: "ff00ff", purple: "800080", orange: "ffa500" },
    ...{ lightgray: "d3d3d3", lightgrey: "d3d3d3", darkgray: "a9a9a9", darkgrey: "a9a9a9", dimgray: "696969" },
    ...{ whitesmoke: "f5f5f5", gold: "ffd700", pink: "ffc0cb", brown: "a52a2a", crimson: "dc143c", tomato: "ff6347" },
  }),
);

/** A colour as CSS writes it; undefined for one that is not known here, such as a variable. */
export const colourOf = (written: string): Colour | undefined => {
  const text = written.trim().toLowerCase();
  if (text === "transparent") return { rgb: [0, 0, 0], alpha: 0 };
  const figures = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/.exec(text)?.[1] ?? NAMES.get(text);
  if (figures !== undefined) {
    const pairs = figures.length < 6 ? [...figures].map((figure) => figure + figure) : (figures.match(/../g) ?? []);
    const [red = 0, green = 0, blue = 0, alpha = 255] = pairs.map((pair) => Number.parseInt(pair, 16));
    return { rgb: [red, green, blue], alpha: alpha / 255 };
  }
  const parts = /^rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,/]+([\d.]+)(%?))?\s*\)$/.exec(text);
  if (parts === null) return undefined;
  const [, red, green, blue, alpha = "1", percent] = parts;
  return { rgb: [Number(red), Number(green), Number(blue)], alpha: Number(alpha) / (percent === "%" ? 100 : 1) };
};

/** A colour over one that covers everything. */
export const over = ({ rgb: [r, g, b], alpha }: Colour, { rgb: [red, green, blue] }: Colour): Colour => {
  const mix = (above: number, below: number) => Math.round(above * alpha + below * (1 - alpha));
  return { rgb: [mix(r, red), mix(g, green), mix(b, blue)], alpha: 1 };
};

/**
 * How far two colours are apart, from 1 to 21.
 * @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
 */
export const contrast = (a: Colour, b: Colour): number => {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (lighter + 0.05) / (darker + 0.05);
};

const luminance = ({ rgb }: Colour): number => {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

export const hexOf = ({ rgb }: Colour): string =>
  `#${rgb.map((value) => value.toString(16).padStart(2, "0")).join("")}`;

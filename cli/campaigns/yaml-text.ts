/** A text in a YAML file: where it begins there, what it says, and whether it is a block (`|`, `>`) below a line of its own. */
export type YamlText = { readonly start: number; readonly value: string; readonly isBlock: boolean };

export const isBlock = (type: string | null | undefined): boolean =>
  type === "BLOCK_LITERAL" || type === "BLOCK_FOLDED";

/**
 * Where a character of a text stands in its file. YAML takes indentation and line ends out of texts, and knows escapes: both are walked
 * along together, a blank of the text being any number of blanks and line ends in the file, and what is not in the text skipped.
 */
export const offsetIn = (source: string, { start, value, isBlock: below }: YamlText, at: number): number => {
  let offset = below ? source.indexOf("\n", start) + 1 : start;
  let inText = 0;
  const skipTo = (found: (sign: string) => boolean) => {
    while (offset < source.length && !found(source.charAt(offset))) offset += 1;
  };
  while (inText < value.length) {
    const sign = value.charAt(inText);
    const isBlank = blank(sign);
    skipTo(isBlank ? blank : (one) => one === sign);
    if (inText >= at) return offset;
    if (isBlank) {
      while (inText < at && blank(value.charAt(inText))) inText += 1;
      skipTo((one) => !blank(one));
    } else {
      inText += 1;
      offset += 1;
    }
  }
  return Math.min(offset, source.length);
};

const blank = (sign: string): boolean => sign === " " || sign === "\n" || sign === "\t" || sign === "\r";

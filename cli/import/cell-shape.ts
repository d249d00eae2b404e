const kinds = [
  ["letters", /\p{L}/u],
  ["figures", /\p{N}/u],
  ["an @", /@/u],
  ["blanks", /\s/u],
  ["other marks", /[^\p{L}\p{N}\p{M}@\s]/u],
] as const;

/**
 * What a cell is made of, for a message: where columns have slipped, any cell can be somebody's name or address, and no terminal
 * and no log is to have that.
 *
 * @example shapeWords("ann@example.com") // "it has letters, an @ and other marks"
 */
export const shapeWords = (cell: string): string => {
  const found = kinds.filter(([, pattern]) => pattern.test(cell)).map(([words]) => words);
  const [last, ...others] = found.toReversed();
  return `it has ${others.length === 0 ? (last ?? "nothing") : `${others.toReversed().join(", ")} and ${last}`}`;
};

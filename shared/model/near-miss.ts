/** The word that was probably meant: one that a slip or two of the hand would make of another; undefined where none is near. */
export const nearMiss = (written: string, words: Iterable<string>): string | undefined => {
  let best: { word: string; slips: number } | undefined;
  for (const word of words) {
    const slips = slipsBetween(written.toLowerCase(), word.toLowerCase());
    if (slips <= mostSlips(word) && slips < (best?.slips ?? Number.POSITIVE_INFINITY)) best = { word, slips };
  }
  return best?.word;
};

/** What to say after what is wrong with it; empty where no word is near. */
export const didYouMean = (written: string, words: Iterable<string>): string => {
  const word = nearMiss(written, words);
  return word === undefined ? "" : `; did you mean "${word}"?`;
};

const mostSlips = (word: string): number => Math.min(3, Math.ceil(word.length / 4));

/** Letters put in, left out, taken for another, or swapped with their neighbour (optimal string alignment). */
const slipsBetween = (a: string, b: string): number => {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const ways = [(row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same];
      next.push(Math.min(...ways, ...(swapped ? [(before[j - 2] ?? 0) + 1] : [])));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
};

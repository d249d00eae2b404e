/**
 * What texts in older encodings are made of, so that bytes can be told apart that are valid in several: letters beyond ASCII
 * of each language, all of a word from one language; or a script, whose letters stand beside no Latin ones.
 * Of encodings with two bytes a character only the zone that is used in practice counts: nearly any bytes are some
 * character in them.
 */
export type Encoding = {
  /** As `TextDecoder` and `--encoding` name it. */
  label: string;
  alphabets?: readonly string[];
  script?: RegExp;
  /** Which bytes, as Latin-1 text, its characters in use have. */
  bytes?: RegExp;
  /** Another encoding whose zone holds all of this one's: many characters of that one are never within this one's by chance. */
  within?: string;
};

const pairs = (lead: string, trail: string) => new RegExp(`^(?:[\\0-\\x7f]|[${lead}][${trail}])*$`);

export const encodings: readonly Encoding[] = [
  {
    label: "windows-1252",
    alphabets: ["àâæçéèêëîïôœùûüÿ", "äöüßé", "áéíñóúüªº", "àáâãçéêíóôõúüªº", "àéèìíîòóùú", "åäöæøéü", "áéëèïóöüç"],
  },
  {
    label: "windows-1250",
    alphabets: ["ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž", "äöüßé"],
  },
  { label: "windows-1254", alphabets: ["çğıöşüâîûİ"] },
  // Capitals within a word are none's; Greek words in small letters have an accent, which is a capital there, or begin with one.
  {
    label: "windows-1251",
    script: /^(?:[\u0400-\u042f\u0490]?[\u0430-\u045f\u0491]+|[\u0400-\u042f\u0490]+)$/,
  },
  {
    label: "windows-1253",
    script:
      /^(?:[\u0386-\u038f\u0391-\u03ab]+|[\u0384-\u03ce]{1,3}|[\u0386\u0388-\u038f][\u03b1-\u03ce]+|(?=[\u0384-\u03ce]*[\u0390\u03ac-\u03b0\u03cc-\u03ce])[\u0384-\u03ce]+)$/,
  },
  {
    label: "gb18030",
    script: /^[\p{Script=Han}\u3000-\u303f\uff00-\uffef·]+$/u,
    bytes: pairs("\\xa1-\\xa3\\xb0-\\xf7", "\\xa1-\\xfe"),
  },
  {
    label: "big5",
    script: /^[\p{Script=Han}\u3000-\u303f\uff00-\uffef]+$/u,
    bytes: pairs("\\xa1-\\xc6", "\\x40-\\x7e\\xa1-\\xfe"),
  },
  {
    label: "shift_jis",
    script: /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\u30fb\u30fc\uff00-\uff65]+$/u,
    bytes: pairs("\\x81-\\x83\\x88-\\x9f\\xe0-\\xea", "\\x40-\\x7e\\x80-\\xfc"),
  },
  {
    label: "euc-kr",
    within: "gb18030",
    script: /^[\p{Script=Hangul}\u3000-\u303f]+$/u,
    bytes: pairs("\\xa1-\\xa3\\xb0-\\xc8", "\\xa1-\\xfe"),
  },
];

/** Signs that stand in texts of any of these languages. */
const SIGNS = /[\u00a0§©«®°´·»\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2026\u2022€£¥™№]/g;
const isAscii = /^[\0-\x7f]*$/;

/** The text of a cell's bytes, given as Latin-1 text, in an encoding; undefined where they are none. */
export const decodedAs = (cell: string, label: string): string | undefined => {
  try {
    return new TextDecoder(label, { fatal: true }).decode(Buffer.from(cell, "latin1"));
  } catch {
    return undefined;
  }
};

/**
 * In how few languages all words of some cells can be written, were they in an encoding; undefined where some word is of none.
 * What is really of an encoding needs few; what is taken for it needs one for each of its odd letters.
 */
export const languagesIn = (cells: readonly string[], encoding: Encoding): number | undefined => {
  const fitting = new Set<number>();
  for (const cell of cells) {
    const text = decodedAs(cell, encoding.label);
    if (text === undefined || encoding.bytes?.test(cell) === false) return undefined;
    for (const word of wordsIn(text)) fitting.add(languagesOf(word, encoding));
  }
  return fitting.has(0) ? undefined : fewestCovering([...fitting]);
};

const wordsIn = (text: string): string[] =>
  text
    .replaceAll(SIGNS, " ")
    .split(/[\s\d!-/:-@[-`{-~]+/)
    .filter((word) => !isAscii.test(word));

/** The languages that a word may be of: the n-th bit for the n-th alphabet, the first for a script. */
const languagesOf = (word: string, { alphabets = [], script }: Encoding): number => {
  if (script) return script.test(word.normalize("NFC")) ? 1 : 0;
  const [own, small] = [word, word.toLowerCase()].map((text) => [...text.replaceAll(/[\0-\x7f]/g, "")]);
  const isOf = (alphabet: string) =>
    [own, small].some((letters) => letters?.every((letter) => alphabet.includes(letter)) === true);
  return alphabets.reduce((bits, alphabet, at) => (isOf(alphabet) ? bits | (1 << at) : bits), 0);
};

/** The least number of languages of which every word has one. */
const fewestCovering = (words: readonly number[]): number => {
  const all = words.reduce((bits, word) => bits | word, 0);
  let fewest = countBits(all);
  for (let chosen = 0; chosen <= all; chosen++) {
    const count = countBits(chosen);
    if (count < fewest && words.every((word) => (word & chosen) !== 0)) fewest = count;
  }
  return fewest;
};

const countBits = (bits: number): number => [...bits.toString(2)].filter((bit) => bit === "1").length;

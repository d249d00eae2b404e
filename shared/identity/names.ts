import type { KeyedHash } from "../model/identity.ts";
import { withoutMarks } from "../model/seen-text.ts";
import {
  endsOfTitles,
  particles,
  titles,
  titlesAfter,
  titlesBefore,
  titlesBehind,
  titlesWrittenOn,
} from "./kept-name-words.ts";

/** Scripts in which people write names: a name in one says nothing about a name in another. */
const scripts = [
  ["l", /^\p{Script=Latin}/u],
  ["c", /^\p{Script=Cyrillic}/u],
  ["g", /^\p{Script=Greek}/u],
  ["a", /^\p{Script=Arabic}/u],
  ["h", /^\p{Script=Han}/u],
  ["j", /^[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ["k", /^\p{Script=Hangul}/u],
] as const;
/** All others together. */
const OTHER = "o";
/** They part names by no blank; one name may be written in several of them, and goes by the first. */
const undivided = ["h", "j", "k"];
const isUndivided = (script: string): boolean => undivided.includes(script);

const HASH_LENGTH = 8;
/** Nobody's name has more parts; a row has an end. */
const MOST_PARTS = 12;
/** Nor has one that blanks do not part more letters. */
const MOST_LETTERS = 24;
/** Nor one that they part. */
const MOST_LETTERS_JOINED = 40;

/**
 * A name as it is compared and kept: its parts without case, accents, titles, initials and particles, sorted and joined by a blank,
 * each a keyed hash after the letter of its script. Names of scripts that part them by no blank (Chinese, Japanese, Korean) are
 * one part. Parts that some write as one word are that as well: Jean-Luc is Jeanluc, Mac Donald MacDonald. A list of one; empty
 * for no name.
 *
 * @example namesTold("José", "Álvarez", hash) // ["l… l…"]
 */
export const namesTold = (firstName: string | undefined, lastName: string | undefined, hash: KeyedHash): string[] => {
  if (!firstName && !lastName) return [];
  const words = wordsOf(`${firstName ?? ""} ${lastName ?? ""}`);
  const parts = [...dividedParts(words), ...undividedPart(words)];
  if (parts.length === 0) return [];
  const hashed = [...parts, ...joinedParts(words)]
    .slice(0, MOST_PARTS)
    .map(({ script, word }) => `${script}${hash(`name ${word}`).slice(0, HASH_LENGTH)}`);
  return [[...new Set(hashed)].sort().join(" ")];
};

/** `before` is what stands between a word and the one before it; `isTitle` says that it is no part of the name. */
type Word = { script: string; word: string; before: string; isTitle?: true };
type Part = Pick<Word, "script" | "word">;

const isDivided = ({ script, isTitle }: Word): boolean => !isUndivided(script) && !isTitle;

const dividedParts = (words: readonly Word[]): Part[] => {
  const all = words.filter((one) => isDivided(one) && one.word.length > 1);
  const telling = all.filter(({ word }) => !particles.has(word));
  return (telling.length > 0 ? telling : all).map(({ script, word }) => ({ script, word: writtenOut(word) }));
};

/**
 * What one writes apart and another as one word: what hangs together by a hyphen, what stands before a name and is none by itself
 * (O, Mac, de la), and all of a name, wherever it begins.
 */
const joinedParts = (words: readonly Word[]): Part[] => {
  const all = words.filter((one, at) => isDivided(one) && !isInitial(one, words[at + 1]));
  const runs = [...runsIn(all, hyphenated), ...runsIn(all, isAfterPrefix)].filter((run) => !isPrefix(run.at(-1)));
  const whole = all.map(({ word }) => word).join("");
  const [first] = all;
  const isOfOne = first !== undefined && all.every(({ script }) => script === first.script);
  const joined = runs.flatMap((run) =>
    run.slice(0, 1).map(({ script }) => ({ script, word: writtenOut(run.map(({ word }) => word).join("")) })),
  );
  if (!isOfOne || whole.length > MOST_LETTERS_JOINED) return joined;
  return [...joined, { script: first.script, word: `all ${firstRotation(writtenOut(whole))}` }];
};

/** Several words, each of which goes with the one before it. */
const runsIn = (words: readonly Word[], goesWith: (word: Word, before: Word) => boolean): Word[][] => {
  const runs: Word[][] = [];
  for (const word of words) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run && before?.script === word.script && goesWith(word, before)) run.push(word);
    else runs.push([word]);
  }
  return runs.filter(({ length }) => length > 1);
};

const hyphenated = ({ before }: Word): boolean => /^\p{Pd}$/u.test(before);
const isAfterPrefix = (_word: Word, before: Word): boolean => isPrefix(before);
const isPrefix = (one: Word | undefined): boolean =>
  one !== undefined && (one.word.length === 1 || particles.has(one.word));
const isInitial = ({ word }: Word, next: Word | undefined): boolean =>
  word.length === 1 && (next === undefined || next.before.startsWith("."));

/** Sources have the family name first or last: either is one name. Others of the same letters are not: 김민지 and 김지민. */
const undividedPart = (words: readonly Word[]): Part[] => {
  const own = words.filter(({ script }) => isUndivided(script));
  const script = undivided.find((one) => own.some((word) => word.script === one));
  const letters = own.flatMap(({ word }) => [...withoutTitle(word).normalize("NFC")]).slice(0, MOST_LETTERS);
  return script === undefined || letters.length === 0 ? [] : [{ script, word: firstRotation(letters.join("")) }];
};

/** The same for a text and each that begins in its middle and goes on at its start: the first of them by code units. */
const firstRotation = (letters: string): string => {
  const twice = letters + letters;
  let first = letters;
  for (let from = 1; from < letters.length; from++) {
    const next = twice.slice(from, from + letters.length);
    if (next < first) first = next;
  }
  return first;
};

const withoutTitle = (word: string): string => {
  const title = kept.behind.find((one) => word.endsWith(one));
  return title === undefined ? word : word.slice(0, -title.length);
};

const wordsOf = (text: string): Word[] => {
  const written = plain(text);
  let end = 0;
  const words = [...written.matchAll(/[\p{L}\p{M}]+/gu)].map(({ 0: found, index }): Word => {
    const before = written.slice(end, index);
    end = index + found.length;
    const script = scripts.find(([, pattern]) => pattern.test(found))?.[0] ?? OTHER;
    const word = found.replace(/^mc(?=..|$)/, "mac");
    return { script, word: script === OTHER ? withoutWrittenOn(word) : word, before };
  });
  return withTitles(words);
};

/** Thai has a title and a name in one word; a sign that goes with the letter before it would be half a name. */
const withoutWrittenOn = (word: string): string => {
  const title = kept.writtenOn.find((one) => word.startsWith(one));
  return title !== undefined && /^[ก-ฮเ-ไ].+/u.test(word.slice(title.length)) ? word.slice(title.length) : word;
};

/** Which words are titles: some wherever they stand, others but before or behind all of a name. */
const withTitles = (words: readonly Word[]): Word[] => {
  const always = words.map(({ word, before }, at) => {
    const last = words[at - 1]?.word ?? "";
    const isEnd = kept.ends.has(word) && /^[.\p{Pd}]$/u.test(before) && (last === "г" || kept.titles.has(last));
    return isEnd || kept.titles.has(word);
  });
  const isTitleOf = (set: ReadonlySet<string>) => (at: number) => always[at] === true || set.has(words[at]?.word ?? "");
  const [isBefore, isAfter] = [isTitleOf(kept.before), isTitleOf(kept.after)];
  let [first, last] = [0, words.length - 1];
  while (first < words.length && isBefore(first)) first += 1;
  while (last >= first && isAfter(last)) last -= 1;
  const names = words.slice(first, last + 1).filter(({ word }, at) => word.length > 1 && !always[first + at]);
  // Beside what many are named, what may be a title is rather a name: Anh Nguyen is not Chi Nguyen.
  const isNameBeside = names.length > 0 && names.every(({ word }) => particles.has(word));
  return words.map((word, at) => {
    const isHere = !isNameBeside && (at < first || at > last);
    return always[at] || isHere ? { ...word, isTitle: true as const } : word;
  });
};

/** An apostrophe parts nothing: O'Brien is who is written OBrien elsewhere. Nor does what nobody sees: a soft hyphen, a joiner. */
const plain = (text: string): string =>
  withoutMarks(text.replaceAll("´", "'").normalize("NFKD"))
    .replaceAll(MARKS, "")
    .toLowerCase()
    .replaceAll(/\bwalk[- ]in\b/g, "walkin")
    .replaceAll(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - KATAKANA_AFTER_HIRAGANA))
    .replaceAll(/[øłđðħıßæœþىیکة]/g, (letter) => undecomposed.get(letter) ?? letter);

/**
 * Apostrophes; accents of Latin, Greek and Cyrillic letters, vowel signs of Arabic and points of Hebrew, which few write. Vowel signs
 * of Indian scripts and of Thai are letters: मेहता is not महतो.
 */
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u0655\u0670'‘’ʻʼ′`]/g;
const KATAKANA_AFTER_HIRAGANA = 0x60;

/**
 * Latin letters that Unicode does not decompose, as passports have them (ICAO 9303-3, section 6); and letters that are one in Arabic
 * and another in Persian.
 */
const undecomposed = new Map([
  ["ø", "o"],
  ["ł", "l"],
  ["đ", "d"],
  ["ð", "d"],
  ["ħ", "h"],
  ["ı", "i"],
  ["ß", "ss"],
  ["æ", "ae"],
  ["œ", "oe"],
  ["þ", "th"],
  ["ى", "ي"],
  ["ی", "ي"],
  ["ک", "ك"],
  ["ة", "ه"],
]);

const asCompared = (words: readonly string[]): ReadonlySet<string> => new Set(words.map(plain));
/** The kept words as names are compared. */
const kept = {
  titles: asCompared(titles),
  before: asCompared(titlesBefore),
  after: asCompared(titlesAfter),
  ends: asCompared(endsOfTitles),
  behind: titlesBehind.map(plain),
  writtenOn: titlesWrittenOn.map(plain),
};

/** Müller is Mueller to some and Muller to others, Ørsted Oersted and Orsted, Håkon Haakon: all are the shortest. */
const writtenOut = (word: string): string => word.replaceAll(/([aou])e|aa/g, (pair) => pair.charAt(0));

/**
 * How many people names are of: names are of one person as long as each shares a part with another, within one script.
 * Where there is no name, it may be anybody's, and counts for nobody.
 *
 * @param names as `namesTold` has them; several joined by a blank are one person's
 */
export const peopleNamed = (names: readonly string[]): number => {
  if (names.length < 2) return names.some((name) => name !== "") ? 1 : 0;
  const sets = disjointParts();
  for (const name of names) sets.unite(name.split(" "));
  const people = new Map<string, number>();
  for (const part of sets.tops()) people.set(scriptOf(part), (people.get(scriptOf(part)) ?? 0) + 1);
  return Math.max(0, ...people.values());
};

/**
 * Whether names are in three or more ways of writing that no holder has two of: as of each two nothing can be said, these may be one
 * person's, but hardly anybody orders in three. Chinese, Japanese and Korean names are written in each other's.
 *
 * @param names of one holder each, joined by a blank
 */
export const areOfManyScripts = (names: readonly string[]): boolean => {
  const sets = disjointParts();
  for (const told of names) {
    const written = told
      .split(" ")
      .map(scriptOf)
      .filter((script) => script !== "");
    sets.unite(written.map((script) => `s${isUndivided(script) ? "h" : script}`));
  }
  return sets.tops().length >= MANY_SCRIPTS;
};
const MANY_SCRIPTS = 3;

const scriptOf = (part: string): string => part.charAt(0);

/** Disjoint sets of parts, each of one script. */
const disjointParts = () => {
  const above = new Map<string, string>();
  const topOf = (part: string): string => {
    let top = part;
    for (let next = above.get(top); next !== undefined && next !== top; next = above.get(top)) top = next;
    above.set(part, top);
    return top;
  };
  return {
    /** @param parts of one name, sorted: those of one script stand together */
    unite: (parts: readonly string[]): void => {
      let first = "";
      for (const part of parts.filter((one) => one !== "").sort()) {
        if (scriptOf(first) !== scriptOf(part)) first = part;
        above.set(topOf(part), topOf(first));
      }
    },
    tops: (): string[] => [...above].flatMap(([part, top]) => (part === top ? part : [])),
  };
};

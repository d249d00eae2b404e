import type { KeyedHash } from "../model/identity.ts";
import { particles, titles, titlesBehind } from "./kept-name-words.ts";

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

const HASH_LENGTH = 8;
/** Nobody's name has more parts; a row has an end. */
const MOST_PARTS = 12;
/** Nor has one that blanks do not part more letters. */
const MOST_LETTERS = 24;

/**
 * A name as it is compared and kept: its parts without case, accents, titles, initials and particles, sorted and joined by a blank,
 * each a keyed hash after the letter of its script. Names of scripts that part them by no blank (Chinese, Japanese, Korean) are
 * one part. A list of one; empty for no name.
 *
 * @example namesTold("José", "Álvarez", hash) // ["l… l…"]
 */
export const namesTold = (firstName: string | undefined, lastName: string | undefined, hash: KeyedHash): string[] => {
  const words = wordsOf(`${firstName ?? ""} ${lastName ?? ""}`);
  const parts = [...dividedParts(words), ...undividedPart(words)];
  const hashed = parts.map(({ script, word }) => `${script}${hash(`name ${word}`).slice(0, HASH_LENGTH)}`);
  return hashed.length === 0 ? [] : [[...new Set(hashed)].sort().slice(0, MOST_PARTS).join(" ")];
};

type Word = { script: string; word: string };

const dividedParts = (words: readonly Word[]): Word[] => {
  const all = words.filter(({ script, word }) => !undivided.includes(script) && word.length > 1 && !titles.has(word));
  const telling = all.filter(({ word }) => !particles.has(word));
  return (telling.length > 0 ? telling : all).map(({ script, word }) => ({ script, word: writtenOut(word) }));
};

/** Sources have the family name first or last: either is one name. Others of the same letters are not: 김민지 and 김지민. */
const undividedPart = (words: readonly Word[]): Word[] => {
  const own = words.filter(({ script }) => undivided.includes(script));
  const script = undivided.find((one) => own.some((word) => word.script === one));
  const letters = own.flatMap(({ word }) => [...withoutTitle(word).normalize("NFC")]).slice(0, MOST_LETTERS);
  return script === undefined || letters.length === 0 ? [] : [{ script, word: firstRotation(letters) }];
};

/** The same for a text and each that begins in its middle and goes on at its start: the first of them by code units. */
const firstRotation = (letters: readonly string[]): string =>
  letters
    .map((_, from) => [...letters.slice(from), ...letters.slice(0, from)].join(""))
    .reduce((first, next) => (next < first ? next : first));

const withoutTitle = (word: string): string => {
  const title = titlesBehind.find((one) => word.endsWith(one));
  return title === undefined ? word : word.slice(0, -title.length);
};

const wordsOf = (text: string): Word[] =>
  plain(text)
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== "")
    .map((word) => ({ script: scripts.find(([, pattern]) => pattern.test(word))?.[0] ?? OTHER, word }));

/** An apostrophe parts nothing: O'Brien is who is written OBrien elsewhere. */
const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(MARKS, "")
    .toLowerCase()
    .replaceAll(/\bwalk[- ]in\b/g, "walkin")
    .replaceAll(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - KATAKANA_AFTER_HIRAGANA))
    .replaceAll(/[øłđðħıßæœþىیکة]/g, (letter) => undecomposed.get(letter) ?? letter);

/**
 * Apostrophes; accents of Latin, Greek and Cyrillic letters, vowel signs of Arabic and points of Hebrew, which few write. Vowel signs
 * of Indian scripts and of Thai are letters: मेहता is not महतो.
 */
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u0655\u0670'’ʼ`]/g;
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

import type { KeyedHash } from "../model/identity.ts";

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

const HASH_LENGTH = 8;
/** Nobody's name has more parts; a row has an end. */
const MOST_PARTS = 12;

/**
 * The parts of a name as they are compared: without case, accents and titles of one letter, each a keyed hash after the letter of its
 * script. Names of scripts that part them by no blank (Chinese, Japanese, Korean) are one part. Empty for no name.
 *
 * @example namePartsOf("José", "Álvarez", hash) // ["l…", "l…"]
 */
export const namePartsOf = (firstName: string | undefined, lastName: string | undefined, hash: KeyedHash): string[] => {
  const words = wordsOf(`${firstName ?? ""} ${lastName ?? ""}`);
  const whole = words.filter(({ script }) => isUndivided(script));
  const joined =
    whole.length > 0 ? [{ script: whole[0]?.script ?? "h", word: joinUndivided(lastName, firstName) }] : [];
  const parts = [...words.filter(({ script, word }) => !isUndivided(script) && word.length > 1), ...joined];
  return [...new Set(parts.map(({ script, word }) => `${script}${hash(`name ${word}`).slice(0, HASH_LENGTH)}`))]
    .sort()
    .slice(0, MOST_PARTS);
};

const isUndivided = (script: string): boolean => script === "h" || script === "j" || script === "k";

const wordsOf = (text: string): { script: string; word: string }[] =>
  plain(text)
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "")
    .map((word) => ({ script: scripts.find(([, pattern]) => pattern.test(word))?.[0] ?? OTHER, word }));

/** Sources have the family name first or last: the letters are put in order, so that either is one name. */
const joinUndivided = (lastName = "", firstName = ""): string =>
  [...plain(`${lastName}${firstName}`)]
    .filter((letter) => /\p{L}/u.test(letter))
    .sort()
    .join("");

const plain = (text: string): string => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

/**
 * How many people names are of: names are of one person as long as each shares a part with another, within one script.
 * A holder without a name may be anybody, and counts for nobody.
 *
 * @param names the parts of each holder's names
 */
export const peopleNamed = (names: readonly (readonly string[])[]): number =>
  Math.max(
    ...[...scripts.map(([script]) => script), OTHER].map((script) =>
      groupsOf(names.map((parts) => parts.filter((part) => part.startsWith(script)))),
    ),
  );

const groupsOf = (names: readonly (readonly string[])[]): number => {
  let groups: Set<string>[] = [];
  for (const parts of names) {
    if (parts.length === 0) continue;
    const met = groups.filter((group) => parts.some((part) => group.has(part)));
    groups = [
      ...groups.filter((group) => !met.includes(group)),
      new Set([...parts, ...met.flatMap((group) => [...group])]),
    ];
  }
  return groups.length;
};

import { normaliseEmail } from "../model/identity.ts";

/** As long as a name before the @, and a domain behind it, may be, with some signs that nobody sees. */
const [MOST_BEFORE, MOST_BEHIND] = [80, 300];
/** Of places where an address may begin, or end, those nearest to the @; besides the farthest. */
const MOST_EDGES = 4;

/**
 * Every address that a text may hold, whatever stands around it: signs of whatever script, or words that go on without a blank
 * (`메일ann@mail.example님`). Where it begins and ends nobody can tell for certain, so one @ gives a bounded number of candidates:
 * from each place near it where an address may begin to each where it may end. In time that grows with the text's length alone.
 *
 * @param isWhole whether what stands on both sides of an @ is one address, and its name begins nowhere but there
 * @returns as they are hashed, each once
 */
export const addressesIn = (
  text: string,
  isWhole: (local: string, domain: string) => boolean = () => false,
): string[] => {
  const written = new Set<string>();
  for (const { index } of text.matchAll(AT)) {
    const domains = domainsAt(text.slice(index + 1, index + 1 + MOST_BEHIND));
    if (domains.length === 0) continue;
    const before = text.slice(Math.max(0, index - MOST_BEFORE), index);
    for (const local of isWhole(before, text.slice(index + 1)) ? [before] : localsAt(before))
      for (const domain of domains) written.add(`${local}@${domain}`);
  }
  return [...new Set([...written].flatMap((candidate) => normaliseEmail(candidate) ?? []))];
};

/**
 * Whether of a text that is an address as a whole the name before the @ begins where the text does: letters of one script, and signs
 * that names have. Where a dot or a dash comes twice behind the @ as well (`Mail--ann@x--thanks`) it stands in a sentence.
 */
export const isNamedWhole = (local: string, domain: string): boolean => {
  const letters = [...local].filter((sign) => LETTER.test(sign) && !/\d/.test(sign));
  const isOfSigns = [...local].every((sign) => LETTER.test(sign) || /[!-~\p{M}]/u.test(sign));
  return isOfSigns && new Set(letters.map(scriptOf)).size <= 1 && !/\.\.|(?<!\bxn)--/i.test(domain);
};

/** Also the one of full width, and the small one. */
const AT = /[@＠﹫]/g;

const localsAt = (before: string): string[] => {
  const [, quoted] = /"([^"\\\s@]{1,64})\\?"$/.exec(before) ?? [];
  const locals = edgesIn([...before].reverse(), IN_LOCAL).map((length) => before.slice(before.length - length));
  return distinct([...locals, ...locals.map((local) => local.replace(/^[-._+]+/, "")), quoted ?? ""]);
};

const domainsAt = (behind: string): string[] => {
  const domains = edgesIn(behind, IN_DOMAIN).map((length) => behind.slice(0, length));
  return distinct([...domains, ...domains.map((domain) => domain.replace(/[-.]+$/, ""))]);
};

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].filter((text) => text !== "");

/** Where no address goes on. */
const NEVER_IN_ONE = /[\s\p{Cc}"<>,;:()[\]\\@＠﹫]/u;
/** What stands in addresses, and is of no script. */
const [IN_LOCAL, IN_DOMAIN] = [/[\d.．+_-]/, /[\d.．-]/];
const LETTER = /[\p{L}\p{N}]/u;
const scripts = [
  /[０-９Ａ-Ｚａ-ｚ]/,
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Han}/u,
  /[\p{Script=Hiragana}\p{Script=Katakana}ー]/u,
  /\p{Script=Hangul}/u,
  /\p{Script=Thai}/u,
];
const scriptOf = (letter: string): number => scripts.findIndex((script) => script.test(letter));

/**
 * How many signs from an @ on may belong to an address: up to one that is rare in addresses, to a dot or a dash that comes twice, to a
 * sentence that begins behind a dot, to a letter of another script; and as far as any address could go.
 *
 * @param signs away from the @
 * @param common signs that stand in that part of an address
 */
const edgesIn = (signs: Iterable<string>, common: RegExp): number[] => {
  const found: number[] = [];
  let [passed, before, script]: [number, string, number | undefined] = [0, "", undefined];
  for (const sign of signs) {
    if (NEVER_IN_ONE.test(sign)) break;
    if (common.test(sign)) {
      if (sign === before && !/\d/.test(sign)) found.push(passed - 1);
    } else if (LETTER.test(sign)) {
      if (before === "." && /\p{Lu}/u.test(sign)) found.push(passed - 1);
      const next = scriptOf(sign);
      if (script !== undefined && next !== script) found.push(passed);
      script = next;
    } else if (!/\p{M}/u.test(sign)) found.push(passed);
    passed += sign.length;
    before = sign;
  }
  return [...new Set([...found.slice(0, MOST_EDGES), passed])];
};

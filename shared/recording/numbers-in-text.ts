import { normaliseRefusedPhone } from "../model/identity.ts";
import { plainIn } from "../model/phone-text.ts";

/** Figures of a number (E.164) with what is dialled before it and inside the country. */
const [FEWEST, MOST] = [8, 19];
/** Nobody writes a number so long. */
const MOST_WRITTEN = 45;

/**
 * Every phone number that a text may hold with its country, with a plus or without one, as links and senders have it. What follows may
 * be a time, or how many of something: each group of figures may be the last, so one beginning gives a bounded number of candidates.
 * In time that grows with the text's length alone.
 *
 * @returns as they are hashed, each once
 */
export const numbersIn = (text: string): string[] => {
  const written = new Set<string>();
  // A number with a sign on top behind it (²) is another where that is a figure.
  for (const one of new Set([text, plainIn(text)]))
    for (const { index } of one.matchAll(BEGINNING))
      for (const candidate of prefixesOf(one.slice(index, index + MOST_WRITTEN))) written.add(candidate);
  return [...new Set([...written].flatMap((candidate) => normaliseRefusedPhone(candidate) ?? []))];
};

const BEGINNING = /(?:\+|(?<!\d)00)[\s(]{0,5}[1-9]|(?<!\d)[1-9](?=\d|[\s().[\]/_\p{Pd}\u2212])/gu;
const NUMBER = /^(?:\+|00)?[\d\s().[\]/_\p{Pd}\u2212\u00b7\u2022\u2027\u2219\u22c5\u30fb]+/u;

const prefixesOf = (text: string): string[] => {
  const number = NUMBER.exec(text)?.[0] ?? "";
  const isCutOff = number.length === MOST_WRITTEN;
  const prefixes: string[] = [];
  let figures = 0;
  for (const { 0: group, index } of number.matchAll(/\d+/g)) {
    figures += group.length;
    const end = index + group.length;
    if (figures > MOST || (isCutOff && end === number.length)) break;
    if (figures >= FEWEST) prefixes.push(number.slice(0, end));
  }
  return prefixes;
};

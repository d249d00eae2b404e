import { contrast, hexOf, over } from "./colour.ts";
import type { TemplateFault } from "./lint-rules.ts";
import { firstOf } from "./scan-template.ts";
import { type Mode, type ShownWords, wordsShown } from "./words-shown.ts";

/** A fault of words, and the words themselves, by which they are found in the files. */
export type WordsFault = TemplateFault & { words: string };

/** WCAG 2.2, 1.4.3 (AA). */
const LEAST = 4.5;
const LEAST_LARGE = 3;
/** With less nobody would find what they look for. */
const SEEN = 2;

const needed = [
  { rule: "stop-link", sign: "unsubscribe_url", called: "the stop link" },
  { rule: "postal-address", sign: "shop.postal_address", called: "the postal address" },
] as const;
/** Where a mail has them at all: not every step has an offer. */
const promised = [
  { rule: "offer-untold", sign: "offer.code", called: "the code of its offer" },
  { rule: "offer-untold", sign: "offer.minimum_order", called: "the least order of its offer" },
  { rule: "offer-untold", sign: "offer.ends_on", called: "the last day of its offer" },
] as const;

/**
 * Words of a compiled mail that stand out too little from what they stand on, in light and in dark mode; and a stop link, a postal
 * address or a code that nobody could see in one of them.
 */
export const contrastFaults = (html: string): WordsFault[] =>
  (["light", "dark"] as const).flatMap((mode) => {
    const words = wordsShown(html, mode) ?? [];
    return words.length === 0 ? [] : [...weakIn(words, mode), ...unseenIn(words, mode)];
  });

const ratioOf = ({ colour, ground }: ShownWords): number | undefined =>
  colour && ground && contrast(over(colour, ground), ground);

const weakIn = (words: readonly ShownWords[], mode: Mode): WordsFault[] => {
  const weak = words.flatMap((one): WordsFault[] => {
    const ratio = ratioOf(one);
    const least = one.isLarge ? LEAST_LARGE : LEAST;
    // As it is told: 4.496 is 4.5.
    if (!one.colour || !one.ground || ratio === undefined || Math.round(ratio * 100) / 100 >= least) return [];
    const told = `${hexOf(over(one.colour, one.ground))} on ${hexOf(one.ground)}`;
    return [
      {
        rule: "contrast",
        what: `"${firstOf(one.text)}" is ${told} in ${mode} mode, a contrast of ${ratio.toFixed(2)}:1; it takes ${least}:1 to be read by all`,
        words: one.text,
      },
    ];
  });
  return [...new Map(weak.map((fault) => [fault.what, fault])).values()];
};

const unseenIn = (words: readonly ShownWords[], mode: Mode): WordsFault[] =>
  [...needed, ...promised.filter(({ sign }) => words.some((one) => holds(one, sign)))]
    .filter(({ sign }) => !words.some((one) => holds(one, sign) && (ratioOf(one) ?? SEEN) >= SEEN))
    .map(({ rule, called }) => ({ rule, what: `hides ${called} in ${mode} mode: nobody could see it`, words: "" }));

const holds = ({ text, href }: ShownWords, sign: string): boolean =>
  text.includes(sign) || href?.includes(sign) === true;

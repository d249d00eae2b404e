import { counted, grouped } from "../../model/counted.ts";
import { leftOutWords } from "../../words/left-out.ts";
import { bookWords } from "../../words/promise-words.ts";
import { withheldWords } from "../../words/stop-words.ts";
import { money, share } from "../report/wording.ts";
import type { Rehearsal } from "./rehearsal.ts";
import { addFollowUps, campaignSums, messagesIn, type WithheldSum } from "./sums.ts";

const MOST_REASONS = 4;

/** What a rehearsal came to, for who reads a terminal. */
export const rehearsalWords = (rehearsal: Rehearsal): string[] => {
  const sums = campaignSums(rehearsal);
  const stopped = addUp(sums.flatMap(({ withheld }) => withheld)).sort(([, a], [, b]) => b - a);
  return [
    `${counted(rehearsal.nights.length, "night")} from ${rehearsal.from} to ${rehearsal.to}: ${counted(messagesIn(rehearsal), "message")} to ${grouped(rehearsal.peopleWritten)} ${rehearsal.peopleWritten === 1 ? "person" : "people"} would have gone out. Nobody was written to.`,
    ...rehearsal.leftOut.flatMap(({ id, problems }) => [
      `${leftOutWords(id)} its files have mistakes.`,
      ...problems.map((problem) => `  ${problem}`),
    ]),
    ...(sums.length === 0 ? ["No campaign is enabled."] : []),
    ...sums.map(
      ({ name, considered, written }) => `  ${name}: ${grouped(written)} of ${counted(considered, "occasion")}`,
    ),
    ...(stopped.length > 0 ? ["What stopped the rest:"] : []),
    ...stopped.slice(0, MOST_REASONS).map(([words, customers]) => `  ${grouped(customers)}: ${words}`),
    ...otherReasons(stopped.slice(MOST_REASONS)),
    ...cameBackWords(rehearsal),
    ...bookWords(rehearsal.book),
  ];
};

/** What kept people from being written to, in words, each with how many over all campaigns. */
const addUp = (withheld: readonly WithheldSum[]): [string, number][] =>
  [...Map.groupBy(withheld, ({ then, reason }) => withheldWords(then, reason).en)].map(([words, sums]) => [
    words,
    sums.reduce((total, { customers }) => total + customers, 0),
  ]);

const otherReasons = (others: readonly (readonly [string, number])[]): string[] => {
  if (others.length === 0) return [];
  const customers = others.reduce((total, [, stopped]) => total + stopped, 0);
  return [`  ${grouped(customers)}: ${counted(others.length, "other reason")}, which the page has`];
};

/** The honest warning. */
const cameBackWords = ({ followUps, followedDays, currency }: Rehearsal): string[] => {
  const { occasions, returned, netMinor } = addFollowUps(followUps.map(({ written }) => written));
  if (occasions === 0) return [];
  return [
    `Came back anyway: after ${grouped(returned)} of ${counted(occasions, "message")} (${share(returned, occasions)}) whose ${followedDays} days are over in the file, the person bought, for ${money(netMinor, currency)}, though no message came. None of that is what a campaign brings.`,
  ];
};

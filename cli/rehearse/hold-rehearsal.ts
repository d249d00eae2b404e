import { rm } from "node:fs/promises";
import { memoryMessages } from "../../shared/adapters/memory-messages.ts";
import { memoryPlaces } from "../../shared/adapters/memory-places.ts";
import type { RehearsedNight } from "../../shared/marketing/rehearsal/rehearsal.ts";
import { workPrefixes } from "../../shared/model/night.ts";
import { EARLY_WARNING } from "../../shared/model/rule-limits.ts";
import type { Day } from "../../shared/model/time.ts";
import { once } from "../../shared/runtime/once.ts";
import { customersIn, dataIn, type Memory, openGround, type Place } from "../one-process/ground.ts";
import type { Threads } from "../one-process/threads.ts";
import { type Rehearsed, rememberNights } from "./remember-nights.ts";
import { type NightToHold, type ScoredNight, scoreNight } from "./score-night.ts";

/**
 * Holds nights one after the other, each with what was known then and what those before it left: their scores, and the ledger. The post
 * takes every message and passes none on. The ledger is in this thread's memory, so mail is written here.
 *
 * While a night is told, the next one is scored: it goes by the scores of the one before it, and not by what came of its mail.
 *
 * @param lastDay the last day of which the file tells
 */
export const holdRehearsal = async (
  { place, nights, lastDay }: { place: Place; nights: readonly NightToHold[]; lastDay: Day | undefined },
  threads: Threads,
  held: (night: RehearsedNight) => void,
): Promise<Rehearsed> => {
  const memory: Memory = {
    ledger: memoryMessages(),
    places: memoryPlaces(),
    // Nobody edits them meanwhile, and checking them takes longer than reading.
    readCampaignFolder: once(openGround(place).readCampaignFolder),
  };
  const told = rememberNights(lastDay);
  const score = (index: number, published: Promise<void>) =>
    scoreNight({ place, nights, index }, memory, threads, published);
  let current = await score(0, Promise.resolve());
  for (let index = 0; current !== undefined; index++) {
    const next = await tellAndScore(current, (published) => score(index + 1, published));
    held(await told.add(current));
    await forgetOld(nights, index, place);
    current = next;
  }
  return told.all();
};

/** A failure of one is told when the other has come to an end too: it would go on writing to a folder that is cleared away. */
const tellAndScore = async (
  current: ScoredNight,
  scoreNext: (published: Promise<void>) => Promise<ScoredNight | undefined>,
): Promise<ScoredNight | undefined> => {
  const published = Promise.withResolvers<void>();
  const telling = current.tell(published.resolve);
  // Whoever waits for its model hears also that there will be none.
  telling.then(published.resolve, published.reject);
  const begun = [scoreNext(published.promise), telling, published.promise] as const;
  await Promise.allSettled(begun);
  const [next] = await Promise.all(begun);
  return next;
};

/** Later nights look back for the early warning's days at most: files of nights before that are only in the way. */
const forgetOld = async (nights: readonly NightToHold[], index: number, place: Place): Promise<void> => {
  await rm(customersIn({ ...place, night: index }), { recursive: true, force: true });
  const old = nights[index - EARLY_WARNING.atMostDays - 1];
  if (old === undefined) return;
  const data = dataIn(place);
  const keys: string[] = [];
  for await (const key of data.list(workPrefixes.runsOf(old.asOf))) keys.push(key);
  await data.remove(keys);
};

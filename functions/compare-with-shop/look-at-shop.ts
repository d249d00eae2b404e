import type { LookEnd, SourceComparison } from "../../shared/model/comparison.ts";
import type { SigningSecrets } from "../../shared/model/keys.ts";
import type { NightRun } from "../../shared/model/night.ts";
import type { ComparedSource } from "../../shared/model/order.ts";
import { instantAt } from "../../shared/model/shop-time.ts";
import type { Day, Instant } from "../../shared/model/time.ts";
import type { FindLookMark, SaveLookMark } from "../../shared/ports/night.ts";
import type { ReadSigningSecrets } from "../../shared/ports/world.ts";
import type { OrderListing } from "../../shared/sources/source-room.ts";
import { sources } from "../../shared/sources/sources.ts";
import type { AskDeps } from "./ask-for-page.ts";
import { readRange } from "./read-range.ts";
import { sumUp } from "./sum-up.ts";
import { type TakePageDeps, takePages } from "./take-page.ts";

export type LookDeps = AskDeps &
  TakePageDeps & { readSecrets: ReadSigningSecrets; findLookMark: FindLookMark; saveLookMark: SaveLookMark };

/** A change is told by a webhook within so long, or not at all. */
const ON_THEIR_WAY_MS = 15 * 60_000;
/** What a shop writes is seen late by its API at times, and clocks of walls are put back. */
const OVERLAP_MS = 60 * 60_000;

const before = (instant: Instant, ms: number): Instant => new Date(Date.parse(instant) - ms).toISOString();

/**
 * Reads what a shop's API tells of its orders beside what is recorded of them, and takes in what is not (docs/adr/0014).
 *
 * @param days the days compared, in rising order
 * @param untilMs when the look has to be over, in milliseconds since 1970
 */
export const lookAtShop = async (
  source: ComparedSource,
  { run, days, untilMs }: { run: NightRun; days: readonly Day[]; untilMs: number },
  deps: LookDeps,
): Promise<SourceComparison> => {
  const secrets = await deps.readSecrets(source);
  const { listing } = sources[source];
  const taken = takePages({ source, topic: listing?.topic ?? "", settings: run.settings }, deps);
  const answer = (newsRead: boolean, ended?: LookEnd): SourceComparison => ({
    source,
    ...(ended && { ended }),
    newsRead,
    ...taken.counts(),
    ...sumUp(taken.weighed(), days),
  });
  const refusal = refusalOf(secrets, listing);
  if (refusal || !secrets || !listing) return answer(false, refusal ?? "no-token");

  const begin = instantAt(days[0] ?? run.asOf, "00:00", run.settings.timeZone);
  const until = before(deps.now(), ON_THEIR_WAY_MS);
  const mark = await deps.findLookMark(source);
  const after = mark === undefined ? begin : before(mark.readUntil, OVERLAP_MS);
  const look = { secrets, listing, untilMs, takePage: taken.take };
  let readUntil = mark?.readUntil ?? "";
  // What is read twice for the overlap does not take the mark back: a shop that fails every night would be read from ever earlier.
  const saveMark = async (time: Instant): Promise<void> => {
    if (time <= readUntil) return;
    readUntil = time;
    await deps.saveLookMark(source, { readUntil });
  };
  // The first look may fail, and the next one come when its days are over.
  if (mark === undefined) await saveMark(begin);
  const news = await readRange({ ...look, after, until }, { ...deps, pageRead: saveMark });
  if (news !== undefined) return answer(false, news);
  await saveMark(until);
  const rest = after > begin ? await readRange({ ...look, after: begin, until: after }, deps) : undefined;
  return answer(true, rest);
};

/** Why the API is not to be asked at all. A token is sent over TLS alone, but for this very machine. */
const refusalOf = (
  secrets: SigningSecrets | undefined,
  listing: OrderListing | undefined,
): "no-token" | "not-https" | undefined => {
  if (secrets?.token === undefined || secrets.api === undefined || listing === undefined) return "no-token";
  const { protocol, hostname } = new URL(secrets.api);
  return protocol === "https:" || hostname === "127.0.0.1" ? undefined : "not-https";
};

import type { SweepInput } from "../model/sweep.ts";
import { nightFileOf } from "../night-files/register.ts";
import type { ForgetSeen, ListNightPlaces, ReadRequests, SavePlan } from "../ports/sweep.ts";
import { isBesideNights } from "./night-places.ts";

export type PlanSweepDeps = {
  readRequests: ReadRequests;
  listNightPlaces: ListNightPlaces;
  forgetSeen: ForgetSeen;
  savePlan: SavePlan;
};

/** Names that a round of a sweep takes out at once: what each of its workers reads of it, some ten megabytes. */
const MOST_NAMES = 100_000;

/**
 * Fixes who is taken out of files in this round: whoever was asked for before it, oldest first. What is asked for while it goes on
 * belongs to the next.
 */
export const planSweep = async (
  { after }: SweepInput<"plan">,
  deps: PlanSweepDeps,
): Promise<{ plan: string; folders: readonly string[]; requests: number }> => {
  const { requests, more } = await deps.readRequests(after, MOST_NAMES);
  const places = requests.length === 0 ? [] : await deps.listNightPlaces();
  const folders = places.filter((place) => place.endsWith("/"));
  const unknown = places.filter((place) => !folders.includes(place) && !isBesideNights(place) && !nightFileOf(place));
  // What retention took away held whom a request is about as well, and no worker comes by it any more.
  if (requests.length > 0) await deps.forgetSeen(folders);
  const plan = await deps.savePlan({ requests, more, folders, unknown });
  return { plan, folders, requests: requests.length };
};

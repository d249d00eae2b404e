import type { LookEnd } from "../../shared/model/comparison.ts";
import type { SigningSecrets } from "../../shared/model/keys.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { ListedOrder } from "../../shared/sources/page-of-orders.ts";
import type { OrderListing } from "../../shared/sources/source-room.ts";
import { type AskDeps, askForPage } from "./ask-for-page.ts";

export type ReadRangeDeps = AskDeps & {
  /** Told, after each page that was taken, of the last change in it. */
  pageRead?: (lastChange: Instant) => Promise<void>;
};

/** What a look reads of one shop at most. */
const MOST = { pages: 2_000, bytes: 4 * 1024 ** 3 } as const;
/** Both systems give a hundred orders at a time at least. */
const PER_PAGE = 100;
const FEWEST_PER_PAGE = 5;

export type Range = {
  secrets: SigningSecrets;
  listing: OrderListing;
  after: Instant;
  until: Instant;
  untilMs: number;
  takePage: (orders: readonly ListedOrder[]) => Promise<void>;
};

/**
 * Reads all orders that changed from `after` to `until`, page by page, the oldest change first. Pages that are too large are
 * asked for again with fewer orders, from the last change that was read.
 * @returns why it ended before the end; undefined where it did not
 */
export const readRange = async (range: Range, deps: ReadRangeDeps): Promise<LookEnd | undefined> => {
  const { secrets, listing, until, untilMs, takePage } = range;
  const read = { pages: 0, bytes: 0 };
  let asked: { after: Instant; until: Instant; perPage: number; next?: string } = {
    after: range.after,
    until,
    perPage: PER_PAGE,
  };
  let lastChange = range.after;
  while (asked.after <= until) {
    if (read.pages >= MOST.pages || read.bytes >= MOST.bytes) return "too-much";
    const question = asked;
    const request = listing.requestOf(question, secrets);
    if (request === undefined) return "no-token";
    const answer = await askForPage(request, (given) => listing.pageOf(given, question), untilMs, deps);
    if ("end" in answer) {
      if (answer.end !== "too-large" || asked.perPage <= FEWEST_PER_PAGE) return answer.end;
      asked = { after: lastChange, until, perPage: Math.floor(asked.perPage / 2) };
      continue;
    }
    const { orders, next, waitMs } = answer.page;
    await takePage(orders);
    lastChange = orders.findLast(({ updatedAt }) => updatedAt !== undefined)?.updatedAt ?? lastChange;
    if (orders.length > 0) await deps.pageRead?.(lastChange);
    if (next === undefined) return undefined;
    // A shop that names the page it has just given would be asked for it for ever.
    if (next === question.next) return "not-understood";
    asked = { ...question, next };
    read.pages += 1;
    read.bytes += answer.bytes;
    if (waitMs !== undefined) await deps.pause(waitMs);
  }
  return undefined;
};

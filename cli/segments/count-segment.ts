import { type Condition, nightForConditions } from "../../shared/campaigns/conditions/condition.ts";
import type { ConditionNight } from "../../shared/campaigns/conditions/typed.ts";
import type { CustomerRow } from "../../shared/model/customer-row.ts";
import { decimalOf } from "../../shared/model/minor-units.ts";
import type { Day } from "../../shared/model/time.ts";
import { isReachable } from "../../shared/scoring/rfm/segment-files.ts";
import { stringHash } from "../../shared/stats/string-hash.ts";
import type { LastNights, ReadNight } from "./last-nights.ts";

/** Customers, how many and the first few of them by their ids. */
export type Some = { count: number; ids: readonly string[] };
type Example = { customer: string; email: string | null };

/** What a condition comes to in the last night. */
export type CountedSegment = {
  asOf: Day;
  /** All customers of the night. */
  of: number;
  customers: number;
  reachable: number;
  /** What they brought so far, and are expected to within twelve months, with the count that rests on. */
  value: { currency: string; net: string; clv: string | null; customersWithClv: number } | null;
  examples: readonly Example[];
  /** Against the night before, by this same condition; absent where that is not there. */
  since?: { asOf: Day; joined: Some; left: Some };
};

const EXAMPLES = 5;

/** Asks a condition of every row of the last night, and of the night before. */
export const countSegment = async (holds: Condition, { last, before }: LastNights): Promise<CountedSegment> => {
  const ids = new Set<string>();
  const examples = new Examples();
  const sums = { of: 0, reachable: 0, netMinor: 0, clvMinor: 0, withClv: 0 };
  let currency: string | undefined;
  for await (const { row, meets } of asked(holds, last)) {
    sums.of += 1;
    if (!meets) continue;
    ids.add(row.customer_id);
    currency = row.currency;
    examples.add(row);
    if (isReachable(row)) sums.reachable += 1;
    sums.netMinor += row.net_value;
    if (row.clv_12m === null) continue;
    sums.withClv += 1;
    sums.clvMinor += row.clv_12m;
  }
  return {
    asOf: last.asOf,
    ...{ of: sums.of, customers: ids.size, reachable: sums.reachable },
    value:
      currency === undefined
        ? null
        : {
            currency,
            net: decimalOf(sums.netMinor, currency),
            clv: sums.withClv === 0 ? null : decimalOf(sums.clvMinor, currency),
            customersWithClv: sums.withClv,
          },
    examples: examples.chosen,
    ...(before && { since: await compare(holds, ids, before) }),
  };
};

const compare = async (holds: Condition, now: ReadonlySet<string>, before: ReadNight) => {
  const then = new Set<string>();
  for await (const { row, meets } of asked(holds, before)) if (meets) then.add(row.customer_id);
  const some = (these: ReadonlySet<string>, others: ReadonlySet<string>): Some => {
    const found = [...these].filter((id) => !others.has(id));
    return { count: found.length, ids: found.slice(0, EXAMPLES) };
  };
  return { asOf: before.asOf, joined: some(now, then), left: some(then, now) };
};

async function* asked(holds: Condition, { asOf, rows }: ReadNight) {
  let night: ConditionNight | undefined;
  for await (const batch of rows())
    for (const row of batch) {
      night ??= nightForConditions(asOf, row.currency);
      yield { row, meets: holds(row, night) };
    }
}

/** Some that are no more alike than chance would have it, and the same each time: the least by a hash of their ids. */
class Examples {
  readonly #held: (Example & { hash: number })[] = [];

  add({ customer_id, email }: CustomerRow): void {
    const hash = stringHash(customer_id);
    const last = this.#held.at(-1);
    if (this.#held.length >= EXAMPLES && last !== undefined && hash >= last.hash) return;
    this.#held.push({ customer: customer_id, email, hash });
    this.#held.sort((a, b) => a.hash - b.hash);
    this.#held.length = Math.min(this.#held.length, EXAMPLES);
  }

  get chosen(): readonly Example[] {
    return this.#held.map(({ customer, email }) => ({ customer, email }));
  }
}

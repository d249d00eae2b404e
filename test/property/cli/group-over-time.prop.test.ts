import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupRows } from "../../../cli/import/group-rows.ts";
import { type ImportRow, isOrderRow, type OrderRow } from "../../../cli/import/import-row.ts";
import { rankOfRow } from "../../../cli/import/newer-row.ts";
import { peopleOfGroup } from "../../../cli/one-process/people-of-group.ts";
import { groupOverTime } from "../../../cli/rehearse/group-over-time.ts";
import { customerIn, isGone, recordsIn } from "../../../shared/adapters/customer-spool.ts";
import type { Customer } from "../../../shared/model/customer.ts";
import { parseSettings } from "../../../shared/model/parse-settings.ts";
import type { Instant } from "../../../shared/model/time.ts";
import { compareRanks } from "../../../shared/recording/state-rank.ts";
import { importRows } from "../../support/import-rows.ts";
import { often } from "../../support/often.ts";
import { hash, judge } from "../../support/recording-deps.ts";

const deps = { hash, settings: parseSettings("{}") };

/** Before, between and after orders, and between what was told of them later. */
const moments = fc.uniqueArray(
  fc.constantFrom(
    "2025-12-01T06:00:00.000Z",
    "2025-12-01T18:00:00.000Z",
    "2025-12-02T18:00:00.000Z",
    "2025-12-03T18:00:00.000Z",
    "2026-01-01T12:00:10.000Z",
    "2026-01-01T12:00:20.000Z",
    "2026-01-01T12:01:00.000Z",
  ),
  { minLength: 1 },
);

const isFirst = (row: OrderRow, rows: readonly ImportRow[]): boolean =>
  rows.every(
    (other) =>
      !isOrderRow(other) ||
      other.order.orderId !== row.order.orderId ||
      compareRanks(rankOfRow(row, judge), rankOfRow(other, judge)) <= 0,
  );

/** The file as it would have been written at a moment. */
const knownAt = (rows: readonly ImportRow[], at: Instant): ImportRow[] => {
  const known: ImportRow[] = [];
  for (const row of rows) {
    if (!isOrderRow(row)) {
      if (row.saidAt === undefined || row.saidAt <= at) known.push(row);
    } else if (row.order.updatedAt <= at) known.push(row);
    else if (row.order.orderedAt <= at && isFirst(row, rows)) {
      const { consent: _later, order, profile, ...made } = row;
      const updatedAt = order.orderedAt;
      known.push({ ...made, profile: { ...profile, updatedAt }, order: { ...order, updatedAt, refunds: {} } });
    }
  }
  return known;
};

const customersOf = async (rows: readonly ImportRow[]): Promise<Map<string, Customer>> => {
  const people = new Map<string, Customer>();
  for (const group of groupRows(rows, hash, judge))
    for (const { customer } of await peopleOfGroup(group, deps)) people.set(customer.customerId, customer);
  return people;
};

describe("groupOverTime", () => {
  it("knows in every night whom a file of that night would have told of, by what changed since the one before", async () => {
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(importRows, moments, async (rows, some) => {
        const [first, ...others] = [...some].sort();
        if (first === undefined) return;
        const nights = [first, ...others] as const;
        const over = { moments: [...nights] as [Instant, ...Instant[]], firstAsOf: "2025-12-01", judge };
        const groups = await Promise.all(groupRows(rows, hash, judge).map((group) => groupOverTime(group, over, deps)));
        const known = new Map(
          groups.flatMap((group) => group.first).map(({ customer }) => [customer.customerId, customer]),
        );
        for (const [night, at] of nights.entries()) {
          for (const { record } of groups.flatMap(({ changes }) =>
            changes.filter((change) => change.night === night),
          )) {
            const [one] = recordsIn(record);
            if (one === undefined) throw new Error("a record of nobody");
            const id = Buffer.from(one.key.slice(7), "hex").toString();
            changed += 1;
            if (isGone(one)) known.delete(id);
            else known.set(id, customerIn(one.row));
          }
          expect(known).toEqual(await customersOf(knownAt(rows, at)));
        }
      }),
      { seed: 20261130, numRuns: often(400) },
    );
    expect(changed).toBeGreaterThan(400);
  });
});

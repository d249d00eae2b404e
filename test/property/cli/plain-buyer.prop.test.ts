import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evidenceOf, peopleIn } from "../../../cli/import/file-evidence.ts";
import { groupRows } from "../../../cli/import/group-rows.ts";
import { type ImportRow, isOrderRow } from "../../../cli/import/import-row.ts";
import { judgedBy } from "../../../cli/import/newer-row.ts";
import { plainBuyerIn } from "../../../cli/import/plain-buyer.ts";
import { inBrief } from "../../../shared/model/order-in-brief.ts";
import { parseSettings } from "../../../shared/model/parse-settings.ts";
import { importRows } from "../../support/import-rows.ts";
import { often } from "../../support/often.ts";
import { hash } from "../../support/recording-deps.ts";

const settings = fc
  .constantFrom(
    {},
    { timeZone: "Asia/Shanghai", orders: { countZeroValue: true } },
    { currency: "EUR" },
    { orders: { countedStatuses: ["fulfilled"] } },
    { identity: { roles: ["ann"] } },
    { identity: { placeholders: ["bo@example.com"] } },
    { identity: { ownDomains: ["example.com"] } },
    { identity: { address: { names: 1, accounts: 1 }, account: { names: 1, addresses: 1 } } },
  )
  .map((some) => parseSettings(JSON.stringify({ currency: "USD", ...some })));

/** What rows of one buyer may have besides what those of anybody have. */
const variety = fc.record({
  status: fc.constantFrom("paid", "pending", "refunded", "fulfilled"),
  currency: fc.constantFrom("USD", "EUR"),
  undated: fc.constantFrom(undefined, true as const),
  cancelled: fc.boolean(),
  hasNoTime: fc.boolean(),
  phone: fc.constantFrom(undefined, "+4915112345678"),
});

/** All orders among rows, as orders of whom the first one names. */
const ofOneBuyer = fc
  .tuple(importRows, fc.array(variety, { minLength: 9, maxLength: 9 }))
  .map(([rows, varieties]): ImportRow[] => {
    const orders = rows.filter(isOrderRow);
    const [first] = orders;
    return orders.map((row, at) => {
      const { customerId: _id, email: _email, profile, order, ...rest } = row;
      const { hasNoTime, phone, undated, ...facts } = varieties[at] ?? {};
      const orderedAt = hasNoTime ? order.orderedAt.replace("12:00", "00:00") : order.orderedAt;
      return {
        ...rest,
        ...(first?.customerId !== undefined && { customerId: first.customerId }),
        ...(first?.email !== undefined && { email: first.email }),
        profile: { ...profile, email: first?.email, ...(phone !== undefined && { phone }) },
        order: { ...order, ...facts, orderedAt, ...(undated && { undated }) },
      };
    });
  });

describe("plainBuyerIn", () => {
  it("makes, where it makes any, the very customer and orders that recording's own way makes", async () => {
    let [plain, others] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.oneof(importRows, ofOneBuyer), settings, async (rows, shop) => {
        const deps = { hash, settings: shop };
        for (const group of groupRows(rows, hash, judgedBy(shop))) {
          const evidence = evidenceOf(group, deps);
          const { customers } = await peopleIn(evidence, deps);
          const made = plainBuyerIn(group, deps);
          if (made === undefined) {
            others += 1;
            continue;
          }
          plain += 1;
          expect([made.customer]).toStrictEqual(customers);
          expect(Object.keys(made.customer)).toEqual(customers.flatMap((one) => Object.keys(one)));
          expect(made.orders.map(inBrief)).toStrictEqual(evidence.orders.map(inBrief));
        }
      }),
      { seed: 20261130, numRuns: often(1_000) },
    );
    expect(plain).toBeGreaterThan(100);
    expect(others).toBeGreaterThan(50);
  });
});

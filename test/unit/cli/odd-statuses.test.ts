import { expect, test } from "vitest";
import type { Checkpoint } from "../../../cli/import/checkpoint.ts";
import { groupRows } from "../../../cli/import/group-rows.ts";
import { resultOf } from "../../../cli/import/import-result.ts";
import { tallyOrders } from "../../../cli/import/tally-orders.ts";
import { tallyPartition } from "../../../cli/import/tally-partition.ts";
import type { OrderFacts } from "../../../shared/model/order.ts";
import { judgeOrder } from "../../../shared/recording/judge-order.ts";
import { factsOf } from "../../support/order-facts.ts";
import { hash, settings } from "../../support/recording-deps.ts";

const odd = ["constructor", "__proto__", "toString", "hasOwnProperty"];
const judge = (facts: OrderFacts) => judgeOrder({ facts, separateRefunds: {} }, settings());
const rows = [...Array.from({ length: 20 }, () => odd).flat(), "paid"].map((status, at) => ({
  line: at + 2,
  customerId: String(at),
  order: factsOf({ source: "csv", orderId: String(at), status }),
  profile: {},
}));
/** As entries: a plain object of expectations would lose `__proto__` as well. */
const expected = [...odd.map((status) => [status, { orders: 20, unpaid: 20 }]), ["paid", { orders: 1, unpaid: 0 }]];

test("statuses that every object has something under are counted as any other, before an import and by it", () => {
  const tally = tallyOrders(judge);
  for (const row of rows) tally.add(row);
  expect(Object.entries(tally.end().statuses)).toEqual(expected);

  const nothing = { format: "orders", rows: 0, rejected: 0, taken: 0, furtherRows: 0, refundRows: 0, repeated: 0 };
  const lists = {
    unknownColumns: [],
    refusals: [],
    remarks: [],
    notes: [],
    linesLeftOut: [],
    linesOfOthers: [],
    linesNotTaken: [],
  };
  const done = { partitionRows: [], partitionsDone: 0, customersInAll: 0, ordersInAll: 0, rowsWritten: 0 };
  const checkpoint: Checkpoint = { ...nothing, ...lists, ...done, notCounted: {}, statuses: [], refundsUnknown: 0 };
  for (const group of groupRows(rows, hash, (facts) => judge(facts).counted))
    tallyPartition(
      checkpoint,
      { groups: [group], customerIds: [], leftOut: [], ofOthers: [], notTaken: [] },
      (facts) => judge(facts).counted,
    );
  // It is written down between two partitions.
  const { statuses } = resultOf({ ...checkpoint, ...JSON.parse(JSON.stringify(checkpoint)) }, false);
  expect(Object.entries(statuses)).toEqual(expected);
  expect(JSON.stringify(statuses)).toContain('"__proto__":{"orders":20');
});

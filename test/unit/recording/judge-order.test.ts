import { describe, expect, it } from "vitest";
import type { Settings } from "../../../shared/model/settings.ts";
import { judgeOrder } from "../../../shared/recording/judge-order.ts";
import { standardEvent, wooOrder } from "../../support/bodies.ts";
import { settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";
import { createRowReader } from "../../support/row-reader.ts";

const shop: Settings = settings({ currency: "EUR" });
const read = createRowReader("UTC", "2026-11-21T00:00:00Z");
const judgedRow = (more: Record<string, string>) => {
  const cells = { order_id: "1", customer_id: "C1", ordered_at: "2026-06-01", currency: "EUR", total: "50.00" };
  const result = read(2, { ...cells, ...more });
  if ("reason" in result) throw new Error(result.reason);
  return judgeOrder({ facts: result.row.order, separateRefunds: {} }, shop);
};

describe("an order with status refunded", () => {
  const inFull = { netMinor: 0, counted: { state: "not-counted", reason: "refunded-in-full" } };

  it("is refunded in full in a file, whatever stands in the column refunded", () => {
    expect(judgedRow({ status: "refunded" })).toMatchObject(inFull);
    expect(judgedRow({ status: "Refunded", refunded: "0.00" })).toMatchObject(inFull);
    expect(judgedRow({ status: "refunded", refunded: "10.00" })).toMatchObject(inFull);
  });

  it("is refunded in full by every webhook, with or without a list of refunds", async () => {
    const world = recordingWorld(settings());
    const listless = standardEvent({ status: "refunded" });
    await world.deliver("standard", "order-event", listless);
    await world.deliver("woocommerce", "order.updated", wooOrder({ status: "refunded" }));
    expect([...world.store.rows.orders.values()]).toMatchObject([inFull, inFull]);
  });

  it("counts in full when it was refunded in part and nobody says how much", () => {
    expect(judgedRow({ status: "partially_refunded" })).toMatchObject({
      netMinor: 5000,
      counted: { state: "counted" },
    });
    expect(judgedRow({ status: "partially_refunded", refunded: "10" })).toMatchObject({ netMinor: 4000 });
  });
});

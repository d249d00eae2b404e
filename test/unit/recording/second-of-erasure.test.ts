import { describe, expect, it } from "vitest";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { shopifyOrder } from "../../support/bodies.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const BEFORE = "2026-11-19T20:00:00.000Z";
const ERASED_AT = "2026-11-21T00:00:00.200Z";
const AFTER = "2026-11-21T00:00:02.000Z";

const order = (id: number, placedAt: string, updatedAt = placedAt) =>
  shopifyOrder({
    id,
    admin_graphql_api_id: null,
    created_at: placedAt,
    processed_at: placedAt,
    updated_at: updatedAt,
  });

const erasedWorld = async (known: unknown) => {
  const world = recordingWorld(undefined, AFTER);
  await world.deliver("shopify", "orders/updated", known, BEFORE);
  await eraseCustomer(["shopify:7"], { now: ERASED_AT, askedAt: ERASED_AT }, world.deps);
  return world;
};

describe("an order of the second in which its customer was erased", () => {
  const [known, unknown] = [6001, 7001];
  it.each([
    ["is recorded where nobody knew it", order(unknown, "2026-11-21T00:00:00Z"), "recorded"],
    ["is not where the erasure took it away", order(known, "2026-11-21T00:00:00Z"), "erased-before"],
    ["is not where its source tells fractions", order(unknown, "2026-11-21T00:00:00.100Z"), "erased-before"],
    ["is not where it was placed a second before", order(unknown, "2026-11-20T23:59:59Z"), "erased-before"],
    [
      "is not where it was placed before, and changed in that second",
      order(unknown, "2026-11-20T10:00:00Z", "2026-11-21T00:00:00Z"),
      "erased-before",
    ],
  ])("%s", async (_case, late, outcome) => {
    const world = await erasedWorld(order(known, "2026-11-19T10:00:00Z"));
    expect(await world.deliver("shopify", "orders/updated", late)).toMatchObject({ outcome });
    await world.lookAgain();
    expect(world.store.rows.orders.size).toBe(outcome === "recorded" ? 1 : 0);
  });
});

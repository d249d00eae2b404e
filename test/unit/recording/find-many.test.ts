import { describe, expect, it } from "vitest";
import { findMany } from "../../../shared/recording/find-many.ts";
import { tieWords } from "../../../shared/words/tie-words.ts";
import { standardEvent } from "../../support/bodies.ts";
import { settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const worldOf = async (buyers: readonly { id: string; email: string }[], shop = settings()) => {
  const world = recordingWorld(shop);
  for (const [at, customer] of buyers.entries())
    await world.deliver("standard", "order-event", standardEvent({ id: `A-${at}`, customer }));
  return world;
};
const till = [1, 2, 3, 4].map((at) => ({ id: "till", email: `p${at}@example.com` }));

describe("what leads to too many to name anybody", () => {
  it("is listed with the number and the limit, and nothing beside it", async () => {
    const world = await worldOf([...till, { id: "7", email: "ann@example.com" }]);
    const many = await findMany({ ...world.deps, scanIdentities: world.store.scanIdentities });
    expect(many.map(({ identity }) => identity)).toEqual(["standard:till"]);
    expect(many.map(tieWords).join()).toContain(
      "4 addresses stand with it, more than identity.account.addresses allows (3)",
    );
  });

  it("is nobody within the limits that the shop sets", async () => {
    const world = await worldOf(till, settings({ identity: { account: { addresses: 4 } } }));
    expect(await findMany({ ...world.deps, scanIdentities: world.store.scanIdentities })).toEqual([]);
  });
});

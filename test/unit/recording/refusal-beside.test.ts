import { describe, expect, it } from "vitest";
import { consentFor } from "../../../shared/model/consent.ts";
import { isSomebody } from "../../../shared/model/customer.ts";
import { standardEvent } from "../../support/bodies.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type World = ReturnType<typeof recordingWorld>;

const [granted, refused] = ["2026-11-01T00:00:00Z", "2026-11-10T00:00:00Z"];
const order = (world: World, id: string, email: string) =>
  world.deliver("standard", "order-event", standardEvent({ id, customer: { id: "7", email } }));
const customer = (world: World, more: Record<string, unknown>, updatedAt: string) =>
  world.deliver("standard", "order-event", { type: "customer.updated", updatedAt, customer: { id: "7", ...more } });
const grant = (world: World) =>
  customer(world, { email: "ann@example.com", marketingConsent: { state: "granted", at: granted } }, granted);
const refuse = (world: World) => customer(world, { marketingConsent: { state: "denied", at: refused } }, refused);
const gifts = async (world: World) => {
  for (const at of [1, 2, 3, 4]) await order(world, `G-${at}`, `giftee${at}@example.com`);
};
const statesIn = ({ store }: World) => [
  ...new Set(
    [...store.rows.customers.values()]
      .filter(isSomebody)
      .map(({ consents, emailKey }) => consentFor(consents, emailKey).state),
  ),
];

describe("a refusal told of a customer id alone", () => {
  it("is heard at every address that stands with it, also where that are too many, whatever came first", async () => {
    for (const steps of [
      [grant, gifts, refuse],
      [grant, refuse, gifts],
      [refuse, gifts, grant],
    ]) {
      const world = recordingWorld();
      for (const step of steps) await step(world);
      expect(statesIn(world)).toEqual(["denied"]);
    }
  });
});

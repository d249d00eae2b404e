import { describe, expect, it } from "vitest";
import { consentFor } from "../../../shared/model/consent.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { readStandard } from "../../../shared/sources/standard/read-standard.ts";
import { hash, settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const [granted, refused] = ["2026-11-01T00:00:00.000Z", "2026-11-10T00:00:00.000Z"];
const ann = "ann@x.example";
const updated = (customer: object, updatedAt: string) => ({ type: "customer.updated", updatedAt, customer });
const yes = updated({ id: "7", email: ann, marketingConsent: { state: "granted", at: granted } }, granted);
const no = (customer: object) => updated({ ...customer, marketingConsent: { state: "denied", at: refused } }, refused);

const worldOf = async (bodies: readonly object[]) => {
  const world = recordingWorld();
  const outcomes = [];
  for (const body of bodies) outcomes.push(await world.deliver("standard", "order-event", body));
  const who = (await whoTheyAre(["standard:7"], { ...world.store, hash, settings: settings() })).get("standard:7");
  return { ...world, outcomes, state: who && consentFor(who.consents, hash(ann)).state };
};

describe("a refusal of an address", () => {
  it.each([
    ...["ann@x.example,", "ann@x.example;", "(ann@x.example)", "„ann@x.example“", '"ann@x.example"', "ann@x.example'"],
    ...["[ann@x.example]", "ann@x.example:", "mailto:ann@x.example?subject=stop", "an\u034fn@x.example"],
    ...["Ann Lee <ann@x.example>", "ann@x.example (Ann)", "SMTP:Ann@X.example", "ann@x.example\ufe0f"],
  ])("is heard however it was copied: %j", async (email) => {
    for (const bodies of [
      [yes, no({ email })],
      [no({ email }), yes],
    ]) {
      const { state, parked, store } = await worldOf(bodies);
      expect(parked).toEqual([]);
      expect(state).toBe("denied");
      expect([...store.rows.holders.values()].flatMap(({ profile }) => profile.email ?? [])).toSatisfy(
        (all: string[]) => all.every((one) => one.toLowerCase() === ann),
      );
    }
  });

  it.each([
    "ann@x.example,bo",
    "ann lee@x.example",
    "ann@x,example",
    "ann at x.example",
    "a <b@x.example> c@x.example",
  ])("waits for the operator where it is none, or several: %j", async (email) => {
    for (const customer of [{ email }, { id: "0", email }, { email, phone: "+491701234567" }]) {
      expect((await worldOf([yes, no(customer)])).outcomes[1]).toEqual({
        outcome: "parked",
        reason: "unreadable-address",
      });
      expect(() => readStandard(no(customer), refused)).toThrow(/it is none, or more than one/);
    }
  });

  it("is heard under a customer id, and no order is lost, where the address beside it cannot be read", async () => {
    expect((await worldOf([yes, no({ id: "7", email: "ann@x,example" })])).state).toBe("denied");
    const { outcomes, parked } = await worldOf([
      no({ id: "7", email: "n/a" }),
      no({ email: "", phone: "+491701234567" }),
    ]);
    expect([parked, outcomes.map(({ outcome }) => outcome)]).toEqual([[], ["recorded", "recorded"]]);
  });
});

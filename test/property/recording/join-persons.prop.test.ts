import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ChannelSaid, handleKeyOf } from "../../../shared/model/channel.ts";
import { type Consent, consentFor, consentsOf, joinConsents, nothingSaid } from "../../../shared/model/consent.ts";
import { channelsTold } from "../../../shared/recording/join-channels.ts";
import { joinPersons, nothingKnown, type PersonKnowledge } from "../../../shared/recording/join-customer.ts";
import { often } from "../../support/often.ts";
import { hash } from "../../support/recording-deps.ts";

const emailKeys = ["a", "b", "c"];
const instant = fc.nat(3).map((second) => new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString());
const consent: fc.Arbitrary<Consent> = fc
  .record({
    state: fc.constantFrom("granted", "granted", "denied", "unknown"),
    basis: fc.constantFrom("explicit", "soft-opt-in", "none"),
    at: fc.option(instant, { nil: undefined }),
    source: fc.constantFrom("csv", "shopify"),
  })
  .map(({ at, ...said }) => ({ ...said, ...(at && { at }) }));
const emailKey = fc.option(fc.constantFrom(...emailKeys), { nil: undefined });
const identity = fc.constantFrom("csv:1", "shopify:7", "email:a", "phone:p", "order:shopify#1", "order:shopify#2");

const channelSaid: fc.Arbitrary<ChannelSaid> = fc.record({
  channel: fc.constantFrom("sms", "push", "wecom"),
  handle: fc.constantFrom("+491701234567", "+491701234568", undefined),
  consent: fc.option(consent, { nil: undefined }),
});
const toldOf = (said: readonly ChannelSaid[], at: string) => {
  const channels = channelsTold(said, at, hash);
  return channels ? { channels } : {};
};

/** What one event tells of a person. */
const told: fc.Arbitrary<PersonKnowledge> = fc
  .record({
    identities: fc.uniqueArray(identity, { minLength: 1, maxLength: 3 }),
    firstName: fc.option(fc.constantFrom("Ann", "Bo"), { nil: undefined }),
    lastName: fc.option(fc.constantFrom("Lee", "Kern"), { nil: undefined }),
    country: fc.option(fc.constantFrom("CA", "CN", "ZZ"), { nil: undefined }),
    updatedAt: instant,
    said: fc.option(consent, { nil: undefined }),
    emailKey,
    channels: fc.array(channelSaid, { maxLength: 2 }),
    archiveKeys: fc.subarray(["archive/1", "archive/2"]),
  })
  .map(({ identities, firstName, lastName, country, updatedAt, said, emailKey: key, channels, archiveKeys }) => ({
    identities,
    profile:
      firstName || lastName || country
        ? { ...(firstName && { firstName }), ...(lastName && { lastName }), ...(country && { country }), updatedAt }
        : {},
    consents: consentsOf(said, key),
    ...toldOf(channels, updatedAt),
    archiveKeys,
  }));
/** What is known after some events. */
const known = fc.array(told, { maxLength: 4 }).map((all) => all.reduce(joinPersons, nothingKnown));
const runs = { numRuns: often(400), seed: 20261122 };

describe("joinPersons", () => {
  it("is commutative, associative and idempotent", () => {
    fc.assert(
      fc.property(known, known, known, (a, b, c) => {
        expect(joinPersons(a, b)).toEqual(joinPersons(b, a));
        expect(joinPersons(joinPersons(a, b), c)).toEqual(joinPersons(a, joinPersons(b, c)));
        expect(joinPersons(a, a)).toEqual(a);
        expect(joinPersons(joinPersons(a, b), b)).toEqual(joinPersons(a, b));
      }),
      runs,
    );
  });

  it("has first and last name as one of them was told, and the later one", () => {
    fc.assert(
      fc.property(fc.array(told, { minLength: 1, maxLength: 5 }), (all) => {
        const { firstName, lastName } = all.reduce(joinPersons, nothingKnown).profile;
        const names = all.map(({ profile }) => profile).filter((one) => one.firstName ?? one.lastName);
        const last = names.map(({ updatedAt = "" }) => updatedAt).reduce((a, b) => (a > b ? a : b), "");
        const latest = names.filter(({ updatedAt }) => updatedAt === last);
        if (names.length > 0)
          expect(latest.map((one) => [one.firstName, one.lastName])).toContainEqual([firstName, lastName]);
      }),
      runs,
    );
  });

  it("keeps each channel's consents apart, and joins each by the law of mail's", () => {
    const statement = fc.record({ said: channelSaid, at: instant });
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 6 }), (all) => {
        const knowledge = all
          .map(({ said, at }) => ({ ...nothingKnown, ...toldOf([said], at) }))
          .reduce(joinPersons, nothingKnown);
        for (const channel of ["sms", "push", "wecom"] as const) {
          const alone = all
            .filter(({ said }) => said.channel === channel)
            .map(({ said }) => consentsOf(said.consent, handleKeyOf(channel, said.handle, hash)))
            .reduce((a, b) => joinConsents(a, b), nothingSaid);
          expect(knowledge.channels?.[channel]?.consents ?? nothingSaid).toEqual(alone);
        }
        expect(knowledge.consents).toEqual(nothingSaid);
      }),
      runs,
    );
  });

  it("grants an address nothing that was not said for this very address, and refuses all after any refusal", () => {
    const statement = fc.record({ said: consent, emailKey });
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 6 }), fc.constantFrom(...emailKeys), (all, address) => {
        const knowledge = all
          .map(({ said, emailKey: key }) => ({ ...nothingKnown, consents: consentsOf(said, key) }))
          .reduce(joinPersons, nothingKnown);
        const verdict = consentFor(knowledge.consents, address);
        const denials = all.filter(({ said }) => said.state === "denied");
        const grants = all.filter(({ said, emailKey: key }) => said.state === "granted" && key === address);
        if (verdict.state === "granted") {
          expect(grants.map(({ said }) => said)).toContainEqual(verdict);
          for (const { said } of denials) expect((said.at ?? "") < (verdict.at ?? "")).toBe(true);
          if (denials.length > 0) expect(verdict.basis).toBe("explicit");
        } else expect(verdict.state).toBe(denials.length > 0 ? "denied" : "unknown");
        if (denials.length === 0 && grants.length > 0) expect(verdict.state).toBe("granted");
      }),
      runs,
    );
  });
});

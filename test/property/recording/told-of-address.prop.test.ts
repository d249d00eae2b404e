import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { consentsOf } from "../../../shared/model/consent.ts";
import type { HolderRow } from "../../../shared/model/evidence.ts";
import { emailIdentity } from "../../../shared/model/identity.ts";
import { newHolder } from "../../../shared/recording/evidence.ts";
import { holderTold } from "../../../shared/recording/holder-after.ts";
import { channelsTold } from "../../../shared/recording/join-channels.ts";
import type { PersonKnowledge } from "../../../shared/recording/join-customer.ts";
import type { Telling } from "../../../shared/recording/news.ts";
import { often } from "../../support/often.ts";
import { hash } from "../../support/recording-deps.ts";

const key = hash("ann@example.com");
const holder = emailIdentity(key);
const instant = fc.nat(4).map((second) => new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString());
const state = fc.constantFrom("granted" as const, "denied" as const);
/** More than are kept. */
const phone = fc.nat(11).map((last) => `+4917012345${10 + last}`);

/** What somebody says of an address, at a time of its own: mostly a part of all there is to say. */
const knowledge: fc.Arbitrary<PersonKnowledge> = fc
  .record(
    {
      at: instant,
      firstName: fc.constantFrom("Ann", "Bo"),
      country: fc.constantFrom("CA", "ZZ"),
      phone,
      state,
      sms: state,
    },
    { requiredKeys: ["at"] },
  )
  .map(({ at, state: mail, sms, ...facts }) => {
    const consent = { basis: "explicit", at, source: "csv" } as const;
    const said = sms && [{ channel: "sms" as const, handle: facts.phone, consent: { ...consent, state: sms } }];
    const channels = channelsTold(said ?? [], at, hash);
    return {
      profile: Object.keys(facts).length === 0 ? {} : { ...facts, updatedAt: at },
      consents: consentsOf(mail && { ...consent, state: mail }, key),
      ...(channels && { channels }),
      archiveKeys: [`archive/csv/${at}.json`],
    };
  });

const tellingOf = ({ isAlone, said }: { isAlone: boolean; said: PersonKnowledge }): Telling => ({
  ...{ holder, names: [], own: false, phones: [], source: "csv", knowledge: said },
  ...(isAlone && { alone: said }),
});
const tellings = fc.array(fc.record({ isAlone: fc.boolean(), said: knowledge }).map(tellingOf), { maxLength: 16 });
const rowAfter = (all: readonly Telling[]): HolderRow => all.reduce(holderTold, newHolder(holder));

describe("what a source tells of an address itself", () => {
  it("is kept the same in whatever order and however often it is told, whatever orders say there", () => {
    const shuffled = tellings.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, otherwise]) => {
        const { toldOfAddress } = rowAfter(all);
        expect(rowAfter([...otherwise, ...all.slice(0, 2)])).toEqual(rowAfter(all));
        expect(toldOfAddress).toEqual(rowAfter(all.filter(({ alone }) => alone)).toldOfAddress);
        expect(toldOfAddress === undefined).toBe(all.every(({ alone }) => alone === undefined));
      }),
      { numRuns: often(300), seed: 20261204 },
    );
  });

  it("is, where no order says anything, the number, the word on mail and the words on other channels that the row has", () => {
    fc.assert(
      fc.property(tellings, (all) => {
        const { toldOfAddress, ...row } = rowAfter(all.filter(({ alone }) => alone));
        if (toldOfAddress === undefined) return;
        expect(toldOfAddress.profile.phone).toBe(row.profile.phone);
        expect(toldOfAddress.consents).toEqual(row.consents);
        const { denied, granted = {} } = row.channels?.sms?.consents ?? {};
        const kept = toldOfAddress.channels?.sms?.consents ?? { granted: {} };
        expect(kept.denied).toEqual(denied);
        expect(granted).toMatchObject(kept.granted);
        expect(Object.keys(kept.granted)).toHaveLength(Math.min(8, Object.keys(granted).length));
      }),
      { numRuns: often(300), seed: 20261205 },
    );
  });

  it("is kept of an address alone: what is told with a customer id is that buyer's", () => {
    fc.assert(
      fc.property(tellings, fc.constantFrom(`${holder} csv:7`, "csv:7"), (all, other) => {
        const row = all.map((one) => ({ ...one, holder: other })).reduce(holderTold, newHolder(other));
        expect(row.toldOfAddress).toBeUndefined();
      }),
      { numRuns: often(50), seed: 20261206 },
    );
  });
});

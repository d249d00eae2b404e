import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newHolder } from "../../../shared/recording/evidence.ts";
import { holderTold } from "../../../shared/recording/holder-after.ts";
import { nothingKnown } from "../../../shared/recording/join-customer.ts";
import type { Telling } from "../../../shared/recording/news.ts";
import { MOST_PHONES } from "../../../shared/recording/phones-told.ts";
import { often } from "../../support/often.ts";

const telling: fc.Arbitrary<Telling> = fc
  .record({
    phones: fc.array(
      fc.nat(MOST_PHONES * 2).map((number) => `phone:${number}`),
      { maxLength: 40 },
    ),
    at: fc.option(
      fc.nat(5).map((second) => new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString()),
      { nil: undefined },
    ),
    offset: fc.option(fc.nat(5), { nil: undefined }),
    country: fc.option(fc.constantFrom("CA", "CN"), { nil: undefined }),
  })
  .map(({ phones, at, offset, country }) => ({
    ...{ holder: "csv:7", names: [], own: false, source: "csv", phones: [...new Set(phones)] },
    ...(offset !== undefined && {
      phoneTimes: Object.fromEntries(
        phones.map((phone, place) => [
          phone,
          new Date(Date.UTC(2026, 0, 1, 12, 0, (place + offset) % 6)).toISOString(),
        ]),
      ),
    }),
    knowledge: { ...nothingKnown, profile: { ...(country && { country }), ...(at && { updatedAt: at }) } },
  }));
const row = newHolder("csv:7");

describe("handles told of one buyer", () => {
  it("are the same in whatever order and however often they are told, and of too many those told last", () => {
    fc.assert(
      fc.property(fc.array(telling, { maxLength: 12 }), fc.nat(), (all, turn) => {
        const at = all.length === 0 ? 0 : turn % all.length;
        const told = all.reduce(holderTold, row);
        const turned = [...all.slice(at), ...all.slice(0, at).reverse()];
        expect(turned.reduce(holderTold, row)).toEqual(told);
        expect([...turned, ...all].reduce(holderTold, row)).toEqual(told);
        const times = new Map<string, string>();
        for (const { phones, phoneTimes, knowledge } of all)
          for (const phone of phones) {
            const time = phoneTimes?.[phone] ?? knowledge.profile.updatedAt ?? "";
            if ((times.get(phone) ?? "") <= time) times.set(phone, time);
          }
        const earliestKept = told.phones.map((phone) => times.get(phone) ?? "").sort()[0] ?? "";
        for (const phone of told.lostPhones ?? []) expect((times.get(phone) ?? "") <= earliestKept).toBe(true);
        expect([...told.phones, ...(told.lostPhones ?? [])].sort()).toEqual([...times.keys()].sort());
        expect(told.phones.length).toBe(Math.min(times.size, MOST_PHONES));
      }),
      { numRuns: often(300), seed: 20261203 },
    );
  });
});

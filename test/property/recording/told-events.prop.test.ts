import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventKindSchema, MOST_EVENTS, type ToldEvents } from "../../../shared/model/customer-event.ts";
import { joinEvents, toldEvent } from "../../../shared/recording/told-events.ts";
import { often } from "../../support/often.ts";
import { hash } from "../../support/recording-deps.ts";

const instantOf = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

/** More ids than there is room for, and fewer times than ids: they tie, and ids come again with other times. */
const event = fc.record({
  kind: fc.constantFrom(...eventKindSchema.options.slice(0, 2)),
  id: fc.nat(MOST_EVENTS + 20).map(String),
  at: fc.nat(40).map(instantOf),
});
const events = fc.array(event, { maxLength: 4 * MOST_EVENTS, size: "max" });
const nothing: ToldEvents = {};
const tell = (all: readonly { kind: (typeof eventKindSchema.options)[number]; id: string; at: string }[]): ToldEvents =>
  all.reduce((told, one) => joinEvents(told, toldEvent(one, "standard", hash)), nothing);

const runs = { numRuns: often(60), seed: 20261129 };

describe("joinEvents", () => {
  it("ends in the same summary whatever the order and the repetition", () => {
    const shuffled = events.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, again]) => {
        expect(tell(again)).toEqual(tell(all));
      }),
      runs,
    );
  });

  it("says the same however tellings are put together", () => {
    fc.assert(
      fc.property(events, events, events, (a, b, c) => {
        const [x, y, z] = [tell(a), tell(b), tell(c)];
        expect(joinEvents(joinEvents(x, y), z)).toEqual(joinEvents(x, joinEvents(y, z)));
        expect(joinEvents(x, y)).toEqual(tell([...b, ...a]));
        expect(joinEvents(x, x)).toEqual(x);
      }),
      runs,
    );
  });

  it("keeps of every id the latest time, and of all ids the newest, and never more than there is room for", () => {
    fc.assert(
      fc.property(events, (all) => {
        for (const [kind, told] of Object.entries(tell(all))) {
          const ofKind = all.filter((one) => one.kind === kind);
          const latest = Map.groupBy(ofKind, ({ id }) => id);
          const times = [...latest.values()].map(
            (same) =>
              same
                .map(({ at }) => at)
                .sort()
                .at(-1) ?? "",
          );
          expect(Object.values(told.newest).sort()).toEqual(times.sort().slice(-MOST_EVENTS));
          expect(told.first).toBe(ofKind.map(({ at }) => at).sort()[0]);
        }
      }),
      runs,
    );
  });
});

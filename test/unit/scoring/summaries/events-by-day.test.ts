import { describe, expect, it } from "vitest";
import type { CustomerEvents } from "../../../../shared/model/customer-event.ts";
import { isProspect } from "../../../../shared/scoring/prospect.ts";
import { eventsBy } from "../../../../shared/scoring/summaries/events-by-day.ts";

const asOf = "2026-11-20";
const nothing = {
  ...{ signed_up_on: null, cart_left_on: null, page_viewed_on: null, message_read_on: null },
  ...{ task_done_on: null, pages_viewed_30d: null, messages_read_30d: null },
};

describe("eventsBy", () => {
  it("knows nothing of whom nothing was told, and nothing of what came after the day", () => {
    expect(eventsBy(undefined, asOf)).toEqual(nothing);
    const tomorrow: CustomerEvents = { "page-viewed": { first: "2026-11-21", days: [["2026-11-21", 3]] } };
    expect(eventsBy(tomorrow, asOf)).toEqual(nothing);
  });

  it("has the first day of a sign-up, the last of all others, and counts thirty days with the day among them", () => {
    const days: [string, number][] = [
      ["2026-10-21", 1],
      ["2026-10-22", 2],
      ["2026-11-20", 4],
      ["2026-11-21", 8],
    ];
    const told = { first: "2026-01-01", days };
    expect(eventsBy({ "signed-up": told, "page-viewed": told, "message-read": told, "task-done": told }, asOf)).toEqual(
      {
        ...nothing,
        signed_up_on: "2026-01-01",
        page_viewed_on: "2026-11-20",
        message_read_on: "2026-11-20",
        task_done_on: "2026-11-20",
        pages_viewed_30d: 6,
        messages_read_30d: 6,
      },
    );
  });

  it("falls back on the first day where the newest are all later, and counts none", () => {
    const told = { first: "2026-11-02", days: [["2026-11-25", 50]] satisfies [string, number][] };
    expect(eventsBy({ "page-viewed": told }, asOf)).toEqual({
      ...nothing,
      page_viewed_on: "2026-11-02",
      pages_viewed_30d: 0,
    });
  });
});

describe("isProspect", () => {
  const known = { profile: {}, consents: { granted: {} } };
  const event = (first: string): { events: CustomerEvents } => ({
    events: { "cart-left": { first, days: [[first, 1]] } },
  });
  const at = (day: string) => `${day}T23:30:00.000Z`;

  it("asks for something told by the day, in the shop's time zone: an event, a fact, or a consent", () => {
    const isOne = (more: object, timeZone = "UTC") => isProspect({ ...known, ...more }, asOf, timeZone);
    expect(isOne({})).toBe(false);
    expect([isOne(event(asOf)), isOne(event("2026-11-21"))]).toEqual([true, false]);
    expect(isOne({ profile: { updatedAt: at(asOf) } })).toBe(true);
    expect(isOne({ profile: { updatedAt: at(asOf) } }, "Europe/Berlin")).toBe(false);
    const later = { updatedAt: at("2026-11-25") };
    expect([isOne({ profile: later }), isOne({ profile: later, profileTimes: { email: at(asOf) } })]).toEqual([
      false,
      true,
    ]);
    expect(isOne({ consents: { granted: { k: { state: "granted", basis: "explicit", at: at(asOf) } } } })).toBe(true);
  });

  it("is nobody with an order that does not count", () => {
    expect(isProspect({ ...known, ...event(asOf), notCounted: { unpaid: 1 } }, asOf, "UTC")).toBe(false);
  });
});

import { expect, test } from "vitest";
import { describeNight, remarksOf, sentenceOf } from "../../../cli/system/night-outcome.ts";
import { nothingWaits } from "../../../shared/model/waiting.ts";

const night = {
  runId: "2026-11-20-2",
  asOf: "2026-11-20",
  customers: 7,
  written: 1,
  writtenBefore: 0,
  inProgress: 0,
  wouldBeMail: 0,
  importMet: { whenPlanned: false, held: 0 },
  held: { now: { campaigns: {} }, mails: 0 },
  files: 9,
  told: 0,
  unsent: { mails: 0, refusals: [], notice: false },
  waiting: nothingWaits,
  orders: { counted: 90, notCounted: {} },
  sales: { orders: 0, netMinor: 0, currency: "EUR" },
};

test("a night names the mails that another run had begun, and what to do about them", () => {
  const stuck = { ...night, inProgress: 1_002 };
  expect(sentenceOf(stuck)).toContain("1 mail sent, 1,002 in progress, 9 files published");
  expect(remarksOf(stuck)).toEqual([
    expect.stringMatching(/^1,002 mails had been begun .* 16 minutes .*rouse nightly/),
  ]);
});

test("a night without such mails says nothing of them", () => {
  expect(sentenceOf(night)).toBe(
    "Night 2026-11-20-2 for 2026-11-20: 7 customers scored, 1 mail sent, 9 files published.",
  );
  expect(remarksOf(night)).toEqual([]);
});

test("a night says how many orders it did not count, and why, where they are more than a tenth", () => {
  const wrong = { ...night, customers: 0, orders: { counted: 0, notCounted: { test: 1, "other-currency": 1_000 } } };
  const [said = ""] = remarksOf(wrong);
  expect(said).toContain("1,001 of 1,001 orders are kept and do not count as purchases.");
  expect(said).toMatch(/1,000: in another currency than the shop's \(currency in the settings.*; 1: test orders\./);
  expect(said).toContain("bring the orders in again");
  expect(remarksOf({ ...night, orders: { counted: 90, notCounted: { test: 10 } } })).toEqual([]);
  expect(remarksOf({ ...night, orders: { counted: 90, notCounted: { test: 11 } } })).toHaveLength(1);
});

test("of sales without a customer it says how many there were, and what they come to", () => {
  expect(remarksOf({ ...night, sales: { orders: 1, netMinor: 1_250, currency: "EUR" } })).toEqual([
    "1 counted order worth 12.50 EUR is a sale without a customer: it tells no customer id and no address, or only what stands for nobody or leads to too many. It is in no customer's number.",
  ]);
});

test("a night says in the sources' words which orders are not paid", () => {
  const notCounted = { "unpaid:on-hold": 4, "unpaid:pending": 8, unpaid: 1, test: 2 };
  const [said = ""] = remarksOf({ ...night, orders: { counted: 5, notCounted } });
  expect(said).toContain("13: not paid, by their status: 8 pending, 4 on-hold (orders.countedStatuses in the settings");
  expect(said).toContain("15 of 20 orders");
});

test("a night whose post wants approval says what waits by campaign, what was released, and how to release the rest", () => {
  const { runId } = night;
  const waiting = { runId, approved: "nothing" as const, mails: { birthday: 1, "win-back": 1_200 } };
  expect(remarksOf({ ...night, approval: waiting })).toEqual([
    "Nothing of this day's post leaves before somebody releases it: 1,201 messages wait for that (birthday 1, win-back 1,200). rouse release lets all of it go, rouse release CAMPAIGN one campaign. What is not released today does not leave today; tomorrow's post waits anew.",
  ]);
  const some = { ...waiting, approved: ["birthday", "thanks"], mails: { "win-back": 1 } };
  const [said = ""] = remarksOf({ ...night, approval: some });
  expect(said).toMatch(
    /^Of this day's post birthday and thanks were released; nothing else leaves .*: 1 message waits/,
  );
  expect(remarksOf({ ...night, approval: { runId, approved: "everything", mails: {} } })).toEqual([
    "All of this day's post was released.",
  ]);
});

test("a night of which all is held says so first, and promises no hour of it", () => {
  const hold = { since: "2026-11-20T09:00:00.000Z", by: "command" as const };
  const held = { now: { everything: hold, campaigns: {} }, mails: 0 };
  const sale = { ...night.sales, orders: 1, netMinor: 1_250 };
  const said = describeNight({ ...night, held, toCome: {}, toComeOnceReleased: 1_201, sales: sale }, "Europe/Berlin");
  expect(said).toEqual([
    sentenceOf(night),
    expect.stringMatching(/^Everything is held, since/),
    "1,201 mails have their hour still to come, and leave then only if released before.",
    expect.stringMatching(/^1 counted order/),
  ]);
  const free = describeNight({ ...night, toCome: { "2026-11-21T09:00:00.000Z": 2 } }, "Europe/Berlin");
  expect(free).toEqual([sentenceOf(night), expect.stringMatching(/^2 mails wait for their hour and leave at 10:00/)]);
});

import { describe, expect, test } from "vitest";
import { bookInBrief, verdictOf } from "../../../shared/model/promise-verdict.ts";
import type { PromiseEntry, Promises } from "../../../shared/model/promises.ts";
import {
  bookWords,
  brokenPromiseWords,
  settledWords,
  tonightWords,
  unsettledWords,
} from "../../../shared/words/promise-words.ts";
import { entryOf } from "../../support/promise-entry.ts";

/** The same without a range. */
const rangeless = (came: number): PromiseEntry => {
  const { buyers, ...rest } = entryOf();
  const { range: _, ...others } = buyers;
  return { ...rest, buyers: { ...others, came } };
};
const settling = (entry: PromiseEntry): Promises => ({
  since: "2026-08-22",
  tonight: null,
  settled: { ...entry, outcome: "settled", tiers: [] },
  book: [entry],
});

describe("what is said of a promise that is settled", () => {
  test("names promise, range and outcome of one number of customers", () => {
    expect(settledWords(entryOf())).toEqual([
      "On August 22, 2026 we promised 263 buyers (228 to 301) among 1,058 customers within 90 days; 240 came. That is within what we promised.",
      "They bought on 443 days in all, 11% fewer than the 497 promised.",
    ]);
  });

  test.each([
    [399, "They bought on 399 days in all; we promised 497 (400 to 640): fewer than the range allowed."],
    [400, "They bought on 400 days in all; we promised 497 (400 to 640), which holds too."],
    [641, "They bought on 641 days in all; we promised 497 (400 to 640): more than the range allowed."],
  ])("judges %i purchase days as it judges buyers, where they have a range", (came, sentence) => {
    const purchases = { told: 497.1, promised: 497.1, range: { low: 399.6, high: 640.2 }, came };
    const entry = entryOf({ purchases });
    expect(settledWords(entry)[1]).toBe(sentence);
    expect(bookInBrief([entry])).toMatchObject({ withRange: 1, kept: came === 400 ? 1 : 0 });
    const [broken] = brokenPromiseWords(settling(entry));
    if (came === 400) expect(broken).toBe(undefined);
    else {
      expect(broken?.en).toContain("Ninety days ago we promised 497 purchase days (400 to 640) among 1,058 customers");
      expect(broken?.en).toContain(came === 399 ? "for high" : "for low");
      expect(broken?.zh).toContain("497 个购买日");
    }
  });

  test.each([
    [228, "fewer", "That is fewer than we promised, beyond the range."],
    [229, "kept", "That is within what we promised."],
    [301, "kept", "That is within what we promised."],
    [302, "more", "That is more than we promised, beyond the range."],
  ])("of %i buyers calls it %s", (came, verdict, sentence) => {
    const entry = entryOf({ buyers: { came } });
    expect(verdictOf(entry.buyers)).toBe(verdict);
    expect(settledWords(entry)[0]).toContain(sentence);
  });

  test.each([
    [263, "That is as many as promised."],
    [200, "That is 24% fewer than promised."],
    [300, "That is 14% more than promised."],
  ])("says without a range how far %i buyers lie from the promise, and judges nothing", (came, sentence) => {
    expect(verdictOf(rangeless(came).buyers)).toBe("no-range");
    expect(settledWords(rangeless(came))[0]).toContain(sentence);
    expect(brokenPromiseWords(settling(rangeless(came)))).toEqual([]);
  });

  test("tells of other days where nights were missed, and of other customers where histories changed", () => {
    const missed = settledWords(entryOf({ cut: "2026-08-24", until: "2026-11-22", customers: 1_060 }));
    expect(missed[2]).toContain("There was no night of August 24, 2026");
    expect(missed).toHaveLength(3);
    const changed = settledWords(entryOf({ customers: 1_040, buyers: { promised: 258.2 } }));
    expect(changed[0]).toContain("258 buyers");
    expect(changed[2]).toContain("counted 1,058 customers and promised 263 buyers");
    expect(changed[2]).toContain("the 1,040 of today");
  });

  test("stands before all numbers only where it lies beyond the range, in both languages", () => {
    expect(brokenPromiseWords(settling(entryOf()))).toEqual([]);
    expect(brokenPromiseWords(undefined)).toEqual([]);
    const [few] = brokenPromiseWords(settling(entryOf({ buyers: { came: 150 } })));
    expect(few?.en).toContain("Take tonight's chances and totals for high");
    expect(few?.zh).toContain("偏高");
    const [many] = brokenPromiseWords(settling(entryOf({ buyers: { came: 400 } })));
    expect(many?.en).toContain("for low");
    expect(many?.zh).toContain("偏低");
  });
});

describe("what is said where nothing is settled", () => {
  const none = (why: "no-night" | "no-score", more: Partial<Promises> = {}): Promises => ({
    since: "2026-11-20",
    tonight: null,
    settled: { outcome: "none", why },
    book: [],
    ...more,
  });

  test("names the night that will settle the first promise, and promises none where there is none", () => {
    const promise = {
      ...{ horizonDays: 90, customers: 10, buyers: 3.2, purchases: 4, measures: entryOf().promised },
      rule: entryOf().rule,
    };
    const [told] = unsettledWords(none("no-night", { tonight: promise }), "2026-11-20", "2027-02-18");
    expect(told).toContain("What was promised then is settled by the night of February 18, 2027");
    const [without] = unsettledWords(none("no-night"), "2026-11-20", "2027-02-18");
    expect(without).toContain("none can be settled before the night of February 18, 2027");
    expect(tonightWords({ ...promise, buyersRange: { low: 1.6, high: 5.4 } }, "2027-02-18")).toBe(
      "Tonight we promise 3 buyers (2 to 5) among 10 customers, and 4 purchase days, up to February 18, 2027. The night of that day says what came of it.",
    );
  });

  test("says that nights were missed once the book should have begun", () => {
    const [told] = unsettledWords(none("no-night"), "2027-02-18", "2027-02-18");
    expect(told).toContain("No night was finished 90 to 97 days ago");
    const [withBook] = unsettledWords(none("no-night", { book: [entryOf()] }), "2026-11-20", "2027-02-18");
    expect(withBook).toContain("No night was finished 90 to 97 days ago");
    expect(unsettledWords(settling(entryOf()), "2026-11-20", "2027-02-18")).toEqual([]);
  });
});

describe("what a book comes to", () => {
  const book = [
    entryOf({ promisedOn: "2026-08-01", buyers: { promised: 200, came: 250 } }),
    entryOf({ promisedOn: "2026-08-08", buyers: { promised: 200, came: 100 } }),
    entryOf({ promisedOn: "2026-08-15", buyers: { promised: 200, came: 160 } }),
    rangeless(190),
  ];

  test("counts those kept among those with a range, and takes all together", () => {
    const { off, ...counts } = bookInBrief(book);
    expect(counts).toEqual({ settled: 4, withRange: 3, kept: 1 });
    expect(off).toBeCloseTo(700 / 862.77 - 1, 10);
    expect(bookInBrief([])).toEqual({ settled: 0, withRange: 0, kept: 0, off: null });
  });

  test("is said from the second entry on", () => {
    expect(bookWords(book.slice(0, 1))).toEqual([]);
    expect(bookWords(book)[0]).toBe(
      "The book has 4 promises, one of each week since August 1, 2026, and the newest: 1 of the 3 with a range came true within it; taken together, 19% fewer than promised bought. Neighbours share most of their days, so they tend to be right or wrong together.",
    );
  });
});

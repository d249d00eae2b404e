import { describe, expect, test } from "vitest";
import type { PromiseEntry } from "../../../../shared/model/promises.ts";
import { withEntry } from "../../../../shared/scoring/promises/book-of-promises.ts";
import { addDays, toEpochDay } from "../../../../shared/scoring/summaries/epoch-day.ts";
import { entryOf } from "../../../support/promise-entry.ts";

const start = "2024-01-04";
const days = (book: readonly PromiseEntry[]): string[] => book.map(({ promisedOn }) => promisedOn);

/** The book after so many nights, one a day but for those left out. */
const bookAfter = (nights: number, isHeld: (night: number) => boolean = () => true): PromiseEntry[] => {
  let book: PromiseEntry[] = [];
  for (let night = 0; night < nights; night++) {
    if (isHeld(night)) book = withEntry(book, entryOf({ promisedOn: addDays(start, night) }));
  }
  return book;
};

describe("withEntry", () => {
  test("keeps the first promise of each week, and the newest", () => {
    // January 4, 2024, was a Thursday, as was January 1, 1970: weeks of days since then begin on it.
    expect(toEpochDay(start) % 7).toBe(0);
    expect(days(bookAfter(9))).toEqual([start, "2024-01-11", "2024-01-12"]);
    expect(days(bookAfter(15))).toEqual([start, "2024-01-11", "2024-01-18"]);
  });

  test("keeps the first that there was of a week whose first day had no night", () => {
    expect(days(bookAfter(16, (night) => night % 7 !== 0))).toEqual(["2024-01-05", "2024-01-12", "2024-01-19"]);
  });

  test("takes the newest outcome of a promise that is settled twice, and drops none for it", () => {
    const first = entryOf({ promisedOn: start, until: addDays(start, 90) });
    const again = entryOf({ promisedOn: start, until: addDays(start, 91) });
    const second = entryOf({ promisedOn: "2024-01-05", until: addDays(start, 92) });
    expect(withEntry([first], again)).toEqual([again]);
    expect(withEntry([again], second)).toEqual([again, second]);
  });

  test("is two years long at most, whatever went before", () => {
    const book = bookAfter(3 * 365);
    expect(book).toHaveLength(105);
    expect(days(book).at(-1)).toBe(addDays(start, 3 * 365 - 1));
    expect(toEpochDay(days(book)[1] ?? "") - toEpochDay(days(book)[0] ?? "")).toBe(7);
  });

  test("gives the same book whether it is written each night or once a week", () => {
    expect(days(bookAfter(701))).toEqual(days(bookAfter(701, (night) => night % 7 === 0)));
  });
});

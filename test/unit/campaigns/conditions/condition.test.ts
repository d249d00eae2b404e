import { describe, expect, it, test } from "vitest";
import { nightForConditions, readCondition } from "../../../../shared/campaigns/conditions/condition.ts";
import { LONGEST_CONDITION } from "../../../../shared/campaigns/conditions/parse-cel.ts";
import type { CustomerRow } from "../../../../shared/model/customer-row.ts";
import { rowOf } from "../../../support/published-night.ts";

const night = nightForConditions("2026-11-20", "EUR");
const row: CustomerRow = {
  ...rowOf({ customer_id: "1", email: "Ada@Teapot.Example" }),
  first_order_on: "2025-12-24",
  last_order_on: "2026-08-22",
  orders: 4,
  net_value: 1999,
  tier: "asleep",
  rfm_segment: "Champions",
  days_silent: 0,
  clv_12m: null,
  favourite_category: null,
  r: null,
};

const meets = (when: string, of = row, by = night) => {
  const read = readCondition(when, ["big-spenders", "constructor"]);
  if ("mistakes" in read) throw new Error(read.mistakes.map(({ says }) => says).join("\n"));
  return read.condition(of, by);
};
const mistakesOf = (when: string, own?: readonly string[]) => {
  const read = readCondition(when, own);
  return "mistakes" in read ? read.mistakes.map(({ at, says }) => `${at}: ${says}`) : [];
};

describe("a condition that was checked says yes or no", () => {
  test.each<[boolean, string]>([
    [true, "true"],
    [true, "net_value == 19.99"],
    [false, "net_value > 19.99"],
    [true, 'tier in ["drowsy", "asleep"] && consent == "granted"'],
    [false, 'tier != "asleep" || orders < 4'],
    [true, "net_value / orders > 4.99 && net_value / orders < 5"],
    [true, "orders / 8 == 0.5 && orders % 3 == 1 && -orders < 0"],
    [true, "days_since(last_order_on) == 90 && last_order_on == as_of - 90"],
    [true, "last_order_on + 90 == as_of && as_of - last_order_on == 90"],
    [true, "days_until(last_order_on) == -90"],
    [true, 'first_order_on < day("2026-01-01") && year(first_order_on) == 2025 && month(first_order_on) == 12'],
    [false, "known(clv_12m)"],
    [false, "known(clv_12m) && clv_12m > 100"],
    [true, "!known(clv_12m) || clv_12m > 100"],
    [true, "clv_12m.or(0) < 100"],
    [true, "known(clv_12m) ? clv_12m > 100 : orders == 4"],
    [true, "(net_value / days_silent).or(-1) == -1 && (orders % days_silent).or(7) == 7"],
    [true, "days_since(cart_left_on).or(9999) > 30"],
    [true, 'favourite_category.or("none") == "none" && !favourite_category.or("").contains("tea")'],
    [true, 'email.or("").lowerAscii().endsWith("@teapot.example") && email.lowerAscii().or("").startsWith("ada")'],
    [true, 'in_segment("champions") && in_segment("tier-asleep") && in_segment("worth-waking")'],
    [false, 'in_segment("early-warning") || in_segment("prospects") || in_segment("lost")'],
    [false, 'in_segment("big-spenders") || in_segment("constructor")'],
    [true, "known(r) == false && r.or(orders) in [4, 5]"],
    [true, "1e308 * 1e308 * 0.0 == 0 && 1e308 + 1e308 - 1e308 - 1e308 < 1"],
    [true, "year(as_of + 1e300) == 9999 && year(as_of - 1e300) == 0 && as_of + 0.5 == as_of"],
    [true, 'email.or("") != "https://teapot.example" && email.or("") != r"//"'],
    [true, "usual_hour.or(99) != 50 && p_alive.or(2) != 1.5 && orders > 0 && month(as_of) == 11"],
    [true, 'favourite_category.or("Cafe\u0301") == "Caf\u00e9" && tier.endsWith("sleep")'],
  ])("%s: %s", (expected, when) => {
    expect(meets(when)).toBe(expected);
  });

  it("by a segment of the shop's own that was found for the row before, and by no part of its name", () => {
    const inTwo = { ...row, segments: "vip big-spenders" };
    expect(
      [inTwo, { ...row, segments: "big-spenders-2 not-big-spenders" }].map((of) =>
        meets('in_segment("big-spenders")', of),
      ),
    ).toEqual([true, false]);
  });

  test.each([
    ["JPY", 1999],
    ["KWD", 1.999],
    ["EUR", 19.99],
  ])("of money in whole %s as the file shows it", (currency, amount) => {
    expect(meets(`net_value == ${amount}`, row, nightForConditions("2026-11-20", currency))).toBe(true);
  });
});

describe("a mistake says what stands where, and what could", () => {
  test.each<[string, string]>([
    ["", "0: the condition is empty; write true for everyone"],
    [
      'net_value > 100 && tier == "aslep"',
      '27: tier is never "aslep"; did you mean "asleep"? It is one of "new", "awake", "drowsy", "half-asleep", "asleep"',
    ],
    ['consent in ["granted", "D"]', '23: consent is never "D"; it is one of "granted", "denied", "unknown"'],
    ["teir == 1", '0: there is no column "teir"; did you mean "tier"?'],
    [
      "clv_12m > 5",
      "0: clv_12m is not known of every customer; ask known(clv_12m) && … before it, or say what it counts as then: clv_12m.or(0)",
    ],
    [
      "known(clv_12m) || clv_12m > 5",
      "18: clv_12m is not known of every customer; ask known(clv_12m) && … before it, or say what it counts as then: clv_12m.or(0)",
    ],
    [
      "days_since(cart_left_on) < 30",
      "0: days_since(cart_left_on) is not known where cart_left_on is not; ask known(cart_left_on) && … before it, or say what it counts as then: days_since(cart_left_on).or(9999)",
    ],
    [
      "net_value / days_silent > 1",
      "0: net_value / days_silent is not known where days_silent is 0; say what it counts as then: (net_value / days_silent).or(0)",
    ],
    ["net_value / 0 > 1", "12: nothing can be divided by 0"],
    ['last_order_on > "2026-01-01"', '0: last_order_on is a day, and "2026-01-01" is text; write day("2026-01-01")'],
    ['last_order_on > day("2026-02-30")', '20: expected a day that there is, written "2026-01-31"'],
    ["orders > tier", "0: orders is a number, and tier is text; they cannot be compared"],
    ["known(r) == 1", "0: known(r) is a yes or no, and 1 is a number; they cannot be compared"],
    [
      "1 < orders < 5",
      '0: 1 < orders is a yes or no, and 5 is a number; they cannot be compared; "between" is 1 < x && x < 5',
    ],
    ['tier < "new"', '0: tier is text, which is in no order; write == or !=, or tier in ["…", "…"]'],
    ["orders", "0: a condition says yes or no, and this is a number; compare it with something"],
    ["orders && true", "0: orders is a number, and a yes or no is expected here; compare it with something"],
    ["orders = 1", '7: a single "=" stands here; write "==" for "is"'],
    ["orders > 1 AND orders < 5", '11: "and" stands here; write &&'],
    ["tier == “asleep”", '8: a typographic quote “ stands here; write "'],
    ["tier == 'asleep", "8: a text begins here and does not end; the closing quote is missing"],
    ["orders > (1", "11: the condition breaks off here; something is still to come, or a bracket to be closed"],
    [
      'in_segment("champoins")',
      '11: there is no segment "champoins"; did you mean "champions"?; a segment of segments.yaml cannot ask for another of them',
    ],
    ['segments.contains("vip")', '0: ask for a segment with in_segment("champions")'],
    [
      'email.matches("(a+)+$")',
      '5: there is no ".matches()"; patterns are not asked for: write x.startsWith, x.endsWith or x.contains',
    ],
    [
      "[1, 2, 3].map(x, x).size() > 1",
      '19: there is no ".size()"; there is .or(), .startsWith(), .endsWith(), .contains(), .lowerAscii()',
    ],
    ['["a"].exists(x, x == "a")', '5: there is no ".exists()"; there are no loops: write x in ["…", "…"]'],
    ["now() > last_order_on", '0: there is no function "now"; write day("2026-01-31"), as_of, or days_since(x)'],
    ["day_since(last_order_on) > 1", '0: there is no function "day_since"; did you mean "days_since"?'],
    ["null == tier", "0: there is no null; ask known(x), or !known(x)"],
    ['tier == "a" ? 1 : "b"', '8: tier is never "a"; it is one of "new", "awake", "drowsy", "half-asleep", "asleep"'],
    ["orders > 5u", "9: 5u is no number or text of a condition"],
    ["__proto__ == 1", "0: this word is reserved and names nothing"],
    ["1e999 > orders", "0: this number is too large"],
    [
      "orders > 2 // at least three && net_value > 500",
      '11: "//" would leave out the rest of the condition; a remark stands after a #, on a line of its own above',
    ],
    [
      "orders > 2 && // three",
      '14: "//" would leave out the rest of the condition; a remark stands after a #, on a line of its own above',
    ],
    ['email == "http://x', "9: a text begins here and does not end; the closing quote is missing"],
    [
      "p_alive.or(0) > 50",
      "16: p_alive.or(0) is between 0 and 1, so this is true of everyone or of nobody; 50 % is written 0.5",
    ],
    [
      "50 > p_alive.or(0)",
      "0: p_alive.or(0) is between 0 and 1, so this is true of everyone or of nobody; 50 % is written 0.5",
    ],
    ["usual_hour.or(-1) == 24", "21: usual_hour.or(-1) is between -1 and 23, so this is true of everyone or of nobody"],
    ["r.or(0) in [5, 6]", "15: r.or(0) is between 0 and 5, so this is true of everyone or of nobody"],
    ["month(as_of) == 13", "16: month(as_of) is between 1 and 12, so this is true of everyone or of nobody"],
    ["days_silent < 0", "14: days_silent is at least 0, so this is true of everyone or of nobody"],
    [
      'tier.startsWith("Half")',
      '16: tier has no word with "Half" there; it is one of "new", "awake", "drowsy", "half-asleep", "asleep"',
    ],
    [
      'tier.lowerAscii() == "Drowsy"',
      '21: tier.lowerAscii() is never "Drowsy"; did you mean "drowsy"? It is one of "new", "awake", "drowsy", "half-asleep", "asleep"',
    ],
    ["orders\u00a0> 2", "6: a blank of another kind (U+00A0) stands here; write an ordinary one"],
    ["orders ＞ 2", '7: "＞" stands here; write >'],
    ["orders ≥ 2", '7: "≥" stands here; write >='],
    ["orders ＝ 2", '7: "＝" stands here; write =='],
  ])("%s", (when, said) => {
    expect(mistakesOf(when)).toEqual([said]);
  });

  it("each of several mistakes", () => {
    expect(mistakesOf("ordres > 1 && r > 3 && net_value / 0 > 1").map((said) => said.slice(0, 24))).toEqual([
      '0: there is no column "o',
      "14: r is not known of ev",
      "35: nothing can be divid",
    ]);
  });

  it.each(["constructor", "toString", "hasOwnProperty", "valueOf"])(
    "%s is no column, no function and no method",
    (name) => {
      expect(mistakesOf(`${name} == 1`)[0]).toContain(`there is no column "${name}"`);
      expect(mistakesOf(`${name}(1) == 1`)[0]).toContain(`there is no function "${name}"`);
      expect(mistakesOf(`email.${name}() == 1`)[0]).toContain(`there is no ".${name}()"`);
      expect(mistakesOf(`in_segment("${name}")`)[0]).toContain(`there is no segment "${name}"`);
    },
  );
});

describe("a condition is bounded", () => {
  it.each([
    ["10,000 brackets", `${"(".repeat(10_000)}true${")".repeat(10_000)}`, `at most ${LONGEST_CONDITION} characters`],
    ["a megabyte", 'tier == "asleep" || '.repeat(50_000), `at most ${LONGEST_CONDITION} characters`],
    ["brackets as many as there may be signs", `${"(".repeat(1_900)}true${")".repeat(1_900)}`, "too large or too deep"],
    ["lists within lists", `${"[".repeat(1_900)}1${"]".repeat(1_900)}`, "too large or too deep"],
    ["noes before noes", `${"!".repeat(3_900)}true`, "too large or too deep"],
    ["minuses before minuses", `${"-".repeat(3_900)}1 > 0`, "too large or too deep"],
    ["comprehensions within each other", `${"[1,2].map(a, ".repeat(30)}1${")".repeat(30)} == 1`, ""],
    ["terms as many as there is room for", `true${" && true".repeat(480)}`, ""],
  ])("%s", (_what, when, said) => {
    const began = performance.now();
    const read = readCondition(when, undefined);
    if (said !== "") expect(JSON.stringify(read)).toContain(said);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it("signs that nobody sees are not printed as they are", () => {
    const said = mistakesOf('tier == "\u0007\u202e\u0000"')[0] ?? "";
    expect(said).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(mistakesOf("\u0000")[0]).not.toMatch(/\p{Cc}/u);
  });
});

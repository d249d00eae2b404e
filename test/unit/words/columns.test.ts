import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { csvHeader } from "../../../shared/model/csv.ts";
import { tierSchema } from "../../../shared/model/customer.ts";
import { customerTable } from "../../../shared/model/customer-row.ts";
import { rfmSegmentSchema } from "../../../shared/model/rfm-segment.ts";
import {
  EARLY_WARNING,
  FEWEST_CATEGORY_DAYS,
  FEWEST_INTERVALS,
  FEWEST_WEEKDAY_DAYS,
  USUAL_HOUR,
  VARIATION,
} from "../../../shared/model/rule-limits.ts";
import { columnWords } from "../../../shared/words/columns.ts";
import { rfmSegmentWords } from "../../../shared/words/rfm-segments.ts";
import { percentOf, spelled } from "../../../shared/words/said.ts";
import { tierWords } from "../../../shared/words/tiers.ts";
import { columnsDocument } from "../../support/columns-document.ts";

const AGREED =
  "customer_id,email,first_order_on,last_order_on,orders,net_value,currency,r,f,m,rfm_segment,value_class,tier,days_silent,p_alive,expected_purchases_90d,next_order_from,next_order_to,clv_12m,clv_12m_low,clv_12m_high,lifecycle_stage,consent";

test("the agreed columns of customers.csv keep their order; what is new comes after them", () => {
  expect(csvHeader(customerTable).startsWith(`${AGREED},`)).toBe(true);
});

test("docs/columns.md is what the columns say of themselves (vitest -u writes it anew)", async () => {
  await expect(columnsDocument()).toMatchFileSnapshot("../../../docs/columns.md");
});

describe("a sentence has its numbers from the rule", () => {
  test("the early warning names the fall that counts, and no other", () => {
    expect(columnWords.early_warning_drop.en).toContain(
      `by at least ${100 * EARLY_WARNING.leastFall} points, and by ${percentOf(EARLY_WARNING.leastShare)} of what it was`,
    );
    expect(columnWords.early_warning_drop.zh).toContain(percentOf(EARLY_WARNING.leastShare));
  });

  test("usual weekday, hour and favourite category name the fewest days of their own", () => {
    expect(columnWords.usual_weekday.en).toContain(`at least ${spelled(FEWEST_WEEKDAY_DAYS)}`);
    expect(columnWords.usual_hour.en).toContain(`at least ${spelled(USUAL_HOUR.fewestDays)} purchase days`);
    expect(columnWords.favourite_category.en).toContain(`at least ${spelled(FEWEST_CATEGORY_DAYS)}`);
  });

  test("docs/habits.md has the numbers of the rules", async () => {
    const page = await readFile("docs/habits.md", "utf8");
    for (const said of [
      `fewer than ${spelled(FEWEST_INTERVALS)} times`,
      `fewer than ${spelled(FEWEST_CATEGORY_DAYS)} days with a category`,
      `fewer than ${spelled(FEWEST_WEEKDAY_DAYS)} purchase days`,
      `fewer than ${spelled(USUAL_HOUR.fewestDays)} days with an hour`,
      `coefficient of variation is at most ${VARIATION.regular}`,
      `the coefficient of variation at most ${VARIATION.uneven}`,
      `at least ${spelled(FEWEST_WEEKDAY_DAYS)} purchase days`,
      `mean resultant length is at least ${USUAL_HOUR.concentrated}`,
    ])
      expect(page).toContain(said);
  });
});

test("every sentence is there in both languages, and the Chinese one is Chinese", () => {
  for (const [name, { en, zh }] of Object.entries(columnWords)) {
    expect(en, name).toMatch(/\.$/);
    expect(zh, name).toMatch(/[一-鿿].*。$/);
  }
});

test("spelled: small numbers as words, others as figures; percentOf never rounds a rule's share to another one", () => {
  expect([0, 6, 12, 13].map(spelled)).toEqual(["none", "six", "twelve", "13"]);
  expect([0.08, 0.035, 1 - 2 * 0.05].map(percentOf)).toEqual(["8%", "3.5%", "90%"]);
});

test("docs/glossary.md has the tiers in their order, and every RFM segment is called what its file's column has", async () => {
  const page = await readFile("docs/glossary.md", "utf8");
  expect(page).toContain(tierSchema.options.map((tier) => `\`${tier}\``).join(", "));
  expect(page).toContain(tierSchema.options.map((tier) => tierWords[tier].name.zh).join("、"));
  for (const segment of rfmSegmentSchema.options) expect(rfmSegmentWords[segment].name.en).toBe(segment);
});

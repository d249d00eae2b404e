import { beforeAll, describe, expect, it } from "vitest";
import { headline } from "../../../../shared/marketing/report/headline.ts";
import { nextOrderSection } from "../../../../shared/marketing/report/next-order-section.ts";
import { renderReport } from "../../../../shared/marketing/report/report.ts";
import type { ReportData } from "../../../../shared/marketing/report/report-data.ts";
import { todaySection } from "../../../../shared/marketing/report/today-section.ts";
import { oddShopStatements } from "../../../../shared/words/odd-shops.ts";
import { statements } from "../../../../shared/words/statements.ts";
import { smallReportData } from "../../../support/report-data.ts";

let data: ReportData;
beforeAll(async () => {
  data = await smallReportData();
});
const withModel = (model: Partial<ReportData["model"]>): ReportData => ({
  ...data,
  model: { ...data.model, ...model },
});
const quiet = { days: 365, longestPauseDays: 1 };
const ofShop = oddShopStatements.quiet(quiet, "2025-11-20");
const ofSeason = oddShopStatements.oneSeason(21, 60);
const ofNumbers = statements.tooFewForQuintiles(3);

describe("the report of an odd shop", () => {
  it("says what is odd once, before all numbers, and what the numbers lack among its remarks", () => {
    const page = renderReport(withModel({ statements: [ofSeason, ofNumbers] }));
    expect(page.split(ofSeason.text)).toHaveLength(2);
    expect(page.indexOf(ofSeason.text)).toBeLessThan(page.indexOf('<section id="today">'));
    expect(page).toMatch(/>1 remark on <a href="#remarks">/);
    expect(page.indexOf(ofNumbers.text)).toBeGreaterThan(page.indexOf('<section id="remarks"'));
  });

  it("has no remarks where there is nothing else to say", () => {
    const page = renderReport(withModel({ statements: [ofShop] }));
    expect(page).not.toMatch(/id="remarks"|href="#remarks"/);
  });

  it("promises nothing of a shop that fell quiet", () => {
    const promise = /Together your customers are expected to bring/;
    const fellQuiet = withModel({ odd: { quiet }, nextOrder: null });
    expect(renderReport(data)).toMatch(promise);
    expect(renderReport(fellQuiet)).not.toMatch(promise);
    expect(nextOrderSection(fellQuiet).markup).toContain("nobody can say when the shop sells again");
    expect(nextOrderSection(withModel({ nextOrder: null })).markup).toContain("it takes a purchase model");
  });
});

describe("the report of a shop that has sold nothing for long", () => {
  const model = { odd: { quiet }, nextOrder: null, scorecard: null };
  const shut = (): ReportData => {
    const closed = withModel({ ...model, statements: [ofShop, statements.closedHeldBack("2026-08-22", 90, 90)] });
    return { ...closed, tally: { ...data.tally, withClv: 0 } };
  };

  it("says why there is no value, no judgement and no proof, and not that history is short", () => {
    const page = renderReport({ ...shut(), model: { ...shut().model, tiers: { ...data.model.tiers, proof: null } } });
    expect(page).toContain("No value is forecast tonight: nobody has bought of late");
    expect(page).toContain("on many of these nothing was sold");
    expect(page).toContain("While nothing is sold the tiers go by");
    expect(page).not.toMatch(/does not reach back that far|too few repeat purchases to learn from/);
  });

  it("has a headline for everybody asleep", () => {
    const asleep = (customers: number) =>
      headline({
        ...data,
        tally: {
          ...data.tally,
          all: { ...data.tally.all, customers },
          tiers: { asleep: { ...data.tally.all, customers } },
        },
      });
    expect(asleep(800)).toBe("All 800 customers are asleep.");
    expect(asleep(1)).toBe("Your one customer is asleep.");
  });

  it("has a headline for everybody falling asleep, and none asleep", () => {
    const falling = (customers: number, of: number) =>
      headline({
        ...data,
        tally: {
          ...data.tally,
          all: { ...data.tally.all, customers: of },
          tiers: { drowsy: { ...data.tally.all, customers } },
        },
      });
    expect(falling(500, 500)).toBe("All 500 customers are falling asleep.");
    expect(falling(1, 1)).toBe("Your one customer is falling asleep.");
    expect(falling(64, 1000)).toBe("64 of your 1,000 customers are falling asleep, and nobody is asleep.");
  });
});

describe("the headline of a shop whose customers all came over on one day", () => {
  const moved = (
    firstCustomers: number,
    chosen: ReportData["model"]["chosen"],
    tiers: ReportData["tally"]["tiers"],
  ) => {
    const migration = { daysAgo: 20, firstCustomers, customers: 1500, purchaseDays: 1500, of: 1700 };
    const { model, tally } = withModel({ odd: { migration }, chosen });
    return headline({ ...data, model, tally: { ...tally, all: { ...tally.all, customers: 1500 }, tiers } });
  };
  const all = (tier: "new" | "drowsy") => ({ [tier]: { ...data.tally.all, customers: 1500 } });

  it("does not say that they are awake, of which nothing is known", () => {
    expect(moved(1500, "none", all("new"))).toBe(
      "All of your 1,500 customers first appear on October 31, 2026, as after a move from another system: how awake they are, nobody can tell yet.",
    );
    expect(moved(1362, "mbgnbd", all("new"))).toMatch(/^90\.8% of your 1,500 customers first appear on October 31/);
    expect(moved(1362, "none", all("drowsy"))).toMatch(/first appear on October 31/);
  });

  it("goes with a task list that does not say that nobody is falling asleep", () => {
    const migration = { daysAgo: 20, firstCustomers: 1500, customers: 1500, purchaseDays: 1500, of: 1700 };
    const tally = { ...data.tally, lines: {}, earlyWarning: { customers: 0, reachable: 0, clvMinor: 0 } };
    const today = (of: ReportData) => todaySection({ ...of, tally }).markup;
    expect(today(withModel({ odd: { migration } }))).toContain("Who is falling asleep cannot be told yet");
    expect(today(withModel({ odd: {} }))).toContain("nobody who may be written to is falling asleep tonight");
  });

  it("is that of any shop where most are known from other days, or a model tells them apart", () => {
    expect(moved(749, "none", all("new"))).toBe("All 1,500 customers are awake.");
    expect(moved(1362, "mbgnbd", all("drowsy"))).toBe("All 1,500 customers are falling asleep.");
  });
});

describe("what is said of an odd shop", () => {
  it("has one word for a shop that sold every day until it fell quiet", () => {
    const { text } = oddShopStatements.quiet({ days: 100, longestPauseDays: 0 }, "2026-08-12");
    expect(text).toContain("100 days ago; before that there was no day without an order.");
    expect(oddShopStatements.quiet({ days: 60, longestPauseDays: 3 }, "2026-09-21").text).toMatch(/too low/);
    expect(oddShopStatements.quiet({ days: 90, longestPauseDays: 3 }, "2026-08-22").text).toMatch(
      /no chance, no value/,
    );
  });

  it("names the days of a closure", () => {
    expect(oddShopStatements.closed("2025-07-09", "2026-07-12", 369).text).toMatch(
      /^Nobody bought anything from July 9, 2025 to July 12, 2026, for 369 days, though/,
    );
  });

  it("is right in number, one or many", () => {
    const lost = (strayDays: number, strayCustomers: number) =>
      oddShopStatements.datesApart({ days: 700, strayDays, strayCustomers }, "2024-12-20").text;
    expect(lost(1, 1)).toContain("1 purchase day of 1 customer lies before December 20, 2024");
    expect(lost(1, 1)).toContain("without this customer.");
    expect(lost(10, 9)).toContain("10 purchase days of 9 customers lie before December 20, 2024");
    expect(lost(10, 9)).toContain("without these customers.");
    expect(ofShop.text).toContain("365 days ago; before that the shop was never without an order for more than 1 day.");
  });

  it("has its counts in it", () => {
    const moved = { daysAgo: 200, firstCustomers: 725, customers: 1000, purchaseDays: 1500, of: 3000 };
    expect(oddShopStatements.migration(moved, "2026-05-04").text).toMatch(
      /^1,500 of 3,000 purchase days \(50%\) fall on May 4, 2026, and it is the first of 725 of 1,000 customers:/,
    );
    expect(oddShopStatements.migration(moved, "2026-05-04").text).not.toContain("If the shop opened");
    expect(oddShopStatements.migration(moved, "2026-05-04", true).text).toMatch(
      / with their own dates\. If the shop opened on that day, nothing is amiss\.$/,
    );
    const sold = { daysAgo: 150, spanDays: 56, before: 1081, after: 448, beforeLastYear: 436, afterLastYear: 534 };
    expect(oddShopStatements.levelBreak(sold, "2026-06-24").text).toMatch(
      /^Since about June 24, 2026 .* 448 purchase days in 56 days, after 1,081 in the 56 days before; .* from 436 to 534\./,
    );
    const likely = oddShopStatements.levelBreak({ ...sold, likely: true }, "2026-06-24");
    expect(likely.code).toBe("level-break-likely");
    expect(likely.text).toMatch(
      /^Since about June 24, 2026 the shop seems to sell less: .* Chance does as much now and then\./,
    );
    expect(oddShopStatements.lowerSeason(sold, "2026-05-01")).toEqual({
      code: "season-lower",
      text: expect.stringMatching(
        /^From about May 1, 2026 on the shop seems to have sold less than at this time of the year before: 448 .* from 436 to 534\./,
      ),
    });
    const dearer = { spanDays: 91, customers: 1250, times: 2.03, alike: 1180 };
    expect(oddShopStatements.spendLevel(dearer).text).toMatch(
      /of 1,250 who bought both in the last 91 days .* pays 103% more a purchase day now, and 1,180 pay more\. .* too low, .* range, and each customer's, is wider for that/,
    );
    expect(oddShopStatements.spendLevel({ ...dearer, times: 0.5 }).text).toMatch(
      /pays 50% less .* pay less\. .* too high/,
    );
    expect(ofSeason.text).toMatch(/60 customers lies within the last 21 days/);
  });
});

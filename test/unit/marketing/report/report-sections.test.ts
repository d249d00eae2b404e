import { beforeAll, describe, expect, test } from "vitest";
import { addToCampaigns, newCampaignTallies } from "../../../../shared/campaigns/tally-campaigns.ts";
import { barsChart } from "../../../../shared/marketing/report/bars-chart.ts";
import { campaignsSection, writtenTo } from "../../../../shared/marketing/report/campaigns-section.ts";
import { clustersSection } from "../../../../shared/marketing/report/clusters-section.ts";
import { earlyWarningSection } from "../../../../shared/marketing/report/early-warning-section.ts";
import { habitsSection } from "../../../../shared/marketing/report/habits-section.ts";
import { lede, tallyMoves } from "../../../../shared/marketing/report/headline.ts";
import { modelSection } from "../../../../shared/marketing/report/model-section.ts";
import { nextOrderSection } from "../../../../shared/marketing/report/next-order-section.ts";
import type { ReportData } from "../../../../shared/marketing/report/report-data.ts";
import { tierProofSection } from "../../../../shared/marketing/report/tier-proof-section.ts";
import { movesSection } from "../../../../shared/marketing/report/tiers-section.ts";
import { todaySection } from "../../../../shared/marketing/report/today-section.ts";
import { valueSection } from "../../../../shared/marketing/report/value-section.ts";
import { segmentPath } from "../../../../shared/marketing/segment-index.ts";
import { campaignSchema } from "../../../../shared/model/campaign.ts";
import type { Clusters } from "../../../../shared/model/clusters.ts";
import type { Tier } from "../../../../shared/model/customer.ts";
import type { Html } from "../../../../shared/model/html.ts";
import type { Statement } from "../../../../shared/model/model-file.ts";
import type { NextOrder } from "../../../../shared/model/next-order.ts";
import type { TierCandidate, TierProof, TierRuleName } from "../../../../shared/model/tier-proof.ts";
import { smallReportData } from "../../../support/report-data.ts";

let data: ReportData;
beforeAll(async () => {
  data = await smallReportData();
});

/** The sentences of a section, without markup. */
const textOf = ({ markup }: Html): string =>
  markup
    .replaceAll(/<svg.*?<\/svg>/gs, " ")
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll("&#39;", "'")
    .replaceAll("\u00a0", " ")
    .replaceAll(/\s+/g, " ");
const withModel = (model: Partial<ReportData["model"]>): ReportData => ({
  ...data,
  model: { ...data.model, ...model },
});
const withTally = (tally: Partial<ReportData["tally"]>): ReportData => ({
  ...data,
  tally: { ...data.tally, ...tally },
});
const night = { runId: "2026-11-13-1", asOf: "2026-11-13", shards: 1, customers: 60 };

describe("the tiers' proof", () => {
  const rung = (tier: Tier, customers: number, buyers: number) => ({
    tier,
    customers,
    buyers,
    share: customers / 200,
    repeatRate: customers === 0 ? null : buyers / customers,
  });
  const candidate = (rule: TierRuleName, asleep: number, cuts: TierCandidate["cuts"]): TierCandidate => ({
    ...{ rule, cuts, auc: 0.71, steepestRise: -1, fault: null },
    tiers: [
      rung("new", 0, 0),
      rung("awake", 50, 30),
      rung("drowsy", 50, 10),
      rung("half-asleep", 50, 5),
      rung("asleep", 50, asleep),
    ],
    errorRate: 0.4,
    omissionRate: 0.36,
  });
  const proof: TierProof = {
    horizonDays: 90,
    cuts: [
      { cut: "2026-08-22", customers: 120, buyers: 27, predicted: 30, rules: [] },
      { cut: "2026-05-22", customers: 80, buyers: 20, predicted: 20, rules: [] },
    ],
    candidates: [
      candidate("rhythm", 2, [1.5, 3, 6]),
      candidate("chance", 1, [1, 4, 19]),
      candidate("fixed-days", 4, [60, 120, 240]),
    ],
    inForce: "rhythm",
    why: "ranks-best",
  };
  const pageOf = (rule: TierRuleName, change: Partial<TierProof> = {}) =>
    textOf(
      tierProofSection(
        withModel({ tiers: { ...data.model.tiers, rule, proof: { ...proof, inForce: rule, ...change } } }),
      ),
    );

  test("says how many of those asleep came back, by the rule in force, beside those awake", () => {
    expect(pageOf("rhythm")).toContain(
      "Of the 50 customers we would have called asleep on 2 days from May 22, 2026 to August 22, 2026, 4% came back within 90 days. Of the 50 awake, 60% did.",
    );
    expect(pageOf("fixed-days", { cuts: proof.cuts.slice(0, 1) })).toContain(
      "asleep on August 22, 2026, 8% came back within 90 days",
    );
  });

  test("says why the rule is in force, and what the others would have done for as many customers", () => {
    expect(pageOf("chance")).toContain(
      "Tiers go by the chance of buying again: on 2 days of the past it missed 36% of those who came back, as many as each customer's own rhythm and days of silence would have.",
    );
    expect(pageOf("rhythm")).toContain("Each calls 50 customers new or awake; 47 bought");
    expect(pageOf("rhythm")).toContain("Own rhythm1.5×, 3×, 6×");
    expect(pageOf("rhythm")).toContain("Chance of buying again50%, 20%, 5.0%");
    expect(pageOf("rhythm")).toMatch(/60, 120, 240–60\.0%20\.0%10\.0%8\.0%40\.0%36\.0%71\.0%/);
  });

  test("cannot say yet without a proof", () => {
    const tiers = { ...data.model.tiers, rule: "fixed-days", proof: null } as const;
    expect(textOf(tierProofSection(withModel({ tiers })))).toContain("We cannot say yet");
  });
});

test("moves count who changed tier, of how many, and who flipped", () => {
  const page = (flipped: number, changed = 7) => {
    const moved = withTally({ knownYesterday: 60, tierChanges: { changed, flipped } });
    return textOf(movesSection({ ...moved, run: { ...data.run, previous: night } }));
  };
  expect(page(2)).toContain(
    "7 of 60 customers known yesterday changed their tier, 2 of them by no doing of their own: the bounds between tiers moved. They are drawn here, and count as neither sleepier nor woken.",
  );
  expect(page(1)).toContain("1 of them by no doing of their own");
  expect(page(0)).toContain("7 of 60 customers known yesterday changed their tier, by what they did or left undone.");
  expect(page(0)).not.toContain("drawn here");
  expect(page(0, 0)).toContain("None of 60 customers known yesterday changed their tier.");
});

test("moves and headline tell of a rule that moved chances or values tonight, and of no other remark", () => {
  const page = (code: Statement["code"], knownYesterday = 60) => {
    const told = { ...withModel({ statements: [{ code, text: "Forecasts come from another model." }] }) };
    const night60 = { ...told, tally: { ...told.tally, knownYesterday }, run: { ...told.run, previous: night } };
    return { moves: textOf(movesSection(night60)), lede: lede(night60) };
  };
  const changed = page("purchase-model-changed");
  expect(changed.moves).toContain(
    "moved by a rule tonight. Forecasts come from another model. Who came into a segment",
  );
  expect(changed.lede).toMatch(/Chances or values of everybody moved tonight because a rule changed, .* says which\.$/);
  expect(page("purchase-model-changed", 0).lede).not.toContain("rule changed");
  const other = page("other-model-in-force");
  expect(other.moves).not.toContain("by a rule tonight");
  expect(other.lede).not.toContain("rule changed");
});

test("what to do today says of the drowsy that they are all who are, and not of whom it is news", () => {
  const lines = { ...data.tally.lines, [segmentPath("reachable-drowsy")]: 12 };
  const page = textOf(todaySection(withTally({ lines })));
  expect(page).toContain("12are drowsy tonight, whether since yesterday or for weeks, and may be written to");
  expect(page).not.toContain("just");
});

describe("who changed tier by a rule that moved", () => {
  const tierMoves = { "awake>drowsy": 30, "drowsy>awake": 10, "awake>awake": 60 };
  const tierFlips = { "awake>drowsy": 28, "drowsy>awake": 10 };
  const moved = () => withTally({ knownYesterday: 100, tierMoves, tierFlips, weekMoves: { "awake>drowsy": 40 } });
  const inWeek = (since: string): ReportData => ({
    ...moved(),
    run: { ...data.run, previous: night, weekBefore: night },
    model: { ...data.model, tiers: { ...data.model.tiers, since } },
  });

  test("is not spoken of on the first screen where it is hardly anybody: cuts that move a little do that most nights", () => {
    const flips = (flipped: number) =>
      lede(
        withTally({ knownYesterday: 1_000, tierMoves: { "awake>drowsy": 30 }, tierFlips: { "awake>drowsy": flipped } }),
      );
    expect(flips(9)).toContain("Since yesterday 21 became sleepier and 0 woke up.");
    expect(flips(10)).toContain("(not counting 10 whose tier");
  });

  test("is neither sleepier nor woken, and is said to be there", () => {
    expect(tallyMoves(tierMoves, tierFlips)).toMatchObject({ sleepier: 2, woken: 0, flipped: 38 });
    expect(lede(moved())).toContain(
      "Since yesterday 2 became sleepier and 0 woke up (not counting 38 whose tier changed by a rule that moved, and nothing they did).",
    );
    expect(textOf(movesSection(inWeek("2026-11-01")))).toContain("2 became sleepier, 0 woke up");
  });

  test("is not told from the customers' own doing within a week, which is left out of the first sentences then", () => {
    expect(lede(inWeek("2026-11-13"))).toContain("this week, 40 and 0");
    expect(lede(inWeek("2026-11-19"))).not.toContain("this week");
    expect(textOf(movesSection(inWeek("2026-11-19")))).toContain("Tiers go by another rule since November 19, 2026");
  });
});

describe("the early warning", () => {
  const warned = (customers: number) =>
    textOf(
      earlyWarningSection({
        ...withTally({
          earlyWarning: { customers, reachable: 3, clvMinor: 123_400 },
          comparedWithWeekBefore: 20,
          withClv: 60,
        }),
        run: { ...data.run, weekBefore: night },
      }),
    );

  test("says how many valuable customers slip away, of how many, and what they are worth", () => {
    expect(warned(5)).toContain("5 valuable customers (25%) became clearly less likely to buy");
    expect(warned(5)).toContain("expected to bring $1,230");
    expect(warned(5)).toContain("3 of the 5 may be written to");
    expect(warned(0)).toContain(
      "Nobody valuable is slipping away this week. Compared with November 13, 2026: 20 valuable customers",
    );
  });

  test("says without a night of a week ago that there is nothing to compare with", () => {
    expect(textOf(earlyWarningSection(data))).toContain("There is no night of a week ago");
  });
});

describe("the next order", () => {
  const end = (share: number, plain: number | null, recalibrated: number | null) => ({
    share,
    buyers: 140,
    plain,
    learnedLevel: share,
    recalibrated,
  });
  const nextOrder: NextOrder = {
    levels: [0.1, 0.5, 0.9],
    recalibrated: true,
    proof: {
      cut: "2026-08-22",
      horizonDays: 90,
      customers: 200,
      buyers: 140,
      ends: [end(0.1, 0.2, 0.12), end(0.5, 0.61, 0.53), end(0.9, null, null)],
    },
    reachDays: 820,
    returns: {
      weight: 0.623,
      intercept: -0.1,
      slope: 0.9,
      cut: "2025-11-20",
      historyDays: 455,
      customers: 140,
      buyers: 63,
      bins: [
        { from: 0.1, to: 0.2, customers: 0, plain: 0, foretold: 0, actual: 0 },
        { from: 0.7, to: 0.8, customers: 40, plain: 10, foretold: 12, actual: 14 },
        { from: 0.8, to: 0.9, customers: 100, plain: 15, foretold: null, actual: 49 },
      ],
    },
  };
  const outlook = {
    foretold: 60,
    withReturn: 60,
    expectedToReturn: 24.2,
    dueWithin: { days7: 3, days30: 9, days90: 15 },
    withRepeatScore: 60,
    expectedBuyers90d: 18.4,
    priceSensitivity: { less: 0, likeShop: 0, more: 0 },
  };
  const pageOf = (next: NextOrder | null, more = outlook) =>
    textOf(nextOrderSection({ ...withModel({ nextOrder: next }), tally: { ...data.tally, outlook: more } }));

  test("says how many are expected, of how many, and within how many days", () => {
    const page = pageOf(nextOrder);
    expect(page).toContain(
      "About 18 of 60 customers (30.7%) will probably buy within 90 days. Of 60 customers about 24 (40.3%) will probably buy again within a year. Nothing is foretold further ahead than 820 days, for as long as your orders reach back",
    );
    expect(page).toContain("due within 7 days35%due within 30 days915%due within 90 days1525%");
  });

  test("shows coverage before and after it was put right, and a dash where too few can tell", () => {
    const page = pageOf(nextOrder);
    expect(page).toContain("10%14020%12%50%14061%53%90%140––");
    expect(page).toContain("is put right by what customers did");
    expect(pageOf({ ...nextOrder, recalibrated: false })).toContain("is the model's own");
  });

  test("shows who of the last year came back, by the model, put right by the year before, and in fact", () => {
    const page = pageOf(nextOrder);
    expect(page).toContain("Of 140 customers known on November 20, 2025, 63 (45%) bought within 365 days.");
    expect(page).toContain("by 62.3% of it, since only 455 days of orders lay before that day");
    expect(page).toContain("70% to 80%4025%30%35%80% to 90%10015%–49%");
    expect(page).not.toContain("10% to 20%");
    expect(page).not.toContain("no second year");
    const bins = nextOrder.returns?.bins.map((bin) => ({ ...bin, foretold: null })) ?? [];
    const alone = nextOrder.returns && { ...nextOrder.returns, bins };
    expect(pageOf({ ...nextOrder, returns: alone })).toContain(
      "That this is enough is not proved: there is no second year to try it on.",
    );
    const returns = nextOrder.returns && { ...nextOrder.returns, weight: 1 };
    expect(pageOf({ ...nextOrder, returns })).toContain("are put right by that, in full.");
  });

  test("says what is lacking where no year was held back, and nothing of how far it reaches in an earlier version's model", () => {
    const { levels, recalibrated, proof } = nextOrder;
    const page = pageOf({ levels, recalibrated, proof, returns: null }, { ...outlook, withReturn: 0 });
    expect(page).toContain(
      "How many will buy within a year, and who may never return, cannot be said yet: it is learned from a whole year held back, with 90 days of orders and 100 customers before it.",
    );
    expect(page).not.toContain("will probably buy again");
    expect(page).not.toContain("Did those who might not return");
    expect(page).not.toContain("further ahead");
  });

  test("cannot say yet without time held back, and nothing at all without a model", () => {
    expect(pageOf({ ...nextOrder, proof: null })).toContain("We cannot say yet how often the window is right");
    expect(pageOf(null)).toContain("No next order is foretold tonight");
  });
});

describe("the value of customers", () => {
  const carriers = { basis: "clv", share: 0.8, customers: 12, of: 60, totalMinor: 500_000, leastMinor: 4_250 } as const;

  test("says how few customers carry how much of it, and from what worth on", () => {
    const page = textOf(valueSection(withModel({ carriers })));
    expect(page).toContain(
      "12 customers (20% of 60) carry 80% of all expected value: each of them is worth $42.50 or more.",
    );
  });

  test("says where it stands that customers pay other prices than a year ago, and that its range is wider for that", () => {
    const range = { seasonKnown: true, deviation: 0.5, degrees: 6, cuts: [] };
    const said = (spendTimes?: number) =>
      textOf(valueSection(withModel({ valueRange: { ...range, ...(spendTimes && { spendTimes }) } })));
    expect(said(2)).toMatch(
      /Customers pay about 100% more a purchase day than a year ago.*too low\. The range is wider for that\./,
    );
    expect(said(0.6)).toMatch(/about 40% less a purchase day.*too high\./);
    expect(said()).not.toContain("than a year ago, and what");
  });

  test("says where most of what is at stake is one customer", () => {
    const tiers = { ...data.tally.tiers, asleep: { customers: 3, reachable: 3, clvMinor: 90_000 } };
    const of = (greatestAtStakeMinor: number) => textOf(todaySection(withTally({ tiers, greatestAtStakeMinor })));
    expect(of(80_000)).toContain("$800 of it is one customer, the greatest clv_12m among the sleepy in customers.csv");
    expect(of(800)).not.toContain("of it is one customer");
  });

  test("says where the season was off the same way each time, and where it cannot be known yet", () => {
    const missed = { code: "clv-missed-held-back", text: "12% more came each time" } as const;
    const said = (model: Partial<ReportData["model"]>) => textOf(valueSection(withModel(model)));
    const range = { seasonKnown: false, deviation: 0.3, degrees: 4, cuts: [] };
    const off = (came: number) => {
      const one = { cut: "2025-11-20", months: 12, weight: 1, purchases: { foretold: 9, came: 9 } };
      const cuts = [
        { ...one, sameSeason: true, netMinor: { foretold: 1000, came } },
        { ...one, sameSeason: false, netMinor: { foretold: 1000, came: 1 } },
      ];
      return said({ statements: [missed], valueRange: { ...range, seasonKnown: true, cuts } });
    };
    expect(off(1200)).toMatch(
      /with 90% certainty between \S+ and \S+; in this season such forecasts were too low each time\./,
    );
    expect(off(800)).toContain("in this season such forecasts were too high each time.");
    expect(off(1000)).toContain("in this season such forecasts were off the same way each time.");
    const unknown = said({ statements: [], valueRange: range });
    expect(unknown).toMatch(/between \S+ and \S+\. We cannot know the season yet, so the range is a wide one\./);
    const known = said({ statements: [], valueRange: { ...range, seasonKnown: true } });
    expect(known).toContain("The range allows for how far 0 such forecasts of earlier days would have been off.");
    const opened = { ...range, seasonKnown: true, opened: { low: 0.4, high: 1 } };
    expect(said({ statements: [], valueRange: opened })).toContain(
      "would have been off. It reaches further down, since what is told above of the shop as a whole may make this too high.",
    );
    const { valueRange, ...without } = data.model;
    expect(textOf(valueSection({ ...data, model: { ...without, statements: [] } }))).not.toContain(
      "Surprises included",
    );
  });

  test("says what the total would be if few purchases told all that they may", () => {
    const few = {
      customers: 1,
      purchaseDays: 1,
      spentMinor: 9e6,
      believedMinor: 9e4,
      valueMinor: 2e5,
      inFullMinor: 17e6,
    };
    const said = (statements: ReportData["model"]["statements"]) =>
      textOf(valueSection(withModel({ restsOnFew: few, carriers, statements })));
    expect(said([{ code: "value-rests-on-few", text: "1 customer's single order" }])).toMatch(
      /It would be \$173,000 if 1 purchase day far beyond all others counted in full\./,
    );
    expect(said([])).not.toContain("far beyond all others");
  });

  test("stands each month's value where it is, and says whether that knows the season", () => {
    const months = [
      { from: "2026-11-21", to: "2026-12-20", expectedMinor: 300 },
      { from: "2026-12-21", to: "2027-01-20", expectedMinor: 100 },
    ];
    const page = (seasonal: boolean) => textOf(valueSection(withModel({ valueByMonth: { seasonal, months } })));
    expect(page(true)).toMatch(/November 21, 2026 to December 20, 2026\s?\$[\d,.]+75%/);
    // What is done, and no more: the shares of a year before are not carried on (half of a year's value came in a month told as a fifth).
    expect(page(true)).toContain("moved by how many more or fewer purchases than a model foretold the same part");
    expect(page(true)).toContain("Purchase days promised for the next 90 days go by the repeat score");
    expect(page(true)).not.toContain("as much of it in each month");
    expect(page(false)).toContain("We cannot know the season yet: the model alone divides it");
    const seen = { seasonKnown: true, deviation: 0.2, degrees: 9, cuts: [] };
    const inPart = withModel({ valueByMonth: { seasonal: false, months }, valueRange: seen });
    expect(textOf(valueSection(inPart))).toContain("No whole year shows the season alone: the model alone divides it");
    const one = { seasonal: true, months: months.slice(0, 1) };
    expect(textOf(valueSection(withModel({ valueByMonth: one })))).not.toContain("Month by month");
    const nothing = { seasonal: true, months: months.map((month) => ({ ...month, expectedMinor: 0 })) };
    expect(textOf(valueSection(withModel({ valueByMonth: nothing })))).not.toContain("Month by month");
  });

  test("tells what the model is unsure of from what luck adds", () => {
    const page = textOf(valueSection(data));
    const money = (label: string): number[] => {
      const [, low = "", expected = "", high = ""] =
        new RegExp(`${label}\\$([\\d,.]+)\\$([\\d,.]+)\\$([\\d,.]+)`).exec(page) ?? [];
      return [low, expected, high].map((text) => Number(text.replaceAll(",", "")));
    };
    const [modelLow = 0, expected = 0, modelHigh = 0] = money("If luck evens out");
    const [low = 0, , high = 0] = money("Luck included");
    const [least = 0, , most = 0] = money("Surprises included");
    const rising = [least, low, modelLow, expected, modelHigh, high, most];
    expect(rising).toEqual(rising.toSorted((a, b) => a - b));
    expect(new Set(rising).size).toBe(7);
    expect(page).toContain(`between $${least.toLocaleString("en")} and $${most.toLocaleString("en")}`);
  });

  test("goes without a range where the fit does not hold its parameters", () => {
    const { models } = data.model;
    const loose = { ...models, gammaGamma: models.gammaGamma && { ...models.gammaGamma, logCovariance: null } };
    expect(textOf(valueSection(withModel({ models: loose })))).toContain(
      "How far that may be off cannot be said tonight",
    );
  });
});

describe("groups of customers who buy alike", () => {
  const clusters: Clusters = {
    k: 2,
    sample: { customers: 60, oneIn: 1 },
    criterion: { name: "mean-simplified-silhouette", tolerance: 0.05, keeping: 0.02, values: [{ k: 2, value: 0.61 }] },
    shopIntervalDays: 30,
    scales: [
      { mean: Math.log(31), sd: 1 },
      { mean: Math.log(2), sd: Math.log(2) },
      { mean: Math.log(5000), sd: Math.log(2) },
      { mean: Math.log(30), sd: 1 },
    ],
    furthest: 3,
    clusters: [
      { name: "frequent buyers", signs: [0, 1, 0, 0], centroid: [0, 1, 1, 0], customers: 20 },
      { name: "occasional buyers", signs: [0, -1, 0, 0], centroid: [0, -1, -1, 0], customers: 40 },
    ],
    adjustedRandIndex: 0.97,
  };
  const tally = {
    "frequent buyers": { customers: 20, netMinor: 200_000, clvMinor: 100_000 },
    "occasional buyers": { customers: 40, netMinor: 80_000, clvMinor: 20_000 },
  };
  const pageOf = (found: Clusters | null) =>
    textOf(
      clustersSection({
        ...withModel({ clusters: found }),
        tally: { ...data.tally, clusters: tally },
        run: { ...data.run, previous: night },
      }),
    );

  test("are shown with size, what is typical in days, orders and money, and how far they are yesterday's", () => {
    const page = pageOf(clusters);
    expect(page).toContain("fall into 2 groups; the largest, “occasional buyers”, holds 66.7% of them");
    expect(page).toContain("97% the same grouping as on November 13, 2026");
    expect(page).toContain("Frequent buyers30 days4.0$10030 days");
    expect(page).toContain("Occasional buyers30 days1.0$25–");
  });

  test("are not shown where there are none", () => {
    expect(pageOf(null)).toContain("There are no groups tonight");
  });
});

describe("how customers buy", () => {
  test("names favourite categories by how many like them, whatever a shop calls them, and how many have none", () => {
    const categories: [string, number][] = [
      ["<b>tea</b>", 5],
      ["coffee", 12],
    ];
    const page = habitsSection(withTally({ habits: { ...data.tally.habits, categories, otherCategories: 3 } })).markup;
    expect(page).not.toContain("<b>tea");
    expect(page.indexOf(">coffee<")).toBeLessThan(page.indexOf(">&lt;b&gt;tea&lt;/b&gt;<"));
    expect(page).toContain("20 customers of 60 have a favourite");
  });

  test("compares customers' discounts with the shop's, on as many orders as tell", () => {
    const habits = { orders: 400, discountedOrders: 100, discountShare: 0.25, priorOrders: 10 };
    const priceSensitivity = { less: 10, likeShop: 30, more: 20 };
    const page = textOf(
      habitsSection({
        ...withModel({ habits }),
        tally: { ...data.tally, outlook: { ...data.tally.outlook, priceSensitivity } },
      }),
    );
    expect(page).toContain("25% of orders were discounted (100 of 400 orders");
    expect(page).toContain("More than the shopfrom 1.252033.3%");
  });

  test("says of one customer how they buy, and not how many of one", () => {
    const said = (buyingHabits: ReportData["tally"]["habits"]["buyingHabits"]) =>
      textOf(
        habitsSection(
          withTally({ all: { ...data.tally.all, customers: 1 }, habits: { ...data.tally.habits, buyingHabits } }),
        ),
      );
    expect(said({ "one-time": 1 })).toContain("The one customer bought on one day only.");
    expect(said({ regular: 1 })).toContain("The one customer bought on more than one day, regularly.");
    expect(said({ seasonal: 1 })).toContain("on more than one day, with the season.");
    expect(said({ irregular: 1 })).toContain("The one customer bought on more than one day.");
    expect(said({ regular: 1 })).not.toMatch(/of 1 customer|1 customer stand/);
  });

  test("says so where nothing is known of discounts, categories or hours", () => {
    const page = textOf(habitsSection(data));
    expect(page).toContain("Of no counted order is it known whether it was discounted");
    expect(page).toContain("Nobody has a favourite category yet");
    expect(page).toContain("of orders whose hour is known");
  });
});

describe("bars", () => {
  test("are as long as what they stand for, on wide screens and on narrow ones", () => {
    const bars = [
      { label: "all", length: 40, part: 10, strong: "40", text: "80%" },
      { label: "half", length: 20, strong: "20", text: "" },
    ];
    const { markup } = barsChart(bars, "Two bars.", { labels: 100, texts: 120 });
    const widths = [...markup.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));
    expect(widths).toEqual([500, 125, 250, 360, 90, 180]);
    expect(markup.match(/aria-label="Two bars."/g)).toHaveLength(2);
  });

  test("shorten a label that has no room, by letters and not by halves of them", () => {
    const bar = { label: "\u{1F375}".repeat(80), length: 1, strong: "1", text: "" };
    const labels = [...barsChart([bar], "One bar.").markup.matchAll(/class="label">([^<]+)</g)].map(
      ([, label = ""]) => label,
    );
    expect(labels[0]).toMatch(/^(\u{1F375}){19}…$/u);
  });

  test("draw nothing of nothing", () => {
    const { markup } = barsChart([{ label: "none", length: 0, strong: "0", text: "" }], "No bar.");
    expect(markup).toContain('width="0"');
    expect(markup).not.toContain("NaN");
  });
});

test("what waits for a release is told as written to once it comes, whether its hour is there or to come", () => {
  const tallies = newCampaignTallies([
    campaignSchema.parse({ id: "win-back", name: "Win-back", trigger: { on: "birthday" } }),
  ]);
  const row = { customerId: "a", campaignId: "win-back", step: "first", occurrence: "1", outcome: "waiting" } as const;
  addToCampaigns(tallies, [
    { ...row, reason: "hour-to-come", until: "2026-11-21T10:00:00.000Z" },
    { ...row, reason: "awaiting-approval" },
    { ...row, reason: "awaiting-approval", until: "2026-11-22" },
  ]);
  const mail = { ...data.run.settings.mail, sending: "on" as const, approval: "required" as const };
  const run = { ...data.run, settings: { ...data.run.settings, mail } };
  const approval = { runId: run.runId, approved: "nothing", mails: { "win-back": 2 } } as const;
  const shown = { ...data, run, campaigns: [...tallies.values()], approval };
  const text = textOf(campaignsSection(shown));
  expect(text).toContain("3 messages were due: 2 to be written once somebody releases the post, 1 not.");
  expect(text).not.toContain("asked again each hour");
  expect(text).toContain("ReasonMessages");
  expect(text).toContain("(waits: due again tomorrow)");
  expect(writtenTo(shown)).toEqual({
    customers: 2,
    says: "are written to today once somebody releases the post.",
  });
  const hold = { since: run.at, by: "command" } as const;
  const braked = { ...data, run, campaigns: [...tallies.values()], held: { campaigns: { "win-back": hold } } };
  expect(writtenTo(braked)).toEqual({
    customers: 1,
    says: "is written to today once somebody releases the post.",
  });
  expect(textOf(campaignsSection(braked))).toContain(
    "1 of them later today, if somebody releases them before: 1 at 10:00",
  );
  const released = textOf(campaignsSection({ ...shown, approval: { ...approval, approved: "everything", mails: {} } }));
  expect(released).toContain("3 messages were due: 1 to be written, 2 not.");
  addToCampaigns(tallies, [{ ...row, outcome: "sent", locale: "en", emailKey: "k", runId: run.runId }]);
  const some = textOf(campaignsSection({ ...shown, campaigns: [...tallies.values()] }));
  expect(some).toContain("4 messages were due: 3 written, 2 of them once somebody releases the post, 1 not.");
  expect(writtenTo({ ...shown, campaigns: [...tallies.values()] }).says).toBe(
    "are written to today: 1 so far; 2 once somebody releases the post.",
  );
  expect(writtenTo({ ...data, run, campaigns: [...tallies.values()] })).toEqual({
    customers: 2,
    says: "are written to today: 1 so far; 1 still to come, at 10:00.",
  });
});

test("what a rehearsal lists as sent went to nobody, and its report says so", () => {
  const [campaign] = newCampaignTallies([
    campaignSchema.parse({ id: "win-back", name: "Win-back", trigger: { on: "birthday" } }),
  ]).values();
  if (campaign === undefined) throw new Error("no campaign was taken");
  const mail = { ...data.run.settings.mail, sending: "on" as const };
  const run = { ...data.run, settings: { ...data.run.settings, mail } };
  const campaigns = [{ ...campaign, considered: 3, sent: 2 }];
  const really = textOf(campaignsSection({ ...data, run, campaigns }));
  expect(really).toContain("Sending is on.");
  expect(really).toContain("2 written, 1 not");
  const rehearsed = { ...data, campaigns, run: { ...run, rehearsed: true as const } };
  expect(textOf(campaignsSection(rehearsed))).toContain("A rehearsal: nobody was written to.");
  expect(textOf(campaignsSection(rehearsed))).toContain("2 would have been written, 1 not");
  expect(writtenTo(rehearsed).says).toBe("would have been written to: this night was rehearsed.");
});

describe("how tiers are made", () => {
  const floors = { leastDays: 7, awakeChance: 0.8, leastIntervals: 0.5, deeper: [2, 4] as [number, number] };
  const told = (more: Partial<ReportData["model"]["tiers"]>) =>
    textOf(modelSection(withModel({ tiers: { ...data.model.tiers, ...more } })));

  test("names the floors and the ceiling, as far as the night had them", () => {
    const text = told({ floors: { ...floors, ceiling: { days: 204, intervals: 1.5, chance: 0.2 } } });
    expect(text).toContain("Nobody is drowsy before 7 days of silence, nor before 50% of their own interval");
    expect(text).toContain(
      "Below a chance of 20% nobody is new or awake from 204 days of silence on, or from 1.5 times their own interval where they bought again and that is longer.",
    );
    expect(told({ floors })).not.toContain("nobody is new or awake");
    expect(told({ floors: undefined })).not.toContain("Nobody is drowsy");
  });
});

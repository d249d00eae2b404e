import { beforeAll, describe, expect, test } from "vitest";
import { wouldBeMail } from "../../../../shared/campaigns/ask-gates.ts";
import { addToCampaigns, newCampaignTallies } from "../../../../shared/campaigns/tally-campaigns.ts";
import { tallyMoves } from "../../../../shared/marketing/report/headline.ts";
import { html } from "../../../../shared/model/html.ts";
import { stopReasonSchema, withheldSchema } from "../../../../shared/model/message.ts";
import { smallShop } from "../../../support/night-shop.ts";
import { holdNight, nightWorld, receivedFiles } from "../../../support/night-world.ts";

describe("the report", () => {
  let page = "";
  let files = new Map<string, string>();
  beforeAll(async () => {
    const settings = {
      mail: { sending: "test", testRecipients: ["tester@shop.example"] },
      shop: { name: "Tea & Co", postalAddress: "1 Harbour Lane" },
    };
    const world = nightWorld({ customers: smallShop(500, "2026-11-20"), settings });
    await holdNight(world, { at: "2026-11-20T03:30:00.000Z" });
    await holdNight(world, { at: "2026-11-21T03:30:00.000Z" });
    files = receivedFiles(world, "2026-11-20");
    page = files.get("report.html") ?? "";
  });

  test("needs nothing but itself: no script, no style sheet, no picture, no font from elsewhere", () => {
    // One link leads out of it, and nowhere by itself: the brake.
    const withoutBrake = page.replace(/<a href="https:\/\/shop\.example\/h\/[\w.-]+">Hold all mail<\/a>/, "");
    expect(withoutBrake).not.toMatch(/<script|<link|<img|<iframe|@import|@font-face|url\(|https?:/);
  });

  test("has a language, a title, one first heading, and headings that leave no level out", () => {
    expect(page).toMatch(/<html lang="en">/);
    expect(page).toContain("<title>Tea &amp; Co: customers on 2026-11-20</title>");
    const levels = [...page.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    levels.reduce((before, level) => {
      expect(level).toBeLessThanOrEqual(before + 1);
      return level;
    });
  });

  test("says of every picture what it shows, and gives its numbers as a table", () => {
    const figures = [...page.matchAll(/<figure>.*?<\/figure>/gs)].map(([figure]) => figure);
    expect(figures.length).toBeGreaterThanOrEqual(10);
    expect(page.replaceAll(/<figure>.*?<\/figure>/gs, "")).not.toContain('<svg class="chart"');
    for (const figure of figures) {
      expect(figure).toMatch(/<svg class="chart"[^>]*role="img" aria-label="[^"]{20,}"/);
      expect(figure).toMatch(/<table>.*<caption>/s);
    }
  });

  test("lists parts that are there, each once", () => {
    const ids = [...page.matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id);
    const links = [...page.matchAll(/<a href="#([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(links.length).toBeGreaterThan(10);
    expect(ids).toEqual(expect.arrayContaining(links));
  });

  test("says first what to do today, for how many, and in which file they are", () => {
    const [, today = ""] = /<section id="today">(.*?)<\/section>/s.exec(page) ?? [];
    expect(page.indexOf('<section id="today">')).toBeLessThan(page.indexOf('<section id="tiers">'));
    for (const [, customers, file] of today.matchAll(/<strong class="big">([\d,]+)<\/strong>.*?<code>(.*?)<\/code>/g)) {
      const lines =
        files
          .get(file ?? "")
          ?.trimEnd()
          .split("\r\n") ?? [];
      expect([file, Number(customers?.replace(",", ""))]).toEqual([file, lines.length - 1]);
    }
    expect(today).toContain("segments/worth-waking.csv");
  });

  test("closes every element that it opens", () => {
    const open: string[] = [];
    for (const [, slash, name = "", , self] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|[^">])*?)(\/?)>/gi)) {
      if (["meta", "br"].includes(name) || self === "/") continue;
      if (slash === "/") expect(open.pop()).toBe(name);
      else open.push(name);
    }
    expect(open).toEqual([]);
  });

  test("prints the settings in force, and counts people's addresses instead of showing them", () => {
    expect(page).toContain("<code>tiers.cuts</code></th><td>1.5, 3, 6</td>");
    expect(page).toContain("<code>mail.testRecipients</code></th><td>1 (kept to themselves)</td>");
    expect(page).not.toContain("tester@shop.example");
  });

  test("counts every reason in words", () => {
    expect(page).toContain("would have been sent: test mode reaches test addresses only");
    expect(page).toContain("did not agree to marketing mail");
  });
});

test("whatever is filled into markup is escaped, unless it is markup", () => {
  expect(html`<p title="${`"'`}">${"<b>&"}${html`<i>${1}</i>`}${[html`x`, "<"]}${undefined}${false}</p>`.markup).toBe(
    '<p title="&quot;&#39;">&lt;b&gt;&amp;<i>1</i>x&lt;</p>',
  );
});

test("moves between tiers come to sleepier, woken, bought again, stayed and seen first", () => {
  const moves = {
    ">new": 1,
    "new>awake": 2,
    "new>drowsy": 4,
    "awake>asleep": 8,
    "asleep>awake": 16,
    "drowsy>drowsy": 32,
    "drowsy>new": 64,
  };
  expect(tallyMoves(moves)).toEqual({ firstSeen: 1, flipped: 0, secondOrders: 2, sleepier: 12, woken: 80, stayed: 32 });
});

test("a campaign's tally adds up to everybody it considered, for every reason there is", () => {
  const occasion = {
    customerId: "a",
    campaignId: "win-back",
    step: "first",
    occurrence: "2026-01-01",
    tier: "drowsy",
  } as const;
  const outcomes = [
    ...withheldSchema.options.flatMap((outcome) =>
      stopReasonSchema.options.map((reason) => ({ ...occasion, outcome, reason })),
    ),
    ...(["sent", "sent", "refused", "unknown", "in-progress"] as const).map((outcome) => ({
      ...occasion,
      outcome,
      locale: "en",
      emailKey: "key-a",
      runId: "2026-11-20-1",
    })),
  ];
  const tallies = newCampaignTallies([]);
  for (const outcome of outcomes) addToCampaigns(tallies, [outcome]);
  const [tally] = tallies.values();
  expect(tally).toMatchObject({
    considered: outcomes.length,
    sent: 2,
    refused: 1,
    unknown: 1,
    inProgress: 1,
    wouldBeMail: 3 * stopReasonSchema.options.filter(wouldBeMail).length,
  });
  for (const then of withheldSchema.options)
    expect(Object.values(tally?.[then] ?? {})).toEqual(stopReasonSchema.options.map(() => 1));
});

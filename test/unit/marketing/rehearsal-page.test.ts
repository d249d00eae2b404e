import { describe, expect, it } from "vitest";
import type { Rehearsal, RehearsedNight } from "../../../shared/marketing/rehearsal/rehearsal.ts";
import { renderRehearsal } from "../../../shared/marketing/rehearsal/rehearsal-page.ts";
import { rehearsalWords } from "../../../shared/marketing/rehearsal/rehearsal-words.ts";
import type { WithheldCounts } from "../../../shared/model/message.ts";
import { addDays } from "../../../shared/scoring/summaries/epoch-day.ts";
import { entryOf } from "../../support/promise-entry.ts";

const withheld = (stopped: WithheldCounts["stopped"]): WithheldCounts => ({ stopped, waiting: {}, expired: {} });
const night = (index: number): RehearsedNight => ({
  asOf: addDays("2026-03-01", index),
  sendDay: addDays("2026-03-02", index),
  customers: 10 + index,
  tiers: { new: 4, awake: 3, drowsy: 2, "half-asleep": 1, asleep: index },
  campaigns: [
    { id: "win-back", name: "Win-<b>ack", channel: "email", considered: 3, written: 2, ...withheld({ holdout: 1 }) },
    {
      id: "birthday",
      name: "Birthday",
      channel: "email",
      considered: index,
      written: 0,
      ...withheld({ "no-consent": index }),
    },
  ],
});

const rehearsal: Rehearsal = {
  ...{ shop: "Tea & Co", currency: "EUR", timeZone: "UTC", codeVersion: "0.1.0", from: "2026-03-01", to: "2026-03-20" },
  nights: Array.from({ length: 20 }, (_, index) => night(index)),
  followedDays: 30,
  followUps: [
    {
      ...{ id: "win-back", name: "Win-<b>ack" },
      written: { occasions: 30, returned: 3, netMinor: 9_345, open: 10 },
      heldOut: { occasions: 4, returned: 1, netMinor: 500, open: 1 },
    },
  ],
  peopleWritten: 38,
  lastDay: "2026-05-01",
  undone: { dated: 2, undated: 7 },
  leftOut: [{ id: "spring", problems: ["spring/en.text.liquid is missing"] }],
  stoodIn: [],
  book: [],
};

describe("renderRehearsal", () => {
  const page = renderRehearsal(rehearsal);

  it("tells messages, reasons, who came back anyway, tiers and every day", () => {
    expect(page).toContain("40 messages to 38 people would have gone out");
    expect(page).toContain("held out on purpose, to measure what the campaign brings");
    expect(page).toContain("After 3 of 30 messages (10%)");
    expect(page).toContain("€93.45");
    expect(page).toContain("11 occasions whose 30 days are not over");
    expect(page).toContain('href="nightly/dt=2026-03-20/report.html"');
    expect(page).toContain("The campaign spring was left out");
    expect(page).toContain("Of 7 orders that were refunded or cancelled the file does not say when");
  });

  it("says what nights would have promised and what came, or how many nights that takes", () => {
    expect(page).toContain("Rehearse more than 90 nights");
    const book = [entryOf({ promisedOn: "2025-12-04" }), entryOf({ promisedOn: "2025-12-10", buyers: { came: 150 } })];
    const settled = renderRehearsal({ ...rehearsal, book });
    expect(settled).toContain("On December 10, 2025 we promised 263 buyers (228 to 301)");
    expect(settled).toContain("1 of the 2 with a range came true within it");
    expect(settled).toContain('href="#promises"');
  });

  it("writes what campaigns and shops are called as text", () => {
    expect(page).not.toContain("Win-<b>ack");
    expect(page).toContain("Win-&lt;b&gt;ack");
    expect(page).toContain("Tea &amp; Co");
  });

  it.each([2, 20, 90, 200, 400, 1_000])(
    "labels days with room for a month and its year between two: %s nights",
    (count) => {
      const nights = Array.from({ length: count }, (_, index) => ({
        ...night(0),
        ...{ asOf: addDays("2025-12-30", index), sendDay: addDays("2025-12-31", index) },
      }));
      const charts = renderRehearsal({ ...rehearsal, nights }).match(/<svg.*?<\/svg>/gs) ?? [];
      expect(charts.length).toBeGreaterThan(1);
      for (const chart of charts) {
        const labels = [...chart.matchAll(/<text x="([\d.]+)" y="[\d.]+" class="axis">([^<]+)</g)];
        for (const [index, [, x, text = ""]] of labels.entries()) {
          const next = Number(labels[index + 1]?.[1] ?? Number.POSITIVE_INFINITY);
          // Figures and letters at 12.5 px are 7.5 px wide at most, on the average.
          expect(next - Number(x), text).toBeGreaterThan(text.length * 7.5);
        }
      }
    },
  );

  it.each([2, 6, 7, 40])(
    "draws no two of %s campaigns in one colour: those with the fewest messages are one layer",
    (count) => {
      const campaigns = Array.from({ length: count }, (_, index) => ({
        ...{ id: `c${index}`, name: `Campaign ${index}.`, channel: "email" as const, ...withheld({}) },
        ...{ considered: count - index, written: count - index },
      }));
      const drawn = renderRehearsal({ ...rehearsal, nights: rehearsal.nights.map((one) => ({ ...one, campaigns })) });
      const [mail = ""] = /<section id="mail">.*?<\/section>/s.exec(drawn) ?? [];
      const keys = [...mail.matchAll(/<span class="key" style="--key:([^"]+)">([^<]+)</g)];
      const names = keys.map(([, , name]) => name);
      expect(new Set(keys.map(([, fill]) => fill)).size).toBe(keys.length);
      expect(names.slice(0, 6)).toEqual(campaigns.slice(0, 6).map(({ name }) => name));
      const others = count - 6;
      expect(names.slice(6)).toEqual(
        others > 0 ? [others === 1 ? "1 other campaign" : `${others} other campaigns`] : [],
      );
      for (const { name } of campaigns) expect(mail).toContain(name);
    },
  );

  it("says one order as one", () => {
    const one = renderRehearsal({ ...rehearsal, undone: { dated: 1, undated: 1 } });
    expect(one).toContain("1 order that was refunded or cancelled changes when the file says so");
    expect(one).toContain("Of 1 order that was refunded or cancelled the file does not say when");
  });

  it("needs nothing from elsewhere", () => {
    expect(page).not.toMatch(/<script|<link|src=|url\(/);
  });

  it("says that nobody can say where the file ends too soon", () => {
    const nobody = { occasions: 0, returned: 0, netMinor: 0, open: 3 };
    const followed = [{ id: "win-back", name: "Win-back", written: nobody, heldOut: nobody }];
    const ends = renderRehearsal({ ...rehearsal, followUps: followed });
    expect(ends).toContain(
      "Nobody can say: the file does not reach 30 days past any message, for it ends on May 1, 2026",
    );
  });
});

describe("rehearsalWords", () => {
  it("says for a terminal what came of it, the most frequent reason first", () => {
    expect(rehearsalWords(rehearsal)).toEqual([
      "20 nights from 2026-03-01 to 2026-03-20: 40 messages to 38 people would have gone out. Nobody was written to.",
      "The campaign spring was left out: its files have mistakes.",
      "  spring/en.text.liquid is missing",
      "  Win-<b>ack: 40 of 60 occasions",
      "  Birthday: 0 of 190 occasions",
      "What stopped the rest:",
      "  190: did not agree to marketing mail at this very address, or to messages by the campaign's channel",
      "  20: held out on purpose, to measure what the campaign brings",
      "Came back anyway: after 3 of 30 messages (10%) whose 30 days are over in the file, the person bought, for €93.45, though no message came. None of that is what a campaign brings.",
    ]);
  });

  it("counts an occasion that waits once, with what became of it in the end", () => {
    const first = rehearsal.nights[0];
    const winBack = first?.campaigns[0];
    if (first === undefined || winBack === undefined) throw new Error("there is a night");
    const none = { ...winBack, considered: 4, written: 0, stopped: {} };
    const nights = [
      { ...first, campaigns: [{ ...none, written: 1, waiting: { "over-limit": 3 } }] },
      { ...first, campaigns: [{ ...none, considered: 3, written: 1, waiting: { "over-limit": 2 } }] },
      { ...first, campaigns: [{ ...none, considered: 2, waiting: { "over-limit": 1 }, expired: { "over-limit": 1 } }] },
    ] as const;
    const said = rehearsalWords({ ...rehearsal, leftOut: [], nights });
    expect(said.slice(1, -1)).toEqual([
      "  Win-<b>ack: 2 of 4 occasions",
      "What stopped the rest:",
      "  1: had enough mail from us lately (waits: due again tomorrow)",
      "  1: had enough mail from us lately (expired: this was the last day on which it was due)",
    ]);
    const page = renderRehearsal({ ...rehearsal, nights });
    expect(page).toContain("had enough mail from us lately (waits: due again tomorrow)</th><td>1</td>");
  });

  it("says of how many it does not name the reason", () => {
    const [first] = rehearsal.nights;
    const [winBack] = first?.campaigns ?? [];
    if (first === undefined || winBack === undefined) throw new Error("there is a night");
    const stopped = { holdout: 6, suppressed: 5, "no-consent": 4, "no-address": 3, "over-limit": 2, "bought-since": 1 };
    const night = { ...first, campaigns: [{ ...winBack, considered: 23, stopped }] };
    const said = rehearsalWords({ ...rehearsal, nights: [night] });
    expect(said.slice(said.indexOf("What stopped the rest:") + 4, -1)).toEqual([
      "  3: no usable e-mail address; of another channel, nothing they are reached at there",
      "  3: 2 other reasons, which the page has",
    ]);
  });

  it("says why there is no message where no campaign is enabled", () => {
    const nights = rehearsal.nights.map((one) => ({ ...one, campaigns: [] }));
    expect(rehearsalWords({ ...rehearsal, nights, leftOut: [] })).toContain("No campaign is enabled.");
  });
});

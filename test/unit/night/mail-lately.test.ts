import { describe, expect, it } from "vitest";
import { mailLately } from "../../../shared/night/mail-lately.ts";
import { fakeMailFeedback } from "../../support/fake-mail-feedback.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, nightWorld, receivedFiles } from "../../support/night-world.ts";
import { nightRun } from "../../support/notify-world.ts";

const asOf = "2026-11-20";
const none = { campaigns: [] };
const { settings } = nightRun();

const neverAsked = async (): Promise<never> => {
  throw new Error("a shop that counts no clicks asks for none");
};

describe("mailLately", () => {
  it("says of each campaign in how many mails of these days somebody clicked, where that is counted", async () => {
    const counted = nightRun({ mail: { clicks: "counted" } }).settings;
    const deps = {
      ...fakeMailFeedback(),
      readMailsSent: async () => ({ "win-back": 2, birthday: 1 }),
      readClicks: async (day: string) =>
        day === "2026-10-22" || day === asOf ? { "win-back": 1, "of nobody": 1 } : {},
    };
    expect(await mailLately({ asOf, settings: counted }, none, deps)).toMatchObject([
      { id: "birthday", sent: 30, clicked: 0 },
      { id: "win-back", sent: 60, clicked: 2 },
    ]);
  });

  it("adds up what was sent and what came back in the thirty days up to the as-of day, and no others", async () => {
    const feedback = fakeMailFeedback();
    const note = (day: string, kind: "bounced" | "complained", message: string, campaignId = "win-back") =>
      feedback.noteFeedback({ day, campaignId, kind, message });
    // The first and the last day of the window, and those beside it.
    for (const day of ["2026-10-21", "2026-10-22", "2026-11-20", "2026-11-21"]) await note(day, "bounced", day);
    await note("2026-11-20", "complained", "c");
    await note("2026-11-20", "bounced", "d", "of nobody");
    const mails: Record<string, Record<string, number>> = {
      "2026-10-20": { "win-back": 1_000 },
      "2026-10-21": { "win-back": 20 },
      "2026-11-19": { "win-back": 30, birthday: 5 },
      "2026-11-20": { "win-back": 1_000 },
    };
    const readMailsSent = async (day: string) => mails[day] ?? {};
    expect(await mailLately({ asOf, settings }, none, { ...feedback, readMailsSent, readClicks: neverAsked })).toEqual([
      { id: "birthday", name: "birthday", sent: 5, bounced: 0, complained: 0 },
      { id: "win-back", name: "win-back", sent: 50, bounced: 2, complained: 1 },
    ]);
  });

  it("stands in the report of the nights after mail was sent", async () => {
    const customers = smallShop(300, asOf);
    const settings = {
      shop: { postalAddress: "1 Example Street, Exampletown" },
      mail: { sending: "on", holdoutShare: 0 },
    };
    const first = nightWorld({ customers, settings });
    await holdNight(first, { at: "2026-11-21T03:30:00.000Z" });
    const messages = receivedFiles(first, asOf).get("messages.csv") ?? "";
    const sent = messages.split("\r\n").filter((line) => /,win-back,.*,sent,/.test(line)).length;
    expect(sent).toBeGreaterThan(0);
    const second = nightWorld({ customers, settings, after: first, now: "2026-11-22T03:30:00.000Z" });
    await second.deps.noteFeedback({ day: "2026-11-21", campaignId: "win-back", kind: "bounced", message: "m" });
    await holdNight(second, { at: "2026-11-22T03:30:00.000Z" });
    const report = receivedFiles(second, "2026-11-21").get("report.html") ?? "";
    expect(report).toContain("What came back");
    expect(report).toContain(`1 (${(100 / sent).toFixed(2)}%)`);
  });
});

import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { messagesCsv } from "../../../shared/marketing/messages-csv.ts";
import { type CampaignLibrary, campaignLibrarySchema } from "../../../shared/model/campaign-library.ts";
import { isWithheld, type MessageOutcome } from "../../../shared/model/message.ts";
import type { Offer } from "../../../shared/model/offer.ts";
import { notifyShard } from "../../../shared/post/notify-shard.ts";
import { asOf, birthday, customer, nightRun, notifyWorld, winBack } from "../../support/notify-world.ts";
import { agreesToTexts, libraryWith, textCampaign } from "../../support/text-campaign.ts";

const shard = { runId: `${asOf}-1`, shard: 0 };
const template = {
  subject: "{{ offer.value }} for you",
  html: "<p>{{ offer.code }} {{ offer.value }} {{ offer.minimum_order }} {{ offer.ends_on }} <a href='{{ unsubscribe_url }}'>stop</a> {{ shop.postal_address }}</p>",
  text: "{{ offer.code }} {{ offer.value }} {{ offer.minimum_order }} {{ offer.ends_on }} {{ unsubscribe_url }} {{ shop.postal_address }}",
};
const source = (id: string, trigger: object, offer: object) => ({
  campaign: {
    ...{ id, name: id, purpose: "care", priority: id === "birthday" ? 60 : 40, trigger },
    ...{ steps: [{ name: "first", offer: "ten-off" }], offers: { "ten-off": offer } },
  },
  templates: { first: { en: template } },
});
/** Win-back and birthday, which promise the same. */
const promising = (more: object = {}): CampaignLibrary => {
  const offer = { code: "TEN-OFF", percent: 10, minimum_order: 30, ends_on: "2026-12-31", ...more };
  return campaignLibrarySchema.parse({
    campaigns: [
      source("birthday", { on: "birthday" }, offer),
      source("win-back", { on: "tier-entered", tiers: ["drowsy"] }, offer),
    ],
  });
};
const worldOf = (library: CampaignLibrary, ...[candidates, people, run]: Parameters<typeof notifyWorld>) => {
  const world = notifyWorld(candidates, people, run);
  return { ...world, deps: { ...world.deps, readCampaigns: async () => library } };
};
/** The day's file of one shard. */
const csvOf = async (rows: readonly MessageOutcome[] = []): Promise<string> => {
  const lines: string[] = [];
  for await (const line of messagesCsv(inOneShard(rows))) lines.push(line);
  return lines.join("");
};
async function* inOneShard(rows: readonly MessageOutcome[]) {
  yield rows;
}
const reasons = (world: ReturnType<typeof worldOf>) =>
  world.files.at(-1)?.map((row) => (isWithheld(row) ? `${row.outcome} ${row.reason}` : row.outcome));

describe("a message that promises something", () => {
  it("says so in the words of the language, and the ledger and the day's file have what", async () => {
    const run = nightRun({
      ...{ currency: "GBP", mail: { sending: "on", holdoutShare: 0, sender: { email: "hello@shop.example" } } },
    });
    const world = worldOf(promising(), [winBack("a")], [customer("a")], run);
    await notifyShard(shard, world.deps);
    const mail = await PostalMime.parse(world.mailer.taken[0]?.raw ?? "");
    expect(mail.subject).toBe("10% for you");
    expect(mail.text).toMatch(/^TEN-OFF 10% £30 December 31, 2026 /);
    expect([...world.messages.rows.values()]).toMatchObject([{ state: "sent", offer: "ten-off" }]);
    const first = await csvOf(world.files.at(-1));
    expect(first.trim().split("\r\n").at(-1)).toMatch(/^a,win-back,first,2026-09-01,sent,.*,ten-off$/);
    await notifyShard(shard, world.deps);
    expect(await csvOf(world.files.at(-1))).toBe(first);
    expect(world.mailer.taken).toHaveLength(1);
  });

  it("is not handed over again where its step promises something else by now, or that has ended", async () => {
    const texts = (name: string, offer: Offer) =>
      libraryWith(
        textCampaign(
          { steps: [{ name: "first", after: 0, offer: name }], offers: { [name]: offer } },
          "{{ shop.name }}: {{ offer.code }}. STOP?",
        ),
      );
    const candidate = { ...birthday("a"), campaignId: "text", channel: "sms" as const };
    const world = worldOf(texts("u", { code: "UUU", amount: 5 }), [candidate], [customer("a", agreesToTexts(1))]);
    const again = async (library: CampaignLibrary) => {
      await notifyShard(shard, { ...world.deps, readCampaigns: async () => library });
      return [reasons(world), world.outbox.at(-1)?.map(({ text }) => text)];
    };
    for (const _time of ["once", "again"])
      expect(await again(texts("u", { code: "UUU", amount: 5 }))).toEqual([["sent"], ["Linden & Loom: UUU. STOP?"]]);
    for (const other of [texts("v", { code: "VVV", amount: 9 }), texts("u", { code: "UUU", amount: 5, ends_on: asOf })])
      expect(await again(other)).toEqual([["stopped offer-over"], []]);
  });

  it("is not written once the promise has ended, and not again within its distance, whatever campaign it is of", async () => {
    const over = worldOf(promising({ ends_on: asOf }), [winBack("a")], [customer("a")]);
    await notifyShard(shard, over.deps);
    expect(reasons(over)).toEqual(["stopped offer-over"]);
    const lastDay = worldOf(promising({ ends_on: "2026-11-21" }), [winBack("a")], [customer("a")]);
    await notifyShard(shard, lastDay.deps);
    expect(reasons(lastDay)).toEqual(["sent"]);

    const apart = worldOf(
      promising({ days_apart: 90 }),
      [{ ...birthday("a"), dueUntil: "2026-12-05" }],
      [customer("a")],
    );
    await notifyShard(shard, apart.deps);
    expect(reasons(apart)).toEqual(["sent"]);
    for (const [day, said] of [
      ["2027-02-18", "waiting offered-lately"],
      ["2027-02-19", "sent"],
    ] as const) {
      const occasion = { ...winBack("a"), dueUntil: "2027-03-01" };
      const later = nightRun({}, { asOf: before(day), sendDay: day, at: `${day}T03:30:00.000Z` });
      const world = worldOf(promising({ days_apart: 90, ends_on: "2027-12-31" }), [occasion], [customer("a")], later);
      const deps = { ...world.deps, ...apart.messages, now: () => `${day}T03:31:00.000Z` };
      await notifyShard({ ...shard, runId: later.runId }, deps);
      expect(reasons(world)).toEqual([said]);
    }
  });
});

const before = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

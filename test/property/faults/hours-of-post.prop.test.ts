import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withHold, withoutHold } from "../../../shared/campaigns/brake.ts";
import type { Candidate } from "../../../shared/model/campaign.ts";
import { consentsOf } from "../../../shared/model/consent.ts";
import type { Customer } from "../../../shared/model/customer.ts";
import { type HeldNow, isHeld, nothingHeld } from "../../../shared/model/held.ts";
import { isWithheld, type MessageOutcome, messageKeyOf } from "../../../shared/model/message.ts";
import { occasionOf } from "../../../shared/post/message-rows.ts";
import { type NotifyShardDeps, notifyShard } from "../../../shared/post/notify-shard.ts";
import { mortal } from "../../support/mortal-notify.ts";
import { birthday, customer, nightRun, notifyWorld, winBack, withMailer } from "../../support/notify-world.ts";
import { often } from "../../support/often.ts";
import { shippedCampaigns } from "../../support/shipped-campaigns.ts";
import { theseAmong } from "../../support/these-among.ts";

const run = nightRun();
const shipped = await shippedCampaigns();
/** Those that are written about: a pass prepares the templates of all that it has. */
const few = {
  ...shipped,
  campaigns: shipped.campaigns.filter(({ campaign }) => ["birthday", "win-back"].includes(campaign.id)),
};
const shard = { runId: run.runId, shard: 0 };
/** Two of the four have one address. */
const ids = ["a", "b", "c", "d"];
const addressOf = (id: string): string => (id === "d" ? "c" : id);
const personNamed = (id: string): Customer =>
  customer(id, {
    emailKey: `key-${addressOf(id)}`,
    profile: { email: `${addressOf(id)}@mail.example`, firstName: "Ada", locale: "en" },
  });
const dayBegins = Date.parse("2026-11-21T00:00:00.000Z");
const clock = (minutes: number): string => new Date(dayBegins + minutes * 60_000).toISOString();

/** When a message may go: from an hour on, for some hours. */
const hours = fc
  .record({ from: fc.integer({ min: 3, max: 20 }), lasts: fc.integer({ min: 1, max: 8 }) })
  .map(({ from, lasts }) => ({ sendFrom: clock(60 * from), sendUntil: clock(60 * Math.min(24, from + lasts)) }));
/** Of a birthday its last day says which day it is: another one, and the birthday was corrected. */
const dueUntil = fc.constantFrom("2026-11-21", "2026-11-25");
const lastDay = (one: Candidate) => (one.campaignId === "birthday" ? fc.constant("2026-11-30") : dueUntil);
const shardOf = fc
  .tuple(
    ...ids.flatMap((id) => [birthday(id), winBack(id)]).map((one) => fc.tuple(fc.constant(one), hours, lastDay(one))),
  )
  .map((all) => all.map(([one, when, until]): Candidate => ({ ...one, ...when, dueUntil: until })));

/** What happens on that day: passes over the shard, of one worker or of two side by side, each of which may die; and what people do in between. */
const death = fc.record({ step: fc.integer({ min: 1, max: 60 }), effect: fc.constantFrom("before", "after") });
const pass = fc.record({
  does: fc.constant("pass"),
  /** The clock is this much later, or earlier, than before. */
  later: fc.integer({ min: -45, max: 240 }),
  deaths: fc.array(death, { minLength: 1, maxLength: 2 }),
  /** A whole worker beside them. */
  beside: fc.boolean(),
  /** It is the night's own pass once more, though that had its turn. */
  anew: fc.integer({ min: 0, max: 3 }).map((drawn) => drawn === 0),
});
const act = fc.record({
  does: fc.constantFrom("buy", "unsubscribe", "deny", "hold", "release", "merge", "erase"),
  who: fc.constantFrom(...ids),
  campaign: fc.constantFrom(undefined, "win-back"),
});
const story = fc.array(fc.oneof({ weight: 3, arbitrary: pass }, { weight: 2, arbitrary: act }), {
  minLength: 3,
  maxLength: 12,
});
const moods = fc.array(fc.constantFrom("sent", "sent", "answer-lost", "request-lost", "refused", "away"), {
  maxLength: 6,
});

/** Each with schedules of its own, so that a thorough trial, `ROUSE_THOROUGH=20`, is many tests of some minutes. */
const SEEDS = Array.from({ length: 20 }, (_, index) => 20_261_130 + index);

type Pass = { deaths: readonly { step: number; effect: "before" | "after" }[]; beside: boolean };
type Act = { does: string; who: string; campaign: string | undefined };

const dayOfPost = (candidates: readonly Candidate[], mood: Parameters<typeof withMailer>[1]) => {
  const world = withMailer(notifyWorld(candidates, [], run), mood);
  let people: Customer[] = ids.map(personNamed);
  let minutes = 211;
  let held: HeldNow = nothingHeld;
  /** Since when nobody acts: what was asked before may go out against it. */
  const wrong: string[] = [];
  const deps: NotifyShardDeps = {
    ...world.deps,
    readCampaigns: async () => few,
    now: () => clock(minutes),
    whoTheyAre: async (asked) => theseAmong(people)(asked),
    readHeld: async () => held,
    send: async (mail) => {
      const messageKey = Buffer.from(mail.tags.message ?? "", "base64url").toString("utf8");
      wrong.push(...whatIsWrong(mail.to, messageKey));
      return world.deps.send(mail);
    },
  };
  /** Between two passes nobody works: each mail of a pass is to be what every gate would let pass at that moment, for somebody at its address. */
  const whatIsWrong = (to: string, messageKey: string): string[] => {
    const meant = candidates
      .filter((one) => messageKeyOf(one) === messageKey)
      .map((candidate) => ({ candidate, person: personOf(candidate.customerId) }))
      .filter(({ person }) => person?.profile.email === to)
      .map(({ candidate, person }) => whatSpeaksAgainst(candidate, person));
    return meant.some((problems) => problems.length === 0) ? [] : (meant[0] ?? ["to nobody that there is"]);
  };
  const personOf = (id: string) => people.find(({ identities }) => identities.includes(`csv:${id}`));
  const whatSpeaksAgainst = (
    { campaignId, step, sendFrom = "", sendUntil = "" }: Candidate,
    person: Customer | undefined,
  ): string[] => {
    const now = clock(minutes);
    const id = person?.customerId ?? "";
    return [
      ...(isHeld(held, campaignId) ? ["held"] : []),
      ...(sendFrom <= now && now < sendUntil ? [] : [`${step} outside its hours`]),
      ...(world.suppressions.rows.has(person?.emailKey ?? "") ? ["unsubscribed"] : []),
      ...(denied.has(id) ? ["denied"] : []),
      ...(campaignId === "win-back" && bought.has(id) ? ["bought since"] : []),
    ];
  };
  const denied = new Set<string>();
  const bought = new Set<string>();

  const happens = async ({ does, who, campaign }: Act): Promise<void> => {
    const known = personOf(who);
    if (does === "hold") held = withHold(held, campaign, { since: clock(minutes), by: "command" });
    if (does === "release") held = withoutHold(held, campaign, clock(minutes));
    if (known === undefined) return;
    const others = people.filter((one) => one !== known);
    if (does === "erase") people = others;
    if (does === "unsubscribe")
      await world.suppressions.suppress({ emailKey: known.emailKey ?? "", reason: "unsubscribed", at: clock(minutes) });
    if (does === "buy") {
      bought.add(known.customerId);
      people = people.map((one) => (one === known ? { ...one, days: customer("any", {}, "2026-11-21").days } : one));
    }
    if (does === "deny") {
      denied.add(known.customerId);
      const consents = consentsOf({ state: "denied", basis: "none", at: clock(minutes) }, known.emailKey ?? "");
      people = people.map((one) => (one === known ? { ...one, consents } : one));
    }
    const [first, ...rest] = others;
    if (does === "merge" && first !== undefined) {
      if (bought.has(first.customerId)) bought.add(known.customerId);
      const days = bought.has(known.customerId) ? customer("any", {}, "2026-11-21").days : known.days;
      people = [{ ...known, days, identities: [...known.identities, ...first.identities] }, ...rest];
    }
  };

  const work = (of: NotifyShardDeps, later: boolean) =>
    notifyShard({ ...shard, ...(later && { later: {} }) }, of).catch(() => undefined);
  return {
    world,
    wrong,
    happens,
    move: (by: number) => {
      minutes = Math.max(211, Math.min(1700, minutes + by));
    },
    /** The night's own pass, or one of a later hour, by workers that may die. */
    pass: ({ deaths, beside }: Pick<Pass, "deaths" | "beside">, later: boolean) =>
      Promise.all([...deaths.map((one) => work(mortal(deps, one), later)), ...(beside ? [work(deps, later)] : [])]),
    whole: (later: boolean) => work(deps, later),
    rows: (): readonly MessageOutcome[] => world.files.at(-1) ?? [],
    readAll: () => world.messages.readMessagesTo(ids.map((id) => `key-${id}`)),
  };
};

describe("a day of the post, hour by hour, with workers that die between any two calls and people that buy, refuse, are found to be one or leave", () => {
  it.each(SEEDS)(
    "mails nobody twice or more than once a day, nothing outside its hours or that a gate would stop then, and lists everybody with a reason: seed %i",
    async (seed) => {
      let mailed = 0;
      await fc.assert(
        fc.asyncProperty(shardOf, story, moods, async (candidates, happenings, mood) => {
          const day = dayOfPost(candidates, mood);
          let isNight = true;
          for (const happening of happenings) {
            if (happening.does !== "pass") {
              if ("who" in happening) await day.happens(happening);
              continue;
            }
            if (!("deaths" in happening)) continue;
            if (!isNight) day.move(happening.later);
            await day.pass(happening, !isNight && !happening.anew);
            isNight = false;
          }
          await day.whole(!isNight);
          for (const by of [0, 180, 240, 240]) {
            day.move(by);
            await day.whole(true);
          }
          expect(day.wrong).toEqual([]);

          const { taken } = day.world.mailer;
          mailed += taken.length;
          const messages = taken.map(({ tags }) => JSON.stringify(tags));
          expect(new Set(messages).size).toBe(messages.length);
          expect(new Set(taken.map(({ to }) => to)).size).toBe(taken.length);

          const rows = day.rows();
          expect(rows.map(occasionOf)).toEqual(candidates.map(occasionOf));
          const told = rows.flatMap((row) => (isWithheld(row) ? [] : [`${row.emailKey} ${messageKeyOf(row)}`]));
          expect(new Set(told).size).toBe(told.length);
          const ledger = (await day.readAll()).map(({ emailKey, messageKey }) => `${emailKey} ${messageKey}`);
          expect(told.every((one) => ledger.includes(one))).toBe(true);
          expect(rows.filter(({ outcome }) => outcome === "sent").length).toBeLessThanOrEqual(taken.length);
          for (const row of rows) if (isWithheld(row)) expect(row.reason).toMatch(/./);
        }),
        { numRuns: often(25), seed },
      );
      expect(mailed).toBeGreaterThan(5);
    },
  );
});

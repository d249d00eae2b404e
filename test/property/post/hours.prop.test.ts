import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Candidate } from "../../../shared/model/campaign.ts";
import { nothingHeld } from "../../../shared/model/held.ts";
import { messageKeyOf } from "../../../shared/model/message.ts";
import { notifyShard } from "../../../shared/post/notify-shard.ts";
import { mortal } from "../../support/mortal-notify.ts";
import { birthday, customer, notifyWorld, winBack } from "../../support/notify-world.ts";
import { often } from "../../support/often.ts";

const day = "2026-11-21";
const moment = (minutes: number): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + minutes * 60_000).toISOString();
const people = ["a", "b", "c", "d"];

/** Two of the four have one address. */
const known = (id: string, consent: "granted" | "denied" = "granted") =>
  customer(id, {
    emailKey: `key-${id === "d" ? "c" : id}`,
    consent: { state: consent, basis: "explicit", at: "2026-11-20T00:00:00.000Z" },
    profile: { email: `${id === "d" ? "c" : id}@mail.example` },
  });

const anyHours = fc
  .tuple(fc.integer({ min: 0, max: 1200 }), fc.integer({ min: 61, max: 700 }))
  .map(([from, lasts]) => ({ sendFrom: moment(from), sendUntil: moment(from + lasts) }));
const anyCandidates = fc
  .array(fc.tuple(fc.constantFrom(...people), fc.constantFrom("birthday", "win-back"), anyHours), {
    minLength: 1,
    maxLength: 8,
  })
  .map((drawn) => {
    const once = new Map(drawn.map(([id, campaign, hours]) => [`${id} ${campaign}`, { id, campaign, hours }]));
    return [...once.values()]
      .map(
        ({ id, campaign, hours }): Candidate => ({
          ...(campaign === "birthday" ? birthday(id) : winBack(id)),
          ...hours,
        }),
      )
      .sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
  });
const nameOf = (of: Pick<Candidate, "customerId" | "campaignId" | "step" | "occurrence">): string =>
  `${of.customerId} ${messageKeyOf(of)}`;
const anyDeath = fc.record({
  step: fc.integer({ min: 1, max: 40 }),
  effect: fc.constantFrom("before" as const, "after" as const),
});
/** A pass at a time, which may lie before that of the pass before it; another one beside it; a worker that dies. */
const anyPass = fc.record({
  minutes: fc.integer({ min: 211, max: 1700 }),
  beside: fc.boolean(),
  later: fc.boolean(),
  death: fc.option(anyDeath, { nil: undefined, freq: 3 }),
  held: fc.integer({ min: 0, max: 5 }).map((drawn) => drawn === 0),
  refuses: fc.option(fc.constantFrom(...people), { nil: undefined, freq: 6 }),
});

describe("the hours of a day's post, late, twice, at once, with the clock back and workers that die", () => {
  it("send nothing twice, nothing out of its hours, nothing that is held or refused, one message a day; and list all", async () => {
    await fc.assert(
      fc.asyncProperty(anyCandidates, fc.array(anyPass, { minLength: 1, maxLength: 8 }), async (candidates, passes) => {
        const world = notifyWorld(candidates, []);
        const denied = new Set<string>();
        const sent: { to: string; at: string; held: boolean; denied: boolean }[] = [];
        for (const [index, { minutes, beside, later, death, held, refuses }] of passes.entries()) {
          if (refuses !== undefined) denied.add(refuses);
          const now = moment(minutes);
          const deps = {
            ...world.deps,
            now: () => now,
            readHeld: async () =>
              held ? { ...nothingHeld, everything: { since: now, by: "command" as const } } : nothingHeld,
            whoTheyAre: async (ids: readonly string[]) =>
              new Map(ids.map((id) => [id, known(id, denied.has(id) ? "denied" : "granted")])),
            send: async (mail: Parameters<typeof world.deps.send>[0]) => {
              const isDenied = [...denied].some((id) => known(id).emailKey === `key-${mail.to.slice(0, 1)}`);
              sent.push({ to: mail.to, at: now, held, denied: isDenied && mail.to !== "c@mail.example" });
              return world.deps.send(mail);
            },
          };
          const input = { runId: world.run.runId, shard: 0, ...(later && index > 0 && { later: {} }) };
          const workers = [
            notifyShard(input, death === undefined ? deps : mortal(deps, death)),
            ...(beside ? [notifyShard(input, deps)] : []),
          ];
          await Promise.allSettled(workers);
        }
        const last = { ...world.deps, now: () => moment(1439), readHeld: async () => nothingHeld };
        const whoTheyAre = async (ids: readonly string[]) =>
          new Map(ids.map((id) => [id, known(id, denied.has(id) ? "denied" : "granted")]));
        await notifyShard({ runId: world.run.runId, shard: 0, later: {} }, { ...last, whoTheyAre });
        const rows = world.files.at(-1) ?? [];

        expect(rows.map(nameOf)).toEqual(candidates.map(nameOf));
        expect(sent.some(({ held }) => held)).toBe(false);
        expect(sent.some((mail) => mail.denied)).toBe(false);
        const perAddress = Map.groupBy(world.mailer.taken, ({ to }) => to);
        for (const mails of perAddress.values()) expect(mails.length).toBeLessThanOrEqual(1);
        for (const { to, at } of sent) {
          const own = candidates.filter(({ customerId }) => known(customerId).profile.email === to);
          expect(own.some(({ sendFrom = "", sendUntil = "" }) => sendFrom <= at && at < sendUntil)).toBe(true);
        }
        const listed = rows.filter(({ outcome }) => outcome === "sent");
        expect(listed.length).toBeLessThanOrEqual(world.mailer.taken.length);
      }),
      { numRuns: often(40), seed: 20261130 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Candidate } from "../../../shared/model/campaign.ts";
import { nothingHeld } from "../../../shared/model/held.ts";
import { isWithheld, type MessageOutcome } from "../../../shared/model/message.ts";
import type { NightRun } from "../../../shared/model/night.ts";
import { notifyShard } from "../../../shared/post/notify-shard.ts";
import { shareOf } from "../../../shared/post/share-of.ts";
import { addDays } from "../../../shared/scoring/summaries/epoch-day.ts";
import { mortal } from "../../support/mortal-notify.ts";
import { birthday, customer, nightRun, notifyWorld } from "../../support/notify-world.ts";
import { often } from "../../support/often.ts";

const calm = { death: null, isHeld: false, quota: 1_000 };
const dormantSince = (index: number): string => addDays("2026-05-01", -index);
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `c-${index}`);

/** People who last bought long ago, each a day before the one before them, in an order of chance. */
const dormant = (count: number, seed: number) => {
  const people = ids(count).map((id, index) => customer(id, {}, dormantSince(index)));
  const candidates: Candidate[] = ids(count)
    .map((id, index) => ({ ...birthday(id), lastDay: dormantSince(index) }))
    .toSorted((a, b) => hashOf(a.customerId, seed) - hashOf(b.customerId, seed));
  return { people, candidates };
};
const hashOf = (text: string, seed: number): number =>
  [...text].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 1_000_003, seed);

const warming = (number: number, more: Partial<NightRun> = {}) =>
  nightRun({}, { warmUp: { number, trend: "begins", came: { sent: 0, bounced: 0, complained: 0 } }, ...more });

const sentTo = (rows: readonly MessageOutcome[]): string[] =>
  rows.filter(({ outcome }) => outcome === "sent").map(({ customerId }) => customerId);
const reasonsOf = (rows: readonly MessageOutcome[]): string[] => [
  ...new Set(rows.flatMap((row) => (isWithheld(row) ? [`${row.outcome} ${row.reason} ${row.until}`] : []))),
];

describe("what may leave in a day", () => {
  it("is the whole number over all shards, evenly", () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 200 }), fc.nat(400), (total, shards, day) => {
        const run = { shards, sendDay: addDays("2026-01-01", day) };
        const shares = Array.from({ length: shards }, (_, shard) => shareOf(total, shard, run));
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total);
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
      }),
      { numRuns: often(100) },
    );
  });

  it("is given by turns: with one a day each of ten shards has it once in ten days", () => {
    const turns = Array.from({ length: 10 }, (_, day) =>
      Array.from({ length: 10 }, (_, shard) => shareOf(1, shard, { shards: 10, sendDay: addDays("2026-11-21", day) })),
    );
    for (let shard = 0; shard < 10; shard++) expect(turns.filter((shares) => shares[shard] === 1)).toHaveLength(1);
  });
});

describe("a night that warms up", () => {
  it("writes to so many dormant addresses, those who bought last, and lists the others in their order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(40), fc.integer({ min: 1, max: 300 }), fc.nat(1000), async (number, count, seed) => {
        const { people, candidates } = dormant(count, seed);
        const world = notifyWorld(candidates, people, warming(number));
        await notifyShard({ runId: world.run.runId, shard: 0 }, world.deps);
        const rows = world.files.at(-1) ?? [];
        expect(rows.map(({ customerId }) => customerId)).toEqual(candidates.map(({ customerId }) => customerId));
        expect(sentTo(rows).sort()).toEqual(ids(Math.min(number, count)).sort());
        expect(reasonsOf(rows)).toEqual(number < count ? ["waiting warming-up 2026-11-22"] : []);
        expect(rows.every((row) => row.outcome !== "sent" || ("warmed" in row && row.warmed))).toBe(true);
      }),
      { numRuns: often(25) },
    );
  });

  it("uses its whole number, however long it takes to take a place", async () => {
    const { people, candidates } = dormant(40, 1);
    for (const number of [1, 9, 12, 20]) {
      const world = notifyWorld(candidates, people, warming(number));
      let taken = 0;
      const takePlace: typeof world.deps.takePlace = async (place, owner) => {
        for (let turns = taken++ % 5; turns > 0; turns--) await new Promise(setImmediate);
        return world.deps.takePlace(place, owner);
      };
      const shard = { runId: world.run.runId, shard: 0 };
      expect(await notifyShard(shard, { ...world.deps, takePlace })).toMatchObject({ sent: number });
    }
  });

  it("gives the place of a mail that the mail service refuses to another", async () => {
    for (const refusals of [1, 2, 3]) {
      const { people, candidates } = dormant(40, 1);
      const world = notifyWorld(candidates, people, warming(3));
      let sends = 0;
      const send: typeof world.deps.send = async (mail) =>
        sends++ < refusals ? { outcome: "refused", reason: "MessageRejected" } : world.deps.send(mail);
      const shard = { runId: world.run.runId, shard: 0 };
      expect(await notifyShard(shard, { ...world.deps, send })).toMatchObject({ sent: 3, refused: refusals });
      expect(await notifyShard(shard, world.deps)).toMatchObject({ sent: 3, refused: refusals });
      expect(world.mailer.taken).toHaveLength(3);
    }
  });

  it("never exceeds its number, however its workers die, are tried again, or work beside each other", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.record({ step: fc.integer({ min: 1, max: 80 }), effect: fc.constantFrom("before", "after") }), {
          maxLength: 4,
        }),
        fc.nat(1000),
        async (number, deaths, seed) => {
          const { people, candidates } = dormant(20, seed);
          const world = notifyWorld(candidates, people, warming(number));
          const shard = { runId: world.run.runId, shard: 0 };
          for (const death of deaths) await notifyShard(shard, mortal(world.deps, death)).catch(() => undefined);
          await Promise.allSettled([notifyShard(shard, world.deps), notifyShard(shard, world.deps)]);
          await notifyShard(shard, world.deps);
          const receivers = world.mailer.taken.map(({ to }) => to);
          expect(new Set(receivers).size).toBe(receivers.length);
          expect(receivers.length).toBeLessThanOrEqual(number);
          if (deaths.length === 0) expect(receivers.length).toBe(number);
        },
      ),
      { numRuns: often(60) },
    );
  });

  it("never exceeds its number over the hours of a day, with holds, deaths and quotas between, and reaches it where there are none", async () => {
    const clock = (hour: number): string => `2026-11-21T${String(hour).padStart(2, "0")}:00:00.000Z`;
    const hours = [8, 10, 12, 14, 16];
    const trouble = fc.record({
      death: fc.option(
        fc.record({ step: fc.integer({ min: 1, max: 60 }), effect: fc.constantFrom("before", "after") }),
      ),
      isHeld: fc.boolean(),
      quota: fc.constantFrom(0, 2, 1_000),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.constantFrom(...hours), { minLength: 16, maxLength: 16 }),
        fc.array(trouble, { minLength: hours.length, maxLength: hours.length }),
        fc.boolean(),
        fc.nat(1000),
        async (number, ownHours, troubles, isCalm, seed) => {
          const { people, candidates } = dormant(16, seed);
          const timed = candidates.map((one, index) => ({
            ...one,
            sendFrom: clock(ownHours[index] ?? 8),
            sendUntil: clock(20),
          }));
          const world = notifyWorld(timed, people, warming(number));
          const shard = { runId: world.run.runId, shard: 0 };
          await notifyShard(shard, world.deps);
          expect(world.mailer.taken).toEqual([]);
          for (const [index, hour] of [...hours, 17].entries()) {
            const { death, isHeld, quota } = (isCalm ? undefined : troubles[index]) ?? calm;
            const everything = { since: clock(7), by: "command" } as const;
            const deps = {
              ...world.deps,
              now: () => clock(hour),
              readHeld: async () => (isHeld ? { ...nothingHeld, everything } : nothingHeld),
              readQuotaLeft: async () => quota,
            };
            const later = { ...shard, later: {} };
            await notifyShard(later, death ? mortal(deps, death) : deps).catch(() => undefined);
          }
          const receivers = world.mailer.taken.map(({ to }) => to);
          expect(new Set(receivers).size).toBe(receivers.length);
          expect(receivers.length).toBeLessThanOrEqual(number);
          if (isCalm) expect(receivers.length).toBe(number);
        },
      ),
      { numRuns: often(60) },
    );
  });

  it("writes to who is awake as on any day", async () => {
    const people = ids(30).map((id) => customer(id));
    const world = notifyWorld(ids(30).map(birthday), people, warming(0));
    expect(await notifyShard({ runId: world.run.runId, shard: 0 }, world.deps)).toMatchObject({ sent: 30 });
    expect(world.files.at(-1)?.some((row) => "warmed" in row)).toBe(false);
  });

  it("counts what would have been mail as mail, in that pass alone", async () => {
    const { people, candidates } = dormant(12, 1);
    const off = warming(5, { settings: nightRun({ mail: { sending: "off", holdoutShare: 0 } }).settings });
    const world = notifyWorld(candidates, people, off);
    const shard = { runId: world.run.runId, shard: 0 };
    for (let pass = 0; pass < 2; pass++)
      expect(await notifyShard(shard, world.deps)).toMatchObject({
        waiting: { "sending-off": 5, "warming-up": 7 },
      });
    const on = { ...world.deps, takeUpRun: async () => warming(5) };
    expect(await notifyShard(shard, on)).toMatchObject({ sent: 5, waiting: { "warming-up": 7 } });
  });

  it("gives a seat back that nothing was sent from: who is next has it", async () => {
    const { people, candidates } = dormant(6, 1);
    const world = notifyWorld(candidates, people, warming(2));
    const refuses = async () => ({ outcome: "not-sent", reason: "down", refusal: "unavailable" }) as const;
    const shard = { runId: world.run.runId, shard: 0 };
    await expect(notifyShard(shard, { ...world.deps, send: refuses })).rejects.toThrow();
    expect(await world.deps.readPlaces({ asOf: world.run.asOf, shard: 0 })).toEqual([]);
    expect(await notifyShard(shard, world.deps)).toMatchObject({ sent: 2, waiting: { "warming-up": 4 } });
  });
});

describe("a campaign with a budget a day", () => {
  const withBudget = (world: ReturnType<typeof notifyWorld>, budget: number) => ({
    ...world.deps,
    readCampaigns: async (version: string) => {
      const library = await world.deps.readCampaigns(version);
      return {
        ...library,
        campaigns: library.campaigns.map((one) =>
          one.campaign.id === "birthday" ? { ...one, campaign: { ...one.campaign, budget_per_day: budget } } : one,
        ),
      };
    },
  });

  it("writes to so many, over all tries, and holds back no less important message", async () => {
    const people = ids(10).map((id) => customer(id));
    const world = notifyWorld(ids(10).map(birthday), people);
    const shard = { runId: world.run.runId, shard: 0 };
    const deps = withBudget(world, 4);
    await notifyShard(shard, mortal(deps, { step: 30, effect: "after" })).catch(() => undefined);
    await notifyShard(shard, deps);
    await notifyShard(shard, deps);
    expect(world.mailer.taken.length).toBeLessThanOrEqual(4);
    expect(reasonsOf(world.files.at(-1) ?? [])).toContain("waiting over-budget 2026-11-22");
  });
});

describe("the mail service's quota", () => {
  it("is divided over the workers of a pass, and asked again in the next one", async () => {
    const people = ids(9).map((id) => customer(id));
    const world = notifyWorld(ids(9).map(birthday), people, nightRun({}, { shards: 3 }));
    const shard = { runId: world.run.runId, shard: 0 };
    const left = (mails: number) => ({ ...world.deps, readQuotaLeft: async () => mails });
    expect(await notifyShard(shard, left(9))).toMatchObject({ sent: 4, waiting: { "over-quota": 5 } });
    expect(await notifyShard(shard, left(0))).toMatchObject({ sent: 4, waiting: { "over-quota": 5 } });
    expect(await notifyShard(shard, left(99))).toMatchObject({ sent: 9 });
  });
});

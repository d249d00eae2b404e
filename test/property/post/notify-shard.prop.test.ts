import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type NotifyShardDeps, notifyShard } from "../../../shared/post/notify-shard.ts";
import { mortal } from "../../support/mortal-notify.ts";
import { asOf, birthday, customer, nightRun, notifyWorld, winBack, withMailer } from "../../support/notify-world.ts";
import { often } from "../../support/often.ts";
import { theseAmong } from "../../support/these-among.ts";

const shard = { runId: `${asOf}-1`, shard: 0 };
const ids = ["a", "b", "c", "d", "e"];

const deaths = fc.array(
  fc.record({ step: fc.integer({ min: 1, max: 45 }), effect: fc.constantFrom("before", "after") }),
  {
    maxLength: 4,
  },
);
const moods = fc.array(fc.constantFrom("sent", "sent", "answer-lost", "request-lost", "refused"), { maxLength: 12 });
const modes = fc.constantFrom("on", "on", "on", "off", "test");
const drops = fc.subarray(ids);

describe("a notify shard that may die at any step, any number of times", () => {
  it("mails nobody twice, answers every candidate once, and lists the same again", async () => {
    await fc.assert(
      fc.asyncProperty(
        deaths,
        moods,
        modes,
        drops,
        drops,
        async (dyings, mood, sending, withBirthday, unsubscribed) => {
          const candidates = ids.flatMap((id) => [...(withBirthday.includes(id) ? [birthday(id)] : []), winBack(id)]);
          const run = nightRun({ mail: { sending, testRecipients: ["a@mail.example"], holdoutShare: 0.2 } });
          const world = withMailer(
            notifyWorld(
              candidates,
              ids.map((id) => customer(id)),
              run,
            ),
            mood,
          );
          for (const id of unsubscribed) {
            await world.suppressions.suppress({ emailKey: `key-${id}`, reason: "unsubscribed", at: run.at });
          }
          for (const death of dyings) await notifyShard(shard, mortal(world.deps, death)).catch(() => undefined);
          const tally = await notifyShard(shard, world.deps);
          const last = world.files.at(-1) ?? [];
          await notifyShard(shard, world.deps);

          expect(JSON.stringify(world.files.at(-1))).toBe(JSON.stringify(last));
          expect(last.map(({ customerId, campaignId }) => `${customerId} ${campaignId}`)).toEqual(
            candidates.map(({ customerId, campaignId }) => `${customerId} ${campaignId}`),
          );
          const withheld = [tally.stopped, tally.waiting, tally.expired]
            .flatMap((counts) => Object.values(counts))
            .reduce((sum, count) => sum + count, 0);
          const { sent: now, sentBefore, refused, unknown: lost, inProgress } = tally;
          expect(now + sentBefore + refused + lost + inProgress + withheld).toBe(candidates.length);
          for (const id of ids) {
            const mails = world.mailer.taken.filter(({ to }) => to === `${id}@mail.example`).length;
            const outcomes = last.filter(({ customerId }) => customerId === id).map(({ outcome }) => outcome);
            const sent = outcomes.filter((outcome) => outcome === "sent").length;
            const unknown = outcomes.filter((outcome) => outcome === "unknown" || outcome === "in-progress").length;
            expect(mails).toBeLessThanOrEqual(1);
            expect(mails).toBeGreaterThanOrEqual(sent);
            expect(mails).toBeLessThanOrEqual(sent + unknown);
            if (unsubscribed.includes(id) || sending === "off") expect(mails).toBe(0);
            if (sending === "test" && id !== "a") expect(mails).toBe(0);
          }
        },
      ),
      { numRuns: often(150), seed: 20261121 },
    );
  });

  it("mails nobody twice when two workers take the same shard at once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), moods, async (scheduler, mood) => {
        const world = withMailer(
          notifyWorld(
            ids.map((id) => winBack(id)),
            ids.map((id) => customer(id)),
          ),
          mood,
        );
        const { claimMessage, readMessagesTo, settleClaim, send, readSuppressions } = world.deps;
        const scheduled: NotifyShardDeps = {
          ...world.deps,
          claimMessage: scheduler.scheduleFunction(claimMessage),
          readMessagesTo: scheduler.scheduleFunction(readMessagesTo),
          settleClaim: scheduler.scheduleFunction(settleClaim),
          readSuppressions: scheduler.scheduleFunction(readSuppressions),
          send: scheduler.scheduleFunction(send),
        };
        await scheduler.waitFor(Promise.all([notifyShard(shard, scheduled), notifyShard(shard, scheduled)]));
        const receivers = world.mailer.taken.map(({ to }) => to);
        expect(new Set(receivers).size).toBe(receivers.length);
      }),
      { numRuns: often(60), seed: 20261121 },
    );
  });

  it("mails a person once who has two rows and two spells, when two workers meet them at once", async () => {
    const sharing = (id: string, lastDay: string) => {
      const more = { emailKey: "key-ann", identities: [`csv:${id}`, "email:key-ann"] };
      return customer(id, { ...more, profile: { email: "ann@mail.example" } }, lastDay);
    };
    const people = [sharing("a", "2026-08-01"), sharing("b", "2026-09-01")];
    const meetings = often(120);
    let mailed = 0;
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const world = notifyWorld([], people);
        const workers = [winBack("a", "2026-08-01"), winBack("b", "2026-09-01")].map((candidate) =>
          notifyShard(shard, {
            ...world.deps,
            readCandidates: async () => [candidate],
            claimMessage: scheduler.scheduleFunction(world.deps.claimMessage),
            releaseClaim: scheduler.scheduleFunction(world.deps.releaseClaim),
            readMessagesTo: scheduler.scheduleFunction(world.deps.readMessagesTo),
            readSuppressions: scheduler.scheduleFunction(world.deps.readSuppressions),
            send: scheduler.scheduleFunction(world.deps.send),
            pause: scheduler.scheduleFunction(world.deps.pause),
          }),
        );
        await scheduler.waitFor(Promise.all(workers));
        expect(world.mailer.taken.length).toBeLessThanOrEqual(1);
        mailed += world.mailer.taken.length;
      }),
      { numRuns: meetings, seed: 20261128 },
    );
    expect(mailed).toBeGreaterThan(0.95 * meetings);
  });

  it("neither loses a claim nor sends twice when two become one at any moment", async () => {
    const before = [customer("a", { identities: ["csv:a"] }), customer("z", { identities: ["csv:z", "email:key-z"] })];
    const joined = customer("a", {
      identities: ["csv:a", "csv:z", "email:key-z"],
      emailKey: "key-z",
      profile: { email: "z@mail.example" },
    });
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 14 }), fc.constantFrom("sent", "answer-lost"), async (moment, mood) => {
        const world = withMailer(notifyWorld([winBack("z")], before), [mood]);
        let calls = 0;
        const whoTheyAre: NotifyShardDeps["whoTheyAre"] = (ids) => theseAmong(calls > moment ? [joined] : before)(ids);
        const counted =
          <Arguments extends unknown[], Result>(work: (...given: Arguments) => Promise<Result>) =>
          async (...given: Arguments): Promise<Result> => {
            calls += 1;
            return work(...given);
          };
        const deps: NotifyShardDeps = {
          ...world.deps,
          whoTheyAre: counted(whoTheyAre),
          readMessagesTo: counted(world.deps.readMessagesTo),
          claimMessage: counted(world.deps.claimMessage),
          settleClaim: counted(world.deps.settleClaim),
          send: counted(world.deps.send),
        };
        for (let attempt = 0; attempt < 3; attempt++) await notifyShard(shard, deps).catch(() => undefined);
        expect(world.mailer.taken.map(({ to }) => to)).toEqual(["z@mail.example"]);
        expect([...world.messages.rows.values()].map(({ emailKey }) => emailKey)).toEqual(["key-z"]);
        expect(world.files.at(-1)?.map(({ outcome }) => outcome)).toEqual([mood === "sent" ? "sent" : "unknown"]);
      }),
      { numRuns: often(40), seed: 20261128 },
    );
  });
});

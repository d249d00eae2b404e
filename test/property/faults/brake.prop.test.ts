import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { awaitsApproval, withApproval } from "../../../shared/campaigns/approval.ts";
import { withHold, withoutHold } from "../../../shared/campaigns/brake.ts";
import { type HeldNow, isHeld, nothingHeld } from "../../../shared/model/held.ts";
import { readMessageKey } from "../../../shared/model/message.ts";
import { type NotifyShardDeps, notifyShard } from "../../../shared/post/notify-shard.ts";
import { type Death, mortal } from "../../support/mortal-notify.ts";
import {
  asOf,
  at,
  birthday,
  customer,
  nightRun,
  notifyWorld,
  winBack,
  withMailer,
} from "../../support/notify-world.ts";
import { often } from "../../support/often.ts";

const shard = { runId: `${asOf}-1`, shard: 0 };
const mail = { sending: "on", holdoutShare: 0, limits: { per24Hours: 9, per7Days: 9 } };
const run = nightRun({ mail });
const runToApprove = nightRun({ mail: { ...mail, approval: "required" } });
const dueUntil = "2026-11-27";
const ids = ["a", "b", "c"];
const people = ids.map((id) => customer(id));
/** A worker has one person at a time, so that what it asked last is what it sends by. */
const candidatesOf = (id: string) => [
  { ...birthday(id), dueUntil },
  { ...winBack(id), dueUntil },
];

/** What happens to the brake before the n-th call of any worker. */
const brakeActs = fc.array(
  fc.record({
    call: fc.integer({ min: 1, max: 90 }),
    act: fc.constantFrom(
      "hold",
      "hold win-back",
      "hold birthday",
      "release",
      "release win-back",
      "approve",
      "approve win-back",
      "approve another",
      "break the file",
    ),
  }),
  { minLength: 1, maxLength: 8 },
);
type Act = { call: number; act: string };
const deaths = fc.array(
  fc.record({ step: fc.integer({ min: 1, max: 45 }), effect: fc.constantFrom("before", "after") }),
  { minLength: 6, maxLength: 6 },
);
const moods = fc.array(fc.constantFrom("sent", "sent", "answer-lost", "request-lost", "refused", "away"), {
  maxLength: 8,
});

const done = (held: HeldNow, act: string): HeldNow => {
  const [verb, campaign] = act.split(" ");
  const approval = { at, by: "command" } as const;
  if (act === "approve another") return withApproval(held, { runId: `${asOf}-2`, campaignId: undefined }, approval);
  if (verb === "approve") return withApproval(held, { runId: run.runId, campaignId: campaign }, approval);
  if (verb === "hold") return withHold(held, campaign, { since: at, by: "command" });
  return verb === "release" ? withoutHold(held, campaign, at) : "unreadable";
};

/** The world of several workers, with one brake. Each notes by what it was told last whether it may send what it sends. */
const brakedWorld = (of: typeof run, mood: Parameters<typeof withMailer>[1], acts: readonly Act[]) => {
  const world = withMailer(notifyWorld([], people, of), mood);
  let held: HeldNow = nothingHeld;
  let calls = 0;
  const againstTheBrake: string[] = [];
  const tick = () => {
    calls += 1;
    for (const { call, act } of acts) if (call === calls) held = done(held, act);
  };
  const ticking =
    <Arguments extends unknown[], Result>(work: (...given: Arguments) => Promise<Result>) =>
    async (...given: Arguments): Promise<Result> => {
      tick();
      return work(...given);
    };
  const worker = (id: string): NotifyShardDeps => {
    let told: HeldNow = nothingHeld;
    return {
      ...world.deps,
      readCandidates: async () => candidatesOf(id),
      readHeld: async () => {
        tick();
        told = held;
        return held;
      },
      send: async (mail) => {
        tick();
        const message = Buffer.from(mail.tags.message ?? "", "base64url").toString("utf8");
        const campaign = readMessageKey(message).campaignId;
        if (isHeld(told, campaign) || awaitsApproval(of, told, campaign)) againstTheBrake.push(campaign);
        return world.deps.send(mail);
      },
      whoTheyAre: ticking(world.deps.whoTheyAre),
      readSuppressions: ticking(world.deps.readSuppressions),
      readMessagesTo: ticking(world.deps.readMessagesTo),
      claimMessage: ticking(world.deps.claimMessage),
      releaseClaim: ticking(world.deps.releaseClaim),
      settleClaim: ticking(world.deps.settleClaim),
      saveOutcomes: ticking(world.deps.saveOutcomes),
    };
  };
  /** From here on the brake is as it is put by this alone. */
  const change = (act: string) => {
    calls = Number.POSITIVE_INFINITY;
    held = done(held, act);
  };
  return { world, worker, change, againstTheBrake };
};

const notify = (deps: NotifyShardDeps) => notifyShard(shard, deps).catch(() => undefined);

describe("the brake, pulled and let go, and approvals, given and taken back, between any two calls of two workers that may die at any of them", () => {
  it("mails nobody twice, lets nothing out that was told to be held or to wait, and leaves nobody without a reason", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(run, runToApprove), brakeActs, deaths, moods, async (of, acts, dyings, mood) => {
        const { world, worker, change, againstTheBrake } = brakedWorld(of, mood, acts);
        for (const [index, id] of ids.entries()) {
          const pair: Death[] = dyings.slice(2 * index, 2 * index + 2);
          await Promise.all(pair.map((death) => notify(mortal(worker(id), death))));
        }
        expect(againstTheBrake).toEqual([]);

        change("hold");
        const mailed = world.mailer.taken.length;
        for (const id of ids) {
          await notify(worker(id));
          const rows = world.files.at(-1) ?? [];
          expect(rows).toHaveLength(candidatesOf(id).length);
          for (const row of rows.filter(({ outcome }) => outcome === "waiting"))
            expect(row).toMatchObject({ reason: expect.stringMatching(/./), dueUntil });
        }
        expect(world.mailer.taken).toHaveLength(mailed);

        change("release");
        change("approve");
        for (const id of ids) {
          for (let pass = 0; pass < 9; pass++) await notify(worker(id));
          const rows = world.files.at(-1) ?? [];
          expect(rows.filter((row) => "reason" in row && /held|approval/.test(row.reason))).toEqual([]);
        }
        const messages = world.mailer.taken.map(({ tags }) => JSON.stringify(tags));
        expect(new Set(messages).size).toBe(messages.length);
        const mailboxes = world.mailer.taken.map(({ to }) => to);
        expect(new Set(mailboxes).size).toBe(mailboxes.length);
      }),
      { numRuns: often(150), seed: 20261130 },
    );
  });
});

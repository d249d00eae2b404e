import { describe, expect, it } from "vitest";
import {
  awaitsApproval,
  isApproved,
  wantsApproval,
  withApproval,
  withoutApproval,
} from "../../../shared/campaigns/approval.ts";
import { withHold, withoutHold } from "../../../shared/campaigns/brake.ts";
import { type HeldNow, heldSchema, nothingHeld } from "../../../shared/model/held.ts";
import { nightRun } from "../../support/notify-world.ts";

const required = { mail: { sending: "on", approval: "required" } };
const run = nightRun(required);
const { runId } = run;
const approval = { at: "2026-11-21T08:00:00.000Z", by: "command" } as const;
const later = { at: "2026-11-21T09:00:00.000Z", by: "command" } as const;
const hold = { since: later.at, by: "link" } as const;
const approve = (held: HeldNow, campaignId?: string, given: typeof approval | typeof later = approval, of = runId) =>
  withApproval(held, { runId: of, campaignId }, given);
const waiting = (held: HeldNow, of = run) => ["win-back", "birthday"].filter((name) => awaitsApproval(of, held, name));

describe("approval", () => {
  it("is asked for where the settings want it, and never of a rehearsal", () => {
    expect(waiting(nothingHeld)).toEqual(["win-back", "birthday"]);
    expect(waiting("unreadable")).toEqual(["win-back", "birthday"]);
    expect([nightRun(), nightRun(required, { rehearsed: true })].map(wantsApproval)).toEqual([false, false]);
    expect(waiting(nothingHeld, nightRun())).toEqual([]);
  });

  it("lets out a campaign of the post, or all of it, those among it whose name nobody said", () => {
    const one = approve(nothingHeld, "win-back");
    expect([waiting(one), isApproved(one, runId, undefined), isApproved(one, runId, "toString")]).toEqual([
      ["birthday"],
      false,
      false,
    ]);
    const all = approve(one);
    expect([waiting(all), isApproved(all, runId, undefined)]).toEqual([[], true]);
    expect(heldSchema.parse(all)).toEqual(all);
  });

  it("is of the run that was seen alone: of a night that is held again, and of tomorrow's, nobody has seen anything", () => {
    const all = approve(nothingHeld);
    for (const other of [
      nightRun(required, { runId: `${run.asOf}-2`, attempt: 2 }),
      nightRun(required, { runId: "2026-11-21-1", asOf: "2026-11-21", sendDay: "2026-11-22" }),
    ])
      expect(waiting(all, other)).toEqual(["win-back", "birthday"]);
    const next = approve(all, "birthday", later, "2026-11-20-2");
    expect(next).toEqual({ campaigns: {}, approved: { runId: "2026-11-20-2", campaigns: { birthday: later } } });
    expect(waiting(next)).toEqual(["win-back", "birthday"]);
  });

  it("is the very same when it is given twice, and comes to the same file in whatever order", () => {
    const one = approve(approve(nothingHeld, "win-back"), "birthday");
    expect(approve(one, "win-back", later)).toBe(one);
    expect(JSON.stringify(approve(approve(nothingHeld, "birthday"), "win-back"))).toBe(JSON.stringify(one));
    const all = approve(one);
    expect([approve(all, undefined, later), approve(all, "thanks", later)]).toEqual([all, all]);
    expect(approve(all, "thanks", later)).toBe(all);
    expect(approve("unreadable")).toBe("unreadable");
  });

  it("is taken back by a hold, of a campaign or of all", () => {
    const some = approve(approve(nothingHeld, "win-back"), "birthday");
    if (some === "unreadable") throw new Error("it can be read");
    expect(withHold(some, "win-back", hold)).toEqual({
      campaigns: { "win-back": hold },
      approved: { runId, campaigns: { birthday: approval } },
    });
    expect(withHold(some, undefined, hold)).toEqual({ everything: hold, campaigns: {} });
    const heldBefore = { ...some, everything: hold };
    expect(withHold(heldBefore, undefined, { since: approval.at, by: "alarm" })).toEqual({
      everything: hold,
      campaigns: {},
    });
    expect(withoutApproval(some, "thanks")).toBe(some);
    expect(withoutApproval(nothingHeld, undefined)).toBe(nothingHeld);
  });

  it("is no hold: letting holds go approves nothing, and takes no approval back", () => {
    const all = approve(nothingHeld);
    expect(withoutHold(all, undefined, later.at)).toBe(all);
    const held = withHold(nothingHeld, "birthday", hold);
    expect(waiting(withoutHold(held, undefined, later.at))).toEqual(["win-back", "birthday"]);
    expect(withoutHold(approve(held, "win-back"), undefined, later.at)).toEqual({
      campaigns: {},
      approved: { runId, campaigns: { "win-back": approval } },
      releasedAt: later.at,
    });
  });
});

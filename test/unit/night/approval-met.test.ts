import { describe, expect, it } from "vitest";
import { withApproval } from "../../../shared/campaigns/approval.ts";
import { addToCampaigns, newCampaignTallies } from "../../../shared/campaigns/tally-campaigns.ts";
import { nothingHeld } from "../../../shared/model/held.ts";
import { approvalMetBy } from "../../../shared/night/approval-met.ts";
import { nightRun } from "../../support/notify-world.ts";

const run = nightRun({ mail: { sending: "on", approval: "required" } });
const approval = { at: "2026-11-21T08:00:00.000Z", by: "command" } as const;
const row = (campaignId: string, reason: "awaiting-approval" | "hour-to-come" | "held" | "over-limit") =>
  ({
    ...({ customerId: "a", step: "first", occurrence: "1", campaignId, outcome: "waiting", reason } as const),
    ...(reason === "hour-to-come" && { until: "2026-11-21T10:00:00.000Z" }),
  }) as const;
const tomorrow = { ...row("win-back", "awaiting-approval"), until: "2026-11-22" };
const expired = { ...row("win-back", "awaiting-approval"), outcome: "expired" } as const;

const tallies = newCampaignTallies([]);
addToCampaigns(tallies, [
  ...[row("win-back", "awaiting-approval"), row("win-back", "hour-to-come"), row("win-back", "hour-to-come")],
  ...[tomorrow, expired],
  ...[row("birthday", "hour-to-come"), row("birthday", "over-limit"), row("thanks", "held")],
]);
const campaigns = [...tallies.values()];
const approved = (campaignId?: string) => withApproval(nothingHeld, { runId: run.runId, campaignId }, approval);

describe("what a night met of approval", () => {
  it("counts by campaign what waits for it now, or will at its hour, and nothing that no release lets go today", () => {
    expect(approvalMetBy(run, nothingHeld, campaigns)).toEqual({
      runId: run.runId,
      approved: "nothing",
      mails: { "win-back": 3, birthday: 1 },
    });
    expect(approvalMetBy(run, approved("win-back"), campaigns)).toMatchObject({
      approved: ["win-back"],
      mails: { birthday: 1 },
    });
    expect(approvalMetBy(run, approved(), campaigns)).toMatchObject({ approved: "everything", mails: {} });
    expect(approvalMetBy(run, "unreadable", campaigns)).toMatchObject({ approved: "nothing" });
  });

  it("is nothing where none is wanted, or nobody is written to", () => {
    for (const other of [
      nightRun(),
      nightRun({ mail: { sending: "off", approval: "required" } }),
      nightRun({ mail: { sending: "on", approval: "required" } }, { rehearsed: true }),
    ])
      expect(approvalMetBy(other, nothingHeld, campaigns)).toBeUndefined();
  });
});

import { expect, it } from "vitest";
import { withApproval } from "../../../shared/campaigns/approval.ts";
import { withHold } from "../../../shared/campaigns/brake.ts";
import { type HeldNow, nothingHeld } from "../../../shared/model/held.ts";
import { isWithheld } from "../../../shared/model/message.ts";
import { firstDue } from "../../../shared/night/first-due.ts";
import { notifyShard } from "../../../shared/post/notify-shard.ts";
import { birthday, customer, nightRun, notifyWorld, winBack } from "../../support/notify-world.ts";

const hour = (clock: string) => `2026-11-21T${clock}:00.000Z`;
const run = nightRun({ mail: { sending: "on", holdoutShare: 0, approval: "required" } });
const candidates = [
  { ...winBack("a"), sendFrom: hour("10:00"), sendUntil: hour("20:00") },
  { ...birthday("b"), sendFrom: hour("14:00"), sendUntil: hour("20:00") },
];
const approve = (held: HeldNow, campaignId: string | undefined, runId = run.runId) =>
  withApproval(held, { runId, campaignId }, { at: hour("10:30"), by: "command" });

const day = () => {
  const world = notifyWorld(candidates, [customer("a"), customer("b")], run);
  const pass = async (clock: string, held: HeldNow): Promise<string[]> => {
    const deps = { ...world.deps, now: () => hour(clock), readHeld: async () => held };
    await notifyShard({ runId: run.runId, shard: 0, ...(clock > "04:00" && { later: {} }) }, deps);
    const rows = world.files.at(-1) ?? [];
    return rows.map((row) => (isWithheld(row) ? `${row.outcome} ${row.reason}` : row.outcome));
  };
  return { world, pass };
};

it("a post that wants approval leaves hour by hour as it is approved, and not before", async () => {
  const { world, pass } = day();
  expect(await pass("03:31", nothingHeld)).toEqual(["waiting hour-to-come", "waiting hour-to-come"]);
  expect(await pass("10:00", nothingHeld)).toEqual(["waiting awaiting-approval", "waiting hour-to-come"]);
  expect(firstDue(world.files.at(-1) ?? [], run)).toBe(run.at);
  expect(await pass("11:00", approve(nothingHeld, undefined, "2026-11-20-2"))).toEqual([
    "waiting awaiting-approval",
    "waiting hour-to-come",
  ]);
  const some = approve(nothingHeld, "win-back");
  const held = withHold(some, undefined, { since: hour("11:30"), by: "alarm" });
  expect(await pass("12:00", held)).toEqual(["waiting awaiting-approval", "waiting hour-to-come"]);
  expect(await pass("13:00", some)).toEqual(["sent", "waiting hour-to-come"]);
  expect(await pass("14:00", some)).toEqual(["sent", "waiting awaiting-approval"]);
  expect(await pass("15:00", approve(some, undefined))).toEqual(["sent", "sent"]);
  expect(world.mailer.taken.map(({ to }) => to)).toEqual(["a@mail.example", "b@mail.example"]);
});

it("what nobody has approved by the last hour of its day waits for the next", async () => {
  const { world, pass } = day();
  await pass("03:31", nothingHeld);
  expect(await pass("19:00", nothingHeld)).toEqual(["waiting awaiting-approval", "waiting awaiting-approval"]);
  expect(world.files.at(-1)).toMatchObject([{ until: "2026-11-22" }, { until: "2026-11-22" }]);
  expect(firstDue(world.files.at(-1) ?? [], run)).toBeUndefined();
  expect(await pass("20:00", approve(nothingHeld, undefined))).toEqual([
    "waiting awaiting-approval",
    "waiting awaiting-approval",
  ]);
  expect(world.mailer.taken).toEqual([]);
});

it("who has no hour left when the night comes waits for no approval, and takes nobody's place", async () => {
  const over = { ...winBack("a"), sendUntil: hour("03:00") };
  const world = notifyWorld([over, winBack("b")], [customer("a"), customer("b")], run);
  const library = await world.deps.readCampaigns(run.campaigns.version);
  const campaigns = library.campaigns.map((one) => ({ ...one, campaign: { ...one.campaign, budget_per_day: 1 } }));
  const readCampaigns = async () => ({ ...library, campaigns });
  await notifyShard({ runId: run.runId, shard: 0 }, { ...world.deps, readCampaigns });
  expect(world.files.at(-1)).toMatchObject([{ reason: "quiet-hours" }, { reason: "awaiting-approval" }]);
});

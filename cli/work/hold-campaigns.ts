import { createDynamoClient, createS3Client } from "../../shared/adapters/aws-clients.ts";
import { dynamoMailFeedback } from "../../shared/adapters/dynamo-mail-feedback.ts";
import { heldFile } from "../../shared/adapters/held-file.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { isApproved, withApproval } from "../../shared/campaigns/approval.ts";
import { isAllHeld, withHold, withoutHold, withWarmUpAnew } from "../../shared/campaigns/brake.ts";
import type { CameBack } from "../../shared/campaigns/harm.ts";
import { type HeldNow, isHeld } from "../../shared/model/held.ts";
import type { Instant } from "../../shared/model/time.ts";
import { cameBackOn } from "../../shared/night/came-back.ts";
import { changeHeld } from "../../shared/night/change-held.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import { now } from "../../shared/runtime/now.ts";
import { heldWords } from "../../shared/words/held-words.ts";
import { describeApproval, describeHeld } from "../hold/describe-held.ts";
import { type PostToApprove, postToApprove } from "../hold/post-to-approve.ts";
import { refuseUnknownCampaign } from "../hold/refuse-unknown-campaign.ts";
import type { System, SystemOptions } from "../system/system.ts";
import { onSystem } from "../system/with-system.ts";
import type { Call } from "../terminal/command.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";

/** Holds a campaign, or everything. What is held already stays so. */
export const holdCampaigns = (call: Call<SystemOptions & { note?: string | undefined }>): Promise<Outcome> =>
  onSystem(call, (system) => {
    const { note } = call.options;
    const hold = { since: now(), by: "command", ...(note !== undefined && { note }) } as const;
    return change(system, call.args[0], { to: (held, campaign) => withHold(held, campaign, hold), isDone: isHeldNow });
  });

/** Releases a campaign, or everything that is held; of a post that waits for approval, approves as much. Or warming up alone. */
export const releaseCampaigns = (call: Call<SystemOptions & { warmUp?: boolean | undefined }>): Promise<Outcome> =>
  onSystem(call, async (system) => {
    const at = now();
    if (call.options.warmUp) return warmUpAnew(system, call.args[0], at);
    const lookedInto = call.args[0] === undefined ? await cameBackToday(system, at) : undefined;
    const post = await postToApprove(dataOf(system), system.settings, at);
    const runId = post?.runId;
    return change(
      system,
      call.args[0],
      {
        to: (held, campaignId) => {
          const released = withoutHold(held, campaignId, at, lookedInto);
          return runId === undefined ? released : withApproval(released, { runId, campaignId }, { at, by: "command" });
        },
        isDone: (held, campaignId) =>
          !isHeldNow(held, campaignId) && (runId === undefined || isApproved(held, runId, campaignId)),
      },
      post,
    );
  });

/** What left and came back on the day of a release, until then: an alarm holds again for what comes after it. */
const cameBackToday = (system: System, at: Instant): Promise<CameBack> =>
  cameBackOn([at.slice(0, "2026-11-30".length)], {
    readMailsSent: nightFiles(dataOf(system)).readMailsSent,
    readFeedback: dynamoMailFeedback(createDynamoClient(), system.outputs.MessagesTable).readFeedback,
  });

/** @throws UsageError where a campaign is named: dormant addresses are warmed up for all of them together */
const warmUpAnew = async (system: System, campaign: string | undefined, at: Instant): Promise<Outcome> => {
  if (campaign !== undefined)
    throw new UsageError("--warm-up is for all campaigns together. Name none with it, or leave it out.");
  const { outcome, held } = await changeHeld((before) => withWarmUpAnew(before, at), heldFile(dataOf(system)));
  const ok = held !== "unreadable";
  const says = "Mail to dormant addresses begins anew with the next night, whatever came back of it until now.";
  return { ok, json: { outcome, held }, prose: ok ? [says] : heldWords(held).map(({ en }) => en) };
};

const isHeldNow = (held: HeldNow, campaign: string | undefined): boolean =>
  campaign === undefined ? isAllHeld(held) : isHeld(held, campaign);

const dataOf = ({ outputs }: System): FileStore => s3FileStore(createS3Client(), outputs.DataBucket);

/**
 * The exit status is 0 if the campaign is as was asked for: one is not released while everything is held, and a post is not approved
 * that no night has planned yet, where nothing else was to be released.
 */
const change = async (
  system: System,
  campaign: string | undefined,
  { to, isDone }: { to: (held: HeldNow, campaign: string | undefined) => HeldNow; isDone: typeof isHeldNow },
  post?: PostToApprove,
): Promise<Outcome> => {
  const data = dataOf(system);
  const store = heldFile(data);
  if (campaign !== undefined) await refuseUnknownCampaign(campaign, await store.readHeld(), data);
  const changed = await changeHeld((held) => to(held, campaign), store);
  const cameTooEarly = post !== undefined && post.runId === undefined && changed.outcome === "unchanged";
  return {
    ok: isDone(changed.held, campaign) && !cameTooEarly,
    json: { outcome: changed.outcome, held: changed.held, ...(post && { post }) },
    prose: [...describeHeld(changed), ...describeApproval(post, campaign, changed.held)],
  };
};

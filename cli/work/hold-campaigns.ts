import { createS3Client } from "../../shared/adapters/aws-clients.ts";
import { heldFile } from "../../shared/adapters/held-file.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { isAllHeld, isHeld, withHold, withoutHold } from "../../shared/campaigns/brake.ts";
import type { HeldNow } from "../../shared/model/held.ts";
import { changeHeld } from "../../shared/night/change-held.ts";
import { now } from "../../shared/runtime/now.ts";
import { describeHeld } from "../hold/describe-held.ts";
import { refuseUnknownCampaign } from "../hold/refuse-unknown-campaign.ts";
import type { System, SystemOptions } from "../system/system.ts";
import { onSystem } from "../system/with-system.ts";
import type { Call } from "../terminal/command.ts";
import type { Outcome } from "../terminal/terminal.ts";

/** Holds a campaign, or everything. What is held already stays so. */
export const holdCampaigns = (call: Call<SystemOptions & { note?: string | undefined }>): Promise<Outcome> =>
  onSystem(call, (system) => {
    const { note } = call.options;
    const hold = { since: now(), by: "command", ...(note !== undefined && { note }) } as const;
    return change(system, call.args[0], { to: (held, campaign) => withHold(held, campaign, hold), isDone: isHeldNow });
  });

/** Releases a campaign, or everything that is held. */
export const releaseCampaigns = (call: Call<SystemOptions>): Promise<Outcome> =>
  onSystem(call, (system) =>
    change(system, call.args[0], {
      to: (held, campaign) => withoutHold(held, campaign, now()),
      isDone: (held, campaign) => !isHeldNow(held, campaign),
    }),
  );

const isHeldNow = (held: HeldNow, campaign: string | undefined): boolean =>
  campaign === undefined ? isAllHeld(held) : isHeld(held, campaign);

/** The exit status is 0 if the campaign is as was asked for: one is not released while everything is held. */
const change = async (
  { outputs }: System,
  campaign: string | undefined,
  { to, isDone }: { to: (held: HeldNow, campaign: string | undefined) => HeldNow; isDone: typeof isHeldNow },
): Promise<Outcome> => {
  const data = s3FileStore(createS3Client(), outputs.DataBucket);
  const store = heldFile(data);
  if (campaign !== undefined) await refuseUnknownCampaign(campaign, await store.readHeld(), data);
  const changed = await changeHeld((held) => to(held, campaign), store);
  return {
    ok: isDone(changed.held, campaign),
    json: { outcome: changed.outcome, held: changed.held },
    prose: describeHeld(changed),
  };
};

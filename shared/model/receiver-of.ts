import type { Channel } from "./channel.ts";
import type { NightRun } from "./night.ts";
import type { Settings } from "./settings.ts";

/**
 * To whom a channel's messages are posted; undefined where they stand in the night's files. A simulated night posts nothing:
 * nobody but the real one writes to people.
 */
export const receiverOf = (
  channel: Channel | undefined,
  { settings, simulated }: Pick<NightRun, "settings" | "simulated">,
): Settings["outbox"][keyof Settings["outbox"]] =>
  channel === undefined || channel === "email" || simulated ? undefined : settings.outbox[channel];

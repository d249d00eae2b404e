import { signHold } from "../marketing/hold-token.ts";
import type { NightRun } from "../model/night.ts";
import type { ReadKeys } from "../ports/world.ts";

const SECONDS_PER_DAY = 86_400;

/**
 * The link by which marketing holds all mail, in report and notice; undefined where a night mails nobody, so that there is nothing
 * to hold. It goes by the night's day: a night that is held or closed again has the same one.
 */
export const holdLink = async (
  { sendDay, settings, rehearsed, simulated }: NightRun,
  { readKeys, publicUrl }: { readKeys: ReadKeys; publicUrl: string },
): Promise<string | undefined> => {
  if (settings.mail.sending === "off" || rehearsed || simulated) return undefined;
  const expiresAt = Date.parse(sendDay) / 1000 + (settings.notices.linkDays + 1) * SECONDS_PER_DAY;
  return `${publicUrl}/h/${signHold({ expiresAt }, (await readKeys()).linkKey)}`;
};

import type { Instant } from "../model/time.ts";

/**
 * An instant from SES's various spellings: `2016-01-27T14:59:38.237Z`, `2018-10-08T14:05:45 +0000`. Undefined for what is none.
 */
export const parseEventTime = (text: string | undefined): Instant | undefined => {
  const ms = Date.parse(text?.trim().replace(/(\dT[\d:.]+)\s*([+-]\d{2}):?(\d{2})$/, "$1$2:$3") ?? "");
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
};

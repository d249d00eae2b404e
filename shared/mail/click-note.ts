import type { ClickNote } from "../model/click.ts";

/** Other links of the mail that are opened within this time are opened by a program. */
const SIDE_BY_SIDE_MS = 1_000;
/** As long after the last link that a program opened, it is through with them. */
const SCAN_OVER_MS = 15_000;

/**
 * What is kept of a mail's clicks once there is one more: one click counts. Where several of its links are opened in one second, a
 * scanner did it, and none counts until one comes some time after.
 *
 * @returns the very same where nothing changes
 */
export const afterClick = (before: ClickNote | undefined, { at, link }: { at: string; link: string }): ClickNote => {
  if (before === undefined) return { at, link, scanned: false };
  const apartMs = Math.abs(Date.parse(at) - Date.parse(before.at));
  if (before.scanned) return { at, link, scanned: apartMs < SCAN_OVER_MS };
  return apartMs <= SIDE_BY_SIDE_MS && link !== before.link ? { at, link, scanned: true } : before;
};

import { isApproved } from "../../shared/campaigns/approval.ts";
import type { HeldNow } from "../../shared/model/held.ts";
import type { HeldChanged } from "../../shared/night/change-held.ts";
import { heldWords, letGoWords } from "../../shared/words/held-words.ts";
import type { PostToApprove } from "./post-to-approve.ts";

/** What was done, and what is held now. */
export const describeHeld = ({ outcome, held, before }: HeldChanged): string[] => {
  const now = heldWords(held).map(({ en }) => en);
  return [
    ...(outcome === "unchanged" ? ["Nothing was changed."] : []),
    ...letGoWords(before, held).map(({ en }) => en),
    ...(now.length === 0 ? ["Nothing is held."] : now),
  ];
};

/** What is approved of today's post now; nothing where it needs no approval. */
export const describeApproval = (
  post: PostToApprove | undefined,
  campaign: string | undefined,
  held: HeldNow,
): string[] => {
  if (post === undefined) return [];
  const { asOf, runId } = post;
  if (runId === undefined)
    return [
      `There is no night of ${asOf} yet whose post could be approved. It waits until you release it once you have seen the report.`,
    ];
  if (!isApproved(held, runId, campaign)) return [`The post that night ${runId} planned is not approved.`];
  const what = campaign === undefined ? "All" : `The campaign ${campaign}`;
  return [
    `${what} of the post that night ${runId} planned is approved, for this day alone. A night that is held again for ${asOf} waits anew.`,
  ];
};

import type { FeedbackKind } from "../model/mail-feedback.ts";
import { incompleteBeta } from "../stats/incomplete-beta.ts";

/** Mails that went out, and what came back of them. */
export type CameBack = { sent: number } & Record<FeedbackKind, number>;

/** Fewer answers than that mean nothing, however few the mails were. */
const FEWEST = 5;

/** Shares of mail past which no more goes out: below those at which SES looks at an account (5 % and 0.1 %). */
export const mostOf: Readonly<Record<FeedbackKind, number>> = { bounced: 0.04, complained: 0.0008 };

/** What chance alone brings about less often than this is no chance. */
const CHANCE = 0.01;

/**
 * What mail does harm by, where the counts are large enough to mean it: so many answers would come of mail at the bound itself in
 * less than one case of a hundred (exact binomial test, one-sided, which is Clopper and Pearson's lower end above the bound). Seven
 * bounces of a hundred mails may be chance; seventy of a thousand are none.
 */
export const harmOf = ({ sent, ...came }: CameBack): FeedbackKind | undefined =>
  (["complained", "bounced"] as const).find((kind) => isBeyond(Math.min(came[kind], sent), sent, mostOf[kind]));

/** What would come about less often than this at the bound shows that mail stays below it. */
const DOUBT = 0.05;

/**
 * Whether mail is shown to do no harm: at the bound itself so few bounces would come about in less than one case of twenty (the upper
 * end of Clopper and Pearson's below the bound, one-sided), and complaints are no more than chance brings. That few complain cannot be
 * shown with fewer than 3,700 mails, and many mailboxes tell of no complaint at all.
 */
export const isClean = ({ sent, bounced, complained }: CameBack): boolean =>
  isBelow(bounced, sent, mostOf.bounced) &&
  (complained === 0 || chanceOf(Math.min(complained, sent), sent, mostOf.complained) >= DOUBT);

/** P(X <= found) of `sent` draws at this chance each. */
const isBelow = (found: number, sent: number, chance: number): boolean =>
  found < sent && 1 - chanceOf(found + 1, sent, chance) < DOUBT;

const isBeyond = (found: number, sent: number, chance: number): boolean =>
  found >= FEWEST && found > chance * sent && chanceOf(found, sent, chance) < CHANCE;

/** P(X >= found) of `sent` draws at this chance each is I_chance(found, sent - found + 1). */
const chanceOf = (found: number, sent: number, chance: number): number =>
  incompleteBeta(chance, found, sent - found + 1);

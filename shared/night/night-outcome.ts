import { countedOrders, heldMetBy, importMetBy, type ReportData } from "../marketing/report/report-data.ts";
import type { HandedChannel } from "../model/channel.ts";
import { type ComparisonOutcome, outcomeOfComparison } from "../model/comparison.ts";
import { withheldFor } from "../model/count-withheld.ts";
import type { ApprovalMet, HeldMet } from "../model/held.ts";
import type { ImportMet } from "../model/import-mark.ts";
import type { Currency } from "../model/money.ts";
import type { NotCounted } from "../model/order.ts";
import { isLeft, type Unsent } from "../model/refusal.ts";
import type { Instant } from "../model/time.ts";
import type { Waiting } from "../model/waiting.ts";
import type { Sales } from "../scoring/summaries/sales.ts";
import type { DayOfPost } from "./day-of-post.ts";

/** What a night answers when it is closed. */
export type NightOutcome = {
  runId: string;
  asOf: string;
  customers: number;
  /** Mails that went out in this run, and those that an earlier attempt at the same night had sent. */
  written: number;
  writtenBefore: number;
  /** Messages that other systems are to send, by channel; absent where there are none. */
  handedOver?: Partial<Record<HandedChannel, number>>;
  /** Mails that another run had begun to send, and had not said how they ended. */
  inProgress: number;
  /** Mails that go later on their day, by the moment from which they may. */
  toCome: Record<Instant, number>;
  /** Those that would have gone out, had the operator not switched sending off. */
  wouldBeMail: number;
  /** Mails that were held because an import of orders was not finished, and whether the night met it when it began. */
  importMet: ImportMet;
  /** What is held now, and how many messages waited for that. */
  held: HeldMet;
  /** What was approved of the post, and what waits for that; absent where it needs no approval. */
  approval?: ApprovalMet;
  files: number;
  told: number;
  /** What a redrive has to send, and the shards it is left in. `post` says whether anything is. */
  post: "complete" | "incomplete";
  unsent: Unsent;
  unsentShards: number[];
  /** What its numbers lack. */
  waiting: Waiting;
  /** What a comparison with the shop came to; absent in a night that does not compare. */
  comparison?: ComparisonOutcome;
  /** Orders that count, and those that are kept and do not, by reason. */
  orders: { counted: number; notCounted: NotCounted };
  /** Counted orders that name nobody, and what they come to in minor units: in none of the numbers above. */
  sales: Sales & { currency: Currency };
};

/** How a close ended: what became of the mail, and of the notice. */
type Closed = { post: DayOfPost; unsent: Unsent; told: number; files: number };

/** What a night came to, in counts: what its report shows, and what only its last step knows. */
export const outcomeOfNight = (data: ReportData, { post, unsent, told, files }: Closed): NightOutcome => {
  const { run, tally, campaigns, approval } = data;
  const importMet = importMetBy(data);
  const heldMet = heldMetBy(data);
  const awaiting = sumOf(campaigns.map((campaign) => withheldFor("awaiting-approval", campaign)));
  const toCome = addedUp(campaigns.map((campaign) => campaign.toCome));
  return {
    runId: run.runId,
    asOf: run.asOf,
    customers: tally.all.customers,
    written: post.sentHere,
    writtenBefore: post.sent - post.sentHere,
    ...(Object.keys(post.handedOver).length > 0 && { handedOver: post.handedOver }),
    inProgress: post.inProgress,
    toCome,
    wouldBeMail:
      sumOf(campaigns.map((campaign) => campaign.wouldBeMail)) -
      sumOf(Object.values(toCome)) -
      unsent.mails -
      importMet.held -
      heldMet.mails -
      awaiting,
    importMet,
    held: heldMet,
    ...(approval && { approval }),
    files,
    told,
    post: isLeft(unsent) ? "incomplete" : "complete",
    unsent,
    unsentShards: post.unsentShards,
    waiting: run.waiting,
    ...(data.comparison && { comparison: outcomeOfComparison(data.comparison) }),
    orders: { counted: countedOrders(data), notCounted: data.notCounted },
    sales: { ...data.sales, currency: run.settings.currency },
  };
};

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

const addedUp = (counts: readonly Readonly<Record<string, number>>[]): Record<string, number> => {
  const all: Record<string, number> = {};
  for (const [name, number] of counts.flatMap((one) => Object.entries(one)).sort())
    all[name] = (all[name] ?? 0) + number;
  return all;
};

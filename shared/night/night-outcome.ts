import { laterToday, mailToday } from "../marketing/mail-today.ts";
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
  /** Those whose hour is to come as well, and that leave then only if somebody has released them. */
  toComeOnceReleased: number;
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
  const { toCome } = mailToday(data);
  const later = sumOf(campaigns.map(laterToday));
  return {
    runId: run.runId,
    asOf: run.asOf,
    customers: tally.all.customers,
    written: post.sentHere,
    writtenBefore: post.sent - post.sentHere,
    ...(Object.keys(post.handedOver).length > 0 && { handedOver: post.handedOver }),
    inProgress: post.inProgress,
    toCome: Object.fromEntries(Object.entries(toCome).sort()),
    toComeOnceReleased: later - sumOf(Object.values(toCome)),
    wouldBeMail: sumOf(switches.flatMap((reason) => campaigns.map((campaign) => withheldFor(reason, campaign)))),
    importMet: importMetBy(data),
    held: heldMetBy(data),
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

/** By which the operator has switched mail off. */
const switches = ["sending-off", "not-a-test-recipient"] as const;

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

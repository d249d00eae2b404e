import { join } from "node:path";
import type { EmbeddedSystem } from "../../infra/local/embedded-system.ts";
import { counted, grouped } from "../../shared/model/counted.ts";
import { sleepyTiers, type Tier, tierSchema } from "../../shared/model/customer.ts";
import { outcomeWords } from "../../shared/words/outcome-words.ts";
import { stopWords } from "../../shared/words/stop-words.ts";
import type { NightOutcome } from "../system/night-outcome.ts";
import type { Outcome } from "../terminal/terminal.ts";
import type { TruthComparison } from "./compare-truth.ts";
import type { NightFacts } from "./night-files.ts";

type Demo = {
  filled: { imported: number; posted: number };
  night: NightOutcome;
  facts: NightFacts;
  truth: TruthComparison;
  seconds: number;
};

/** Where the result can be looked at. */
type Place = { json: Readonly<Record<string, unknown>>; prose: readonly string[] };

/** While the system runs: its pages. */
export const servedAt = (pages: EmbeddedSystem["pages"]): Place => ({
  json: { pages },
  prose: [`  Report  ${pages.report}`, `  Inbox   ${pages.inbox}`, `  Files   ${pages.files}`],
});

/** When the system has ended: files, and how to start it again on `data`, as the operator named it. */
export const keptIn = (folder: string, data: string): Place => {
  const report = join(folder, "report.html");
  const again = `npx rouse dev --data ${/\s/.test(data) ? `"${data}"` : data} --settings cli/demo/settings.json`;
  return {
    json: { report, result: folder, again },
    prose: [`  Report  ${report}`, `  Files   ${folder}`, "", "Inbox and report are shown again by:", `  ${again}`],
  };
};

/** What the demo shows at its end. It succeeded if customers were scored and mail was written. */
export const describeDemo = ({ filled, night, facts, truth, seconds }: Demo, place: Place): Outcome => {
  const tiers = Object.fromEntries(tierSchema.options.map((tier) => [tier, 0]));
  for (const tier of facts.tiers.values()) tiers[tier] = (tiers[tier] ?? 0) + 1;
  const stopped = [...facts.messages].filter(([what]) => what !== "sent").sort(([, a], [, b]) => b - a);
  return {
    ok: night.customers > 0 && night.written > 0,
    json: {
      night,
      orders: filled,
      tiers,
      messages: Object.fromEntries(facts.messages),
      truth,
      seconds: Math.round(seconds * 10) / 10,
      ...place.json,
    },
    prose: [
      "",
      `The Sleepy Teapot on ${night.asOf}: ${counted(night.customers, "customer")}, ${counted(filled.imported, "order")} imported, ${grouped(filled.posted)} by webhook.`,
      `Tiers: ${Object.entries(tiers)
        .map(([tier, customers]) => `${tier} ${grouped(customers)}`)
        .join(", ")}.`,
      `Mail: ${grouped(night.written)} sent; not sent: ${stopped.map(([reason, number]) => `${reason} ${grouped(number)}`).join(", ") || "none"}.`,
      ...reasonLines(stopped),
      ...truthLines(truth),
      `Done in ${seconds.toFixed(0)} s.`,
      "",
      ...place.prose,
    ],
  };
};

const reasonWords: ReadonlyMap<string, string> = new Map([
  ...Object.entries(outcomeWords),
  ...Object.entries(stopWords).map(([reason, { en }]) => [reason, en] as const),
]);

/** What each reason means that kept mail back. */
export const reasonLines = (stopped: readonly (readonly [string, number])[]): string[] =>
  stopped.flatMap(([reason]) => {
    const words = reasonWords.get(reason);
    return words === undefined ? [] : [`  ${reason}: ${words}`];
  });

const truthLines = ({ gone, staying, separation }: TruthComparison): string[] => {
  const share = (of: Readonly<Record<Tier, number>>) => {
    const all = Object.values(of).reduce((sum, number) => sum + number, 0);
    const asleep = sleepyTiers.reduce((sum, tier) => sum + of[tier], 0);
    return `${grouped(asleep)} of ${grouped(all)} (${Math.round((100 * asleep) / Math.max(1, all))}%)`;
  };
  return [
    `Against the truth: drowsy or sleepier are ${share(gone)} of those really gone, and ${share(staying)} of those who will be back.`,
    `A customer really gone is in a sleepier tier than one who will be back with a chance of ${separation.toFixed(2)} (0.5 is blind, 1 perfect).`,
  ];
};

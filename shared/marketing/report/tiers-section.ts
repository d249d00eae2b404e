import { type Tier, tierSchema } from "../../model/customer.ts";
import { type Html, html } from "../../model/html.ts";
import type { GroupTally } from "../../model/score-tally.ts";
import { tierFile } from "../../model/segments.ts";
import type { Day } from "../../model/time.ts";
import { rulesThatMoved } from "../../scoring/turns/moved-columns.ts";
import { capital, longDay } from "../../words/said.ts";
import { tierWords } from "../../words/tiers.ts";
import { segmentPath } from "../segment-index.ts";
import { barsChart } from "./bars-chart.ts";
import { figure, table } from "./figure.ts";
import { fileLink, namedLink } from "./file-link.ts";
import { isRuledWithin, tallyMoves } from "./headline.ts";
import { type Flow, movesChart } from "./moves-chart.ts";
import type { ReportData } from "./report-data.ts";
import { tierIcon } from "./tier-icon.ts";
import { count, counted, expectedMoney, say, share } from "./wording.ts";

const tiers = tierSchema.options;
const nobody: GroupTally = { customers: 0, reachable: 0, clvMinor: 0 };

/** How many customers are how far asleep. */
export const tiersSection = ({ run, tally }: ReportData): Html => {
  const groups = tiers.map((tier): [Tier, GroupTally] => [tier, tally.tiers[tier] ?? nobody]);
  const bars = groups.map(([tier, { customers, reachable }]) => ({
    label: say(tierWords[tier].name),
    length: customers,
    part: reachable,
    strong: count(customers),
    text: share(customers, tally.all.customers),
    color: `var(--${tier})`,
  }));
  const rows = groups.map(([tier, group]) => [
    html`${tierIcon(tier)} ${namedLink(segmentPath(tierFile(tier)), say(tierWords[tier].name))}`,
    count(group.customers),
    share(group.customers, tally.all.customers),
    count(group.reachable),
    tally.withClv === 0 ? "–" : expectedMoney(group.clvMinor, run.settings.currency),
  ]);
  const caption = html`Full colour: customers who may be written to (${count(tally.all.reachable)} of ${count(tally.all.customers)}).`;
  const heads = ["Tier", "Customers", "Share", "Reachable", "Expected value"];
  return html`<section id="tiers"><h2>How awake your customers are</h2>${figure(barsChart(bars, "Customers by tier, and those of them who may be written to.", { labels: 110 }), caption, table("Customers by tier", heads, rows))}</section>`;
};

/** Who changed tier since the night before, and within the week; those who stayed where they were would hide them, and are only counted. */
export const movesSection = ({ run, tally, model }: ReportData): Html => {
  const heading = html`<h2>Who moved</h2>`;
  if (run.previous === undefined || tally.knownYesterday === 0) {
    return html`<section id="moves">${heading}<p class="plain">There is no earlier night to compare with, so nobody can be said to have moved. The next night shows who did.</p></section>`;
  }
  const files = html`<p class="plain">Who they are: ${fileLink("moved.csv")}; how many, by tier and by RFM segment: ${fileLink("movement.csv")}.</p>`;
  return html`<section id="moves">${heading}<h3>Since yesterday</h3>${movesPart(tally.tierMoves, tally.tierFlips, run.previous.asOf, "yesterday")}${flips(tally)}${rulesMoved(model)}
${run.weekBefore && html`<h3>This week</h3>${movesPart(tally.weekMoves, {}, run.weekBefore.asOf, "a week ago")}${ruleMoved(model.tiers, run.weekBefore.asOf)}`}${files}</section>`;
};

/** Within a week a rule's doing is not told from the customers'. */
const ruleMoved = (tiers: ReportData["model"]["tiers"], weekBefore: Day): Html | undefined =>
  tiers.since !== undefined && isRuledWithin(weekBefore, tiers)
    ? html`<p class="plain">Tiers go by another rule since ${longDay(tiers.since)}: some of these moves are its doing, and nobody's own.</p>`
    : undefined;

type Counts = Readonly<Record<string, number>>;

const movesPart = (moves: Counts, flips: Counts, since: Day, then: string): Html => {
  const { stayed, sleepier, woken, secondOrders, firstSeen } = tallyMoves(moves, flips);
  const summary = html`<p><strong>${count(sleepier)}</strong> became sleepier, <strong>${count(woken)}</strong> woke up, <strong>${count(secondOrders)}</strong> new ${secondOrders === 1 ? "one" : "ones"} bought again, <strong>${count(firstSeen)}</strong> ${firstSeen === 1 ? "was" : "were"} seen for the first time. ${counted(stayed, "customer")} stayed where they were. Compared with ${longDay(since)}.</p>`;
  const flows = flowsOf(moves);
  if (flows.length === 0) return summary;
  const numbers = table(`Moves between tiers since ${then}`, [capital(then), "Today", "Customers"], movesRows(flows));
  const caption = "Only customers whose tier changed are drawn. A ribbon is as wide as they are many.";
  return html`${summary}${figure(movesChart([unknown, ...ends], ends, flows, then), caption, numbers)}`;
};

/** A tier that changes by no doing of the customer's is worth counting: it would have them written to for nothing. */
const flips = ({ knownYesterday, tierChanges }: ReportData["tally"]): Html => {
  const { changed, flipped } = tierChanges;
  const of = `${counted(knownYesterday, "customer")} known yesterday changed their tier`;
  if (changed === 0) return html`<p class="plain">None of ${of}.</p>`;
  const whose =
    flipped === 0
      ? "by what they did or left undone"
      : `${count(flipped)} of them by no doing of their own: the bounds between tiers moved. They are drawn here, and count as neither sleepier nor woken`;
  return html`<p class="plain">${count(changed)} of ${of}, ${whose}.</p>`;
};

/** Chances and values move with no customer's tier: whose segment or class is another for that did nothing. */
const rulesMoved = ({ statements }: ReportData["model"]): Html | undefined => {
  const said = rulesThatMoved(statements);
  return said.length === 0
    ? undefined
    : html`<p class="plain">Chances or values of everybody moved by a rule tonight. ${said.map(({ text }) => text).join(" ")} Who came into a segment of your own by them without an order is in it without a day.</p>`;
};

const unknown = { key: "", label: "not known yet", color: "var(--faint)" };
const ends = tiers.map((tier) => ({ key: tier, label: say(tierWords[tier].name), color: `var(--${tier})` }));
const nameOf = (key: string): string => ends.find((end) => end.key === key)?.label ?? unknown.label;

const flowsOf = (moves: Readonly<Record<string, number>>): Flow[] => {
  const order = ["", ...tiers];
  const rank = (flow: Flow) => order.indexOf(flow.from) * 10 + order.indexOf(flow.to);
  return Object.entries(moves)
    .map(([move, customers]) => {
      const [from = "", to = ""] = move.split(">");
      return { from, to, customers };
    })
    .filter(({ from, to }) => from !== to)
    .sort((a, b) => rank(a) - rank(b));
};

const movesRows = (flows: readonly Flow[]) =>
  flows.map((flow) => [nameOf(flow.from), nameOf(flow.to), count(flow.customers)]);

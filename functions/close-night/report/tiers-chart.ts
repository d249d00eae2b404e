import type { Tier } from "../../../shared/model/customer.ts";
import { type Html, html } from "../../../shared/model/html.ts";
import type { GroupTally } from "../../../shared/model/score-tally.ts";
import { at, picture } from "./figure.ts";
import { tierWords } from "./tier-words.ts";
import { count, share } from "./wording.ts";

const WIDTH = 720;
const LABELS = 110;
const NUMBERS = 150;
const ROW = 40;

/** Bars of customers by tier; the full colour is the part that may be written to. */
export const tiersChart = (groups: readonly (readonly [Tier, GroupTally])[]): Html => {
  const most = Math.max(1, ...groups.map(([, group]) => group.customers));
  const all = groups.reduce((sum, [, group]) => sum + group.customers, 0);
  const length = (customers: number) => ((WIDTH - LABELS - NUMBERS) * customers) / most;
  const title = groups.map(([tier, group]) => `${tierWords[tier].name}: ${count(group.customers)}`).join(", ");
  const bars = groups.map(([tier, group], row) => {
    const y = row * ROW + 6;
    const end = LABELS + length(group.customers);
    return html`<text x="${LABELS - 10}" y="${y + 19}" text-anchor="end" class="label">${tierWords[tier].name}</text>
<rect x="${LABELS}" y="${y}" width="${at(length(group.customers))}" height="28" rx="4" style="fill:var(--${tier});opacity:.35"/>
<rect x="${LABELS}" y="${y}" width="${at(length(group.reachable))}" height="28" rx="4" style="fill:var(--${tier})"/>
<text x="${at(end + 10)}" y="${y + 19}" class="label"><tspan class="strong">${count(group.customers)}</tspan> · ${share(group.customers, all)}</text>`;
  });
  return picture(WIDTH, groups.length * ROW + 2, `Customers by tier. ${title}.`, html`${bars}`);
};

import { type Html, html } from "../../model/html.ts";
import { stopReasonSchema } from "../../model/message.ts";
import { stopWords } from "../../words/stop-words.ts";
import { table } from "../report/figure.ts";
import { count } from "../report/wording.ts";
import type { Rehearsal } from "./rehearsal.ts";
import { campaignSums } from "./sums.ts";

/** Why the others would not have been written to, by campaign. */
export const stopsSection = (rehearsal: Rehearsal): Html => {
  const sums = campaignSums(rehearsal);
  const reasons = stopReasonSchema.options.filter((reason) => sums.some(({ stopped }) => stopped.has(reason)));
  const rows = reasons.map((reason) => [
    stopWords[reason],
    ...sums.map(({ stopped }) => count(stopped.get(reason) ?? 0)),
  ]);
  return html`<section id="stops"><h2>What stopped the rest</h2>
<p class="plain">Every occasion has one answer; the first gate that stops it gives its reason. Who is named where: messages.csv of each day.</p>
${rows.length === 0 ? html`<p>Nothing: everybody who had an occasion would have been written to.</p>` : table("Occasions that were stopped", ["Reason", ...sums.map(({ name }) => name)], rows)}</section>`;
};

import { type Html, html } from "../../model/html.ts";
import { stopReasonSchema, withheldSchema } from "../../model/message.ts";
import { withheldWords } from "../../words/stop-words.ts";
import { table } from "../report/figure.ts";
import { count } from "../report/wording.ts";
import type { Rehearsal } from "./rehearsal.ts";
import { type CampaignSum, campaignSums } from "./sums.ts";

/** Why the others would not have been written to, by campaign. */
export const stopsSection = (rehearsal: Rehearsal): Html => {
  const sums = campaignSums(rehearsal);
  const rows = rowsOf(sums);
  return html`<section id="stops"><h2>What stopped the rest</h2>
<p class="plain">Every occasion has one answer; the first gate that does not let it pass gives its reason. An occasion is due for some days and asked about on each: what waits stands here with what became of it in the end, everything else with its first answer. Who is named where: messages.csv of each day.</p>
${rows.length === 0 ? html`<p>Nothing: everybody who had an occasion would have been written to.</p>` : table("Occasions that were stopped", ["Reason", ...sums.map(({ name }) => name)], rows)}</section>`;
};

const rowsOf = (sums: readonly CampaignSum[]): string[][] =>
  stopReasonSchema.options.flatMap((reason) =>
    withheldSchema.options.flatMap((then) => {
      const customers = sums.map(
        ({ withheld }) => withheld.find((one) => one.reason === reason && one.then === then)?.customers ?? 0,
      );
      return customers.some((each) => each > 0) ? [[withheldWords(then, reason).en, ...customers.map(count)]] : [];
    }),
  );

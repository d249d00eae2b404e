import { counted, grouped } from "../../shared/model/counted.ts";
import { type Html, html } from "../../shared/model/html.ts";
import type { CampaignNight, SomeCustomers } from "./campaign-night.ts";

/** To whom a campaign would have written last night, and who that was not the night before. */
export const nightPart = (night: CampaignNight | undefined, noNight: string | undefined): Html => {
  if (night === undefined) return html`<p class="night">${noNight ?? "No night has been held yet."}</p>`;
  const { asOf, messages, customers, outcomes, since } = night;
  return html`<div class="night">
<p>The night of ${asOf}, by the campaigns that were in force then: <strong>${counted(messages, "message")}</strong> to ${counted(customers, "customer")} ${messages === 1 ? "was" : "were"} due${messages > 0 ? ":" : "."}</p>
${messages > 0 && html`<table class="counts"><thead><tr><th scope="col">What became of it</th><th scope="col">Messages</th></tr></thead><tbody>${outcomes.map((line) => html`<tr><td>${line.says}</td><td>${grouped(line.messages)}</td></tr>`)}</tbody></table>`}
${since === undefined ? html`<p>There is no night before it to compare with.</p>` : html`<p class="ids">Since the night of ${since.asOf}: ${named("added", since.added)}; ${named("dropped", since.dropped)}.</p>`}
</div>`;
};

const named = (what: string, { count, ids }: SomeCustomers): string => {
  if (count === 0) return `nobody ${what}`;
  const more = count > ids.length ? `, and ${grouped(count - ids.length)} more` : "";
  return `${grouped(count)} ${what} (${ids.join(", ")}${more})`;
};

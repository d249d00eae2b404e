import { type Html, html } from "../../model/html.ts";
import { longDay } from "../../words/said.ts";
import { counted } from "../report/wording.ts";
import type { Rehearsal } from "./rehearsal.ts";

/** What a rehearsal cannot know, so that nobody takes it for more than it is. */
export const limitsSection = ({
  from,
  undone,
}: Rehearsal): Html => html`<section id="limits"><h2>What this cannot tell</h2><ul>
<li>What the messages would have brought. Orders here are those that were made without them.</li>
<li>Who would have answered with a no: nobody unsubscribes from a mail that was never sent, no address bounces, and whom the shop wrote to by other means is not known.</li>
<li>What was written before ${longDay(from)}: the ledger is empty on the first night, so that limits and “once” count from there on. Its first days have more mail than they would have had.</li>
<li>${refunds(undone)}</li>
<li>Agreements and refusals count from when the file dates them; one without a date of its own counts with its order.</li>
</ul></section>`;

const wasOrWere = (orders: number): string => (orders === 1 ? "was" : "were");

const refunds = ({ dated, undated }: Rehearsal["undone"]): string => {
  if (dated + undated === 0) return "The file has no refunds and no cancelled orders.";
  const known =
    dated > 0
      ? `${counted(dated, "order")} that ${wasOrWere(dated)} refunded or cancelled ${dated === 1 ? "changes" : "change"} when the file says so. `
      : "";
  const unknown =
    undated > 0
      ? `Of ${counted(undated, "order")} that ${wasOrWere(undated)} refunded or cancelled the file does not say when: nights know of it from the order's day on, earlier than anybody did. A column updated_at tells it.`
      : "";
  return `${known}${unknown}`.trim();
};

import { type Html, html } from "../../model/html.ts";
import { marketingFolder } from "../../model/night.ts";
import { table } from "../report/figure.ts";
import { namedLink } from "../report/file-link.ts";
import { count } from "../report/wording.ts";
import type { Rehearsal, RehearsedNight } from "./rehearsal.ts";

/** More days than these are folded. */
const SHOWN_DAYS = 14;

/** Each day with what marketing would have had: its report, and who was written to or not and why. */
export const daysSection = ({ nights }: Rehearsal): Html => {
  const heads = ["Night", "Mail on", "Customers", "Written", "Not written to", "Who and why"];
  const days = html`<div class="dense">${table("Every night", heads, nights.map(rowOf))}</div>`;
  return html`<section id="days"><h2>Day by day</h2>
<p class="plain">One folder a day lies beside this page, as marketing would have had it: report, segment files, messages.</p>
${nights.length <= SHOWN_DAYS ? days : html`<details><summary>All ${count(nights.length)} nights</summary>${days}</details>`}</section>`;
};

const rowOf = ({ asOf, sendDay, customers, campaigns }: RehearsedNight): (string | Html)[] => {
  const written = campaigns.reduce((sum, campaign) => sum + campaign.written, 0);
  const considered = campaigns.reduce((sum, campaign) => sum + campaign.considered, 0);
  const folder = marketingFolder(asOf);
  return [
    namedLink(`${folder}report.html`, asOf),
    ...[sendDay, count(customers), count(written), count(considered - written)],
    namedLink(`${folder}messages.csv`, "messages.csv"),
  ];
};

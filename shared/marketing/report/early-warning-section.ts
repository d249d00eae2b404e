import { type Html, html } from "../../model/html.ts";
import { EARLY_WARNING } from "../../model/rule-limits.ts";
import { longDay } from "../../words/said.ts";
import { segmentPath } from "../segment-index.ts";
import { fileLink } from "./file-link.ts";
import type { ReportData } from "./report-data.ts";
import { count, counted, expectedMoney, percent, share } from "./wording.ts";

/** Valuable customers whose chance of buying fell most within a week: the ones worth a call before they fall asleep. */
export const earlyWarningSection = ({ run, tally }: ReportData): Html => {
  const heading = html`<h2>Valuable customers slipping away</h2>`;
  const { weekBefore } = run;
  if (weekBefore === undefined) {
    return html`<section id="early-warning">${heading}<p class="plain">There is no night of a week ago to compare with yet. A week after the first night, this names valuable customers whose chance of buying has fallen.</p></section>`;
  }
  const { earlyWarning, comparedWithWeekBefore: compared } = tally;
  const basis = html`Compared with ${longDay(weekBefore.asOf)}: ${counted(compared, "valuable customer")} (class A or the high band).`;
  if (earlyWarning.customers === 0) {
    return html`<section id="early-warning">${heading}<p>Nobody valuable is slipping away this week. ${basis}</p></section>`;
  }
  const worth =
    tally.withClv === 0
      ? ""
      : ` Together they are expected to bring ${expectedMoney(earlyWarning.clvMinor, run.settings.currency)} over the next ${run.settings.clv.horizonMonths} months.`;
  return html`<section id="early-warning">${heading}<p><strong>${counted(earlyWarning.customers, "valuable customer")}</strong> (${share(earlyWarning.customers, compared)}) became clearly less likely to buy within a week: by at least ${100 * EARLY_WARNING.leastFall} points, and by ${percent(EARLY_WARNING.leastShare)} of what their chance was.${worth}</p>
<p class="plain">${basis} ${count(earlyWarning.reachable)} of the ${count(earlyWarning.customers)} may be written to. They are in ${fileLink(segmentPath("early-warning"))}; <code>early_warning_drop</code> says how far each fell.</p></section>`;
};

import { type Html, html } from "../../model/html.ts";
import { longDay } from "../../words/said.ts";
import { table } from "../report/figure.ts";
import { count, counted, money, share } from "../report/wording.ts";
import type { FollowUp, Rehearsal } from "./rehearsal.ts";
import { addFollowUps } from "./sums.ts";

/** Who would have been written to, or held out, and bought afterwards though nobody wrote. */
export const cameBackSection = ({ followUps, followedDays, currency, lastDay }: Rehearsal): Html => {
  const all = addFollowUps(followUps.map(({ written }) => written));
  const open = addFollowUps(followUps.flatMap(({ written, heldOut }) => [written, heldOut])).open;
  const rows = followUps.flatMap(({ name, written, heldOut }) => [
    rowOf(`${name}: would have been written to`, written, currency),
    rowOf(`${name}: held out`, heldOut, currency),
  ]);
  return html`<section id="came-back"><h2>Who came back anyway</h2>
${
  all.occasions === 0
    ? html`<p>Nobody can say: the file does not reach ${counted(followedDays, "day")} past any message${lastDay !== undefined && html`, for it ends on ${longDay(lastDay)}`}.</p>`
    : html`<p><strong>After ${count(all.returned)} of ${counted(all.occasions, "message")} (${share(all.returned, all.occasions)})</strong> that would have gone out, the person bought within ${counted(followedDays, "day")} all the same, for ${money(all.netMinor, currency)}, though no message came. A campaign that counts every order after its mail as its own would have claimed all of that.</p>
${table(`Within ${counted(followedDays, "day")}, with no message`, ["Who", "Occasions", "Bought", "Share", "For"], rows)}
<p class="plain">Neither of the two groups of a campaign heard anything, so what lies between their shares is chance: what a campaign brings has to be more than that. Only a real holdout beside real mail can show it.</p>`
}
${followUps.length > 1 && all.returned > 0 && html`<p class="plain">An order within ${counted(followedDays, "day")} of two messages counts with both.</p>`}
${open > 0 && html`<p class="plain">Left out of this: ${counted(open, "occasion")} whose ${counted(followedDays, "day")} are not over where the file ends.</p>`}</section>`;
};

const rowOf = (who: string, { occasions, returned, netMinor }: FollowUp, currency: Rehearsal["currency"]): string[] => [
  ...[who, count(occasions), count(returned), share(returned, occasions)],
  money(netMinor, currency),
];

import { type Html, html } from "../../../shared/model/html.ts";
import { type Answer, fileAnswer, livePageAnswer, previewAnswer, textAnswer } from "./answer.ts";
import { fitFrames } from "./fit-frames.ts";
import { layout, nothing, table } from "./layout.ts";

/** A campaign of the folder that is watched, for the list. */
type ListedCampaign = {
  id: string;
  name: string;
  enabled: boolean;
  steps: readonly string[];
  locales: readonly string[];
  problems: readonly string[];
};

/**
 * The campaigns of the operator's folder as they were saved last. Whoever starts the embedded system hands this in, for nothing here
 * knows how a campaign is compiled.
 */
export type LiveCampaigns = {
  /** What the folder is called. */
  shown: string;
  list: () => Promise<{
    campaigns: readonly ListedCampaign[];
    /** What is worth a look in them, and stops nobody. */
    remarks: readonly string[];
    /** What of them nights do not go by yet, a sentence each. */
    notInForce: readonly string[];
  }>;
  /** A whole page; undefined where there is no such campaign. */
  preview: (id: string, live: { back: string; script: string; revision: number }) => Promise<string | undefined>;
  /** Rises with everything that is saved. */
  revision: () => number;
  /** Answers the revision when it is another than the one that was seen, or after a while. */
  changed: (seen: number) => Promise<number>;
};

const PLACE = "/campaigns";
const SCRIPT = "/campaigns.js";

/** Loads the page again when something was saved, and fits frames; nothing else runs on any page. */
const script = `${fitFrames}
const seen = document.currentScript.dataset.revision;
const pause = () => new Promise((resume) => setTimeout(resume, 1000));
const listen = async () => {
  for (;;) {
    try {
      const answer = await fetch("/campaigns/changed?seen=" + seen);
      if (answer.ok && (await answer.text()) !== seen) return location.reload();
      if (!answer.ok) await pause();
    } catch {
      await pause();
    }
  }
};
listen();
`;

/** What lies at the addresses of campaigns; undefined where the address is none of them. */
export const campaignAnswer = (url: URL, live: LiveCampaigns | undefined): Promise<Answer> | Answer | undefined => {
  const { pathname } = url;
  if (pathname === SCRIPT) return fileAnswer(script, "text/javascript; charset=utf-8");
  if (pathname !== PLACE && !pathname.startsWith(`${PLACE}/`)) return undefined;
  if (live === undefined) return unwatched();
  if (pathname === PLACE) return listPage(live);
  if (pathname === `${PLACE}/changed`) return changedAnswer(live, url.searchParams.get("seen"));
  return previewOf(live, pathname.slice(PLACE.length + 1));
};

const unwatched = (): Answer =>
  livePageAnswer(
    layout(
      { title: "Campaigns", place: PLACE },
      nothing("No folder of campaigns is watched here: rouse dev watches one, and rouse preview makes a page of it."),
    ),
  );

const changedAnswer = async (live: LiveCampaigns, seen: string | null): Promise<Answer> =>
  textAnswer(200, String(await live.changed(Number(seen))));

const previewOf = async (live: LiveCampaigns, id: string): Promise<Answer> => {
  const markup = await live.preview(id, { back: PLACE, script: SCRIPT, revision: live.revision() });
  return markup === undefined ? textAnswer(404, "There is no such campaign.") : previewAnswer(markup);
};

const listPage = async (live: LiveCampaigns): Promise<Answer> => {
  const revision = live.revision();
  const { campaigns, remarks, notInForce } = await live.list();
  const mistakes = [...new Set(campaigns.flatMap(({ problems }) => problems))];
  const lead = `What lies in ${live.shown}, looked at as it is saved. Saving puts nothing in force: nights go by what was published last, with rouse campaigns publish.`;
  const body = html`${mistakes.length > 0 && html`<h2>Mistakes</h2><ul class="mistakes">${mistakes.map((mistake) => html`<li><pre tabindex="0" role="region" aria-label="A mistake">${mistake}</pre></li>`)}</ul>`}
${remarks.length > 0 && html`<h2>Remarks</h2><ul class="remarks">${remarks.map((remark) => html`<li>${remark}</li>`)}</ul>`}
${notInForce.length > 0 && html`<h2>Not in force yet</h2><ul>${notInForce.map((one) => html`<li>${one}</li>`)}</ul>`}
<h2>Campaigns</h2>
${campaigns.length === 0 ? nothing("There is no campaign in the folder.") : table("Campaigns", ["Campaign", "State", "Steps", "Languages"], campaigns.map(row))}
<script src="${SCRIPT}" data-revision="${revision}" defer></script>`;
  return livePageAnswer(layout({ title: "Campaigns", place: PLACE, lead }, body));
};

const row = ({ id, name, enabled, steps, locales, problems }: ListedCampaign): Html => html`<tr>
<td><a href="${PLACE}/${id}">${name}</a></td>
<td class="tight">${stateOf(enabled, problems)}</td>
<td>${steps.join(", ")}</td><td>${locales.join(", ")}</td></tr>`;

const stateOf = (enabled: boolean, problems: readonly string[]): Html => {
  if (problems.length > 0) return html`<span class="tag bad">mistakes</span>`;
  return enabled ? html`<span class="tag good">on</span>` : html`<span class="tag wait">off</span>`;
};

import type { BrokenCampaign } from "../../model/campaign-library.ts";
import type { CampaignTally } from "../../model/campaign-tally.ts";
import type { HandedChannel } from "../../model/channel.ts";
import { type Html, html } from "../../model/html.ts";
import { type StopReason, stopReasonSchema, withheldSchema } from "../../model/message.ts";
import { receiverOf } from "../../model/receiver-of.ts";
import { leftOutWords } from "../../words/left-out.ts";
import { outcomeWords } from "../../words/outcome-words.ts";
import { withheldWords } from "../../words/stop-words.ts";
import { writtenTodayWords } from "../../words/to-come-words.ts";
import { warmUpWords } from "../../words/warm-up-words.ts";
import { type Brake, laterToday, mailToday, mailTodayOf } from "../mail-today.ts";
import { outboxPath } from "../outbox-csv.ts";
import { postHours } from "../post-hours.ts";
import { table } from "./figure.ts";
import { fileLink } from "./file-link.ts";
import { mailLatelyPart } from "./mail-lately-part.ts";
import type { ReportData } from "./report-data.ts";
import { count, counted } from "./wording.ts";

const modes = {
  off: "Sending is switched off: everything below is what would have happened.",
  test: "Test mode: only test recipients were written to.",
  on: "Sending is on.",
  rehearsed: "A rehearsal: nobody was written to. Everything below is what would have happened.",
} as const;

const saysOfMode = {
  off: "would have been written to: sending is switched off.",
  test: "would have been written to: test mode reaches test addresses only.",
  rehearsed: "would have been written to: this night was rehearsed.",
} as const;

const modeOf = ({ rehearsed, settings }: ReportData["run"]): keyof typeof modes =>
  rehearsed ? "rehearsed" : settings.mail.sending;

/** Those whose hour comes later today count as well, or who wait for a release today, and where sending is not on those who would have been written to. */
const writtenOf = (campaign: CampaignTally, sending: boolean, brake: Brake): number => {
  if (!sending) return campaign.sent + campaign.wouldBeMail;
  const { sent, onceReleased, ...others } = mailTodayOf(campaign, brake);
  return sent + laterToday(others) + onceReleased;
};

/** How many tonight's campaigns wrote to, or would have, and which of the two. */
export const writtenTo = (data: ReportData): { customers: number; says: string } => {
  const { run, campaigns } = data;
  const mode = modeOf(run);
  const sending = run.settings.mail.sending === "on";
  const customers = campaigns.reduce((sum, campaign) => sum + writtenOf(campaign, sending, data), 0);
  const says = mode === "on" ? writtenTodayWords(mailToday(data), run.settings.timeZone).en : saysOfMode[mode];
  return { customers, says };
};

const onceReleased = (unreleased: number): string =>
  unreleased === 0 ? "" : `, ${count(unreleased)} of them once somebody releases the post`;

/** What becomes today of the messages that are written, and which of them were by now. */
const becomesOf = (campaign: CampaignTally, written: number, brake: Brake): string => {
  const unreleased = mailTodayOf(campaign, brake).onceReleased;
  if (written === 0 || campaign.sent > 0) return `written${onceReleased(unreleased)}`;
  return unreleased === written
    ? "to be written once somebody releases the post"
    : `to be written${onceReleased(unreleased)}`;
};

/** Who was written to tonight, and why the others were not. */
export const campaignsSection = ({
  run,
  campaigns,
  holdUrl,
  mailLately,
  ...brake
}: ReportData): Html => html`<section id="campaigns"><h2>Campaigns</h2>
<p class="plain">${modes[modeOf(run)]} Each message that was due, with the reason: ${fileLink("messages.csv")}.</p>
${holdUrl !== undefined && html`<p class="plain">Is something wrong with them? <a href="${holdUrl}">Hold all mail</a>, from the next message on. The page asks first, and what is held waits until an operator releases it.</p>`}
${warmUpWordsOf({ run, campaigns }).map((words) => html`<p class="plain">${words}</p>`)}${run.campaigns.leftOut.map(leftOut)}${campaigns.length === 0 && html`<p>No campaign is enabled.</p>`}${campaigns.map((campaign) => campaignPart(campaign, run, brake))}${mailLatelyPart(mailLately)}</section>`;

/** What is said of mail to dormant addresses, and whether more of it goes out than before. */
const warmUpWordsOf = ({ run, campaigns }: Pick<ReportData, "run" | "campaigns">): string[] => {
  if (run.warmUp === undefined) return [];
  const waiting = campaigns.reduce((sum, { waiting: { "warming-up": one = 0 } }) => sum + one, 0);
  return warmUpWords({ warmUp: run.warmUp, waiting, growth: run.settings.mail.warmUp.growth }).map(({ en }) => en);
};

/** It would have been there, and wrote to nobody. */
const leftOut = ({ id, problems }: BrokenCampaign): Html =>
  html`<p><strong>${leftOutWords(id)}</strong> its files have mistakes, and nobody was written to for it.</p><ul>${problems.map((problem) => html`<li>${problem}</li>`)}</ul>`;

const campaignPart = (campaign: CampaignTally, run: ReportData["run"], brake: Brake): Html => {
  const sending = run.settings.mail.sending === "on";
  const heading = html`<h3>${campaign.name}${campaign.channel !== "email" && ` (${campaign.channel})`}</h3>`;
  if (campaign.considered === 0) return html`${heading}<p>Nobody had an occasion tonight.</p>`;
  const written = writtenOf(campaign, sending, brake);
  const sum = html`<p>${counted(campaign.considered, "message")} ${campaign.considered === 1 ? "was" : "were"} due: <strong>${count(written)}</strong> ${modeOf(run) === "on" ? becomesOf(campaign, written, brake) : "would have been written"}, ${count(campaign.considered - written)} not.</p>`;
  const reasons = stopReasonSchema.options
    .filter((reason) => !sending || reason !== "hour-to-come")
    .flatMap((reason) => rowsOf(reason, campaign, sending ? brake.approval : undefined));
  const unsettled = [
    [outcomeWords.refused, campaign.refused],
    [outcomeWords.unknown, campaign.unknown],
    [outcomeWords["in-progress"], campaign.inProgress],
  ] as const;
  const rows = [
    ...reasons,
    ...unsettled.flatMap(([what, messages]) => (messages > 0 ? [[what, count(messages)]] : [])),
  ];
  const { channel } = campaign;
  const handed = sending && channel !== "email" && handedOver(channel, run);
  return html`${heading}${sum}${sending && hoursOf(campaign, run, brake)}${handed}${bar(campaign, written)}${rows.length > 0 && table("Why not", ["Reason", "Messages"], rows)}`;
};

/** How many go at which hour of the shop's day. */
const hoursOf = (
  campaign: CampaignTally,
  { settings: { timeZone } }: ReportData["run"],
  brake: Brake,
): Html | false => {
  const hours = postHours(campaign.toCome, timeZone);
  const kept = mailTodayOf(campaign, brake).onceReleased > 0 ? ", if somebody releases them before" : "";
  return (
    hours.length > 0 &&
    html`<p class="plain">${count(laterToday(campaign))} of them later today${kept}: ${hours.map(({ hour, mails }) => `${count(mails)} at ${hour}`).join(", ")}.</p>`
  );
};

const handedOver = (channel: HandedChannel, run: ReportData["run"]): Html =>
  receiverOf(channel, run) === undefined
    ? html`<p class="plain">Your system sends them: ${fileLink(outboxPath(channel))}.</p>`
    : html`<p class="plain">They were posted to the system that sends them.</p>`;

/** Those whose hour is there, and who wait for nothing but a release. */
const awaitingNow = ({ id, askedToday }: CampaignTally, approval: Brake["approval"]): number =>
  approval?.mails[id] === undefined ? 0 : (askedToday["awaiting-approval"] ?? 0);

/** A row for each thing that becomes of the messages that it kept from being written. */
const rowsOf = (reason: StopReason, campaign: CampaignTally, approval: Brake["approval"]): string[][] =>
  withheldSchema.options.flatMap((then) => {
    const messages = campaign[then][reason] ?? 0;
    const today = then === "waiting" ? (campaign.askedToday[reason] ?? 0) : 0;
    const written = reason === "awaiting-approval" && then === "waiting" ? awaitingNow(campaign, approval) : 0;
    return [true, false].flatMap((isToday) => {
      const of = isToday ? today - written : messages - today;
      return of > 0 ? [[withheldWords(then, reason, { today: isToday }).en, count(of)]] : [];
    });
  });

const bar = ({ considered, name }: CampaignTally, written: number): Html => html`
<svg class="bar" viewBox="0 0 100 3" preserveAspectRatio="none" role="img" aria-label="${name}: ${count(written)} of ${count(considered)} written"><rect width="100" height="3" class="cell"/><rect width="${Math.round((1000 * written) / considered) / 10}" height="3" class="value"/></svg>`;

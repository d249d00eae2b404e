import { sleepyTiers } from "../../model/customer.ts";
import { type Html, html } from "../../model/html.ts";
import type { GroupTally } from "../../model/score-tally.ts";
import { segmentPath } from "../segment-index.ts";
import { writtenTo } from "./campaigns-section.ts";
import { fileLink } from "./file-link.ts";
import { cameOverOnOneDay } from "./headline.ts";
import { type ReportData, remarksOf } from "./report-data.ts";
import { count, counted, expectedMoney } from "./wording.ts";

/** One thing worth doing this morning: for how many, why, and the file that holds them. */
type Task = { customers: number; what: string; file: string };

/** What to do today, the most pressing first, the money at stake and the mail: all that somebody in a hurry needs. */
export const todaySection = (data: ReportData): Html => {
  const tasks = tasksOf(data).filter(({ customers }) => customers > 0);
  const list =
    tasks.length === 0
      ? html`<p class="plain">${cameOverOnOneDay(data.model) ? "Who is falling asleep cannot be told yet: most customers are known from one day alone." : "Nothing is pressing: nobody who may be written to is falling asleep tonight."}</p>`
      : html`<ol class="tasks">${tasks.map(taskItem)}</ol>`;
  return html`<section id="today"><h2>What to do today</h2>${list}${facts(data)}${remarks(data)}</section>`;
};

const taskItem = ({ customers, what, file }: Task): Html =>
  html`<li><strong class="big">${count(customers)}</strong><div>${what} ${fileLink(file)}</div></li>`;

const tasksOf = (data: ReportData): Task[] => {
  const { tally } = data;
  const inFile = (segment: string) => tally.lines[segmentPath(segment)] ?? 0;
  return [
    {
      customers: tally.earlyWarning.customers,
      what: `valuable customers became clearly less likely to buy within the last week: speak to them first.${atStake(tally.earlyWarning, data)}`,
      file: segmentPath("early-warning"),
    },
    {
      customers: inFile("worth-waking"),
      what: `are asleep or falling asleep, worth waking (value class A or B) and may be written to. Start here.${atStake(tally.worthWaking, data)}`,
      file: segmentPath("worth-waking"),
    },
    {
      customers: inFile("reachable-drowsy"),
      what: "are drowsy tonight, whether since yesterday or for weeks, and may be written to: a friendly word works best before they sleep deeper.",
      file: segmentPath("reachable-drowsy"),
    },
  ];
};

const atStake = ({ clvMinor }: GroupTally, { run, tally }: ReportData): string =>
  tally.withClv === 0
    ? ""
    : ` They are expected to bring ${expectedMoney(clvMinor, run.settings.currency)} over the next ${run.settings.clv.horizonMonths} months.`;

/** Three figures: whom mail can reach, what those who sleep are worth still, and what became of tonight's mail. */
const facts = (data: ReportData): Html => {
  const { run, tally } = data;
  const { currency, clv } = run.settings;
  const sleepyMinor = sleepyTiers.reduce((sum, tier) => sum + (tally.tiers[tier]?.clvMinor ?? 0), 0);
  const mail = writtenTo(data);
  const shown = [
    tally.withClv === 0
      ? undefined
      : fact(
          "Money at stake",
          expectedMoney(sleepyMinor, currency),
          `expected of all who are asleep or falling asleep, over ${clv.horizonMonths} months${ofOne(tally.greatestAtStakeMinor, sleepyMinor, currency)}`,
        ),
    fact("Mail", count(mail.customers), html`${mail.says} <a href="#campaigns">Campaigns</a>`),
    fact(
      "Reachable",
      count(tally.all.reachable),
      html`of ${counted(tally.all.customers, "customer")} may be written to. Leave out elsewhere: ${fileLink(segmentPath("do-not-mail"))}`,
    ),
  ];
  return html`<dl class="facts">${shown}</dl>`;
};

/** Share of the money at stake from which the one customer who is it is named: that is somebody to call, and no sum over many. */
const OF_ONE = 0.25;

const ofOne = (
  greatestMinor: number,
  sleepyMinor: number,
  currency: ReportData["run"]["settings"]["currency"],
): string =>
  greatestMinor < OF_ONE * sleepyMinor || greatestMinor <= 0
    ? ""
    : `; ${expectedMoney(greatestMinor, currency)} of it is one customer, the greatest clv_12m among the sleepy in customers.csv`;

const fact = (name: string, figure: string, says: string | Html): Html =>
  html`<div><dt>${name}</dt><dd><strong>${figure}</strong><small>${says}</small></dd></div>`;

const remarks = (data: ReportData): Html | undefined =>
  remarksOf(data).length === 0
    ? undefined
    : html`<p class="plain">${counted(remarksOf(data).length, "remark")} on <a href="#remarks">how good tonight’s numbers are</a>.</p>`;

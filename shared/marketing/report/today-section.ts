import { type Html, html } from "../../model/html.ts";
import type { ReportData } from "./report-data.ts";
import { count } from "./wording.ts";

/** One thing worth doing this morning: for how many, why, and the file that holds them. */
type Task = { customers: number; what: string; file: string };

/** What to do today, the most pressing first: the one part of the page that somebody in a hurry needs. */
export const todaySection = (data: ReportData): Html => {
  const tasks = tasksOf(data).filter(({ customers }) => customers > 0);
  const list =
    tasks.length === 0
      ? html`<p class="plain">Nothing is pressing: nobody who may be written to is falling asleep tonight.</p>`
      : html`<ol class="tasks">${tasks.map(taskItem)}</ol>`;
  return html`<section id="today"><h2>What to do today</h2>${list}</section>`;
};

const taskItem = ({ customers, what, file }: Task): Html =>
  html`<li><strong class="big">${count(customers)}</strong><div>${what} <code>${file}</code></div></li>`;

const tasksOf = ({ tally }: ReportData): Task[] => {
  const inFile = (segment: string) => tally.lines[`segments/${segment}.csv`] ?? 0;
  return [
    {
      customers: tally.earlyWarning.customers,
      what: "valuable customers became clearly less likely to buy within the last week: speak to them first.",
      file: "segments/early-warning.csv",
    },
    {
      customers: inFile("worth-waking"),
      what: "are asleep or falling asleep, worth waking (value class A or B) and may be written to. Start here.",
      file: "segments/worth-waking.csv",
    },
    {
      customers: inFile("reachable-drowsy"),
      what: "have only just become overdue and may be written to: a friendly word works best now.",
      file: "segments/reachable-drowsy.csv",
    },
  ];
};

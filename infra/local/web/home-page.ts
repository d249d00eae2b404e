import { grouped } from "../../../shared/model/counted.ts";
import { type Html, html } from "../../../shared/model/html.ts";
import type { FunctionFailure } from "../functions/functions.ts";
import type { MailStore } from "../mail/mail-store.ts";
import type { Executions } from "../states/executions.ts";
import { type Answer, pageAnswer } from "./answer.ts";
import { instant, layout, nothing, table } from "./layout.ts";
import { statusTag } from "./run-pages.ts";

const failuresShown = 20;

const failureRow = ({ at, functionName, error }: FunctionFailure): Html =>
  html`<tr><td>${instant(at)}</td><td><code>${functionName}</code></td><td><strong>${error.errorType}</strong> ${error.errorMessage}</td></tr>`;

const card = (number: Html | string, label: string, link: Html): Html =>
  html`<li class="card"><div class="number">${number}</div><div class="label">${label}</div>${link}</li>`;

export const homePage = (deps: {
  mailStore: MailStore;
  executions: Executions;
  latest: string | undefined;
  failures: readonly FunctionFailure[];
}): Answer => {
  const [last] = deps.executions.list();
  const mails = deps.mailStore.list().length;
  const cards = html`<ul class="cards">
${card(last ? statusTag(last) : "none", "last night", html`<a href="/runs">Nights</a>`)}
${card(deps.latest ?? "none", "newest report", html`<a href="/report">Open the report</a>`)}
${card(grouped(mails), mails === 1 ? "mail caught" : "mails caught", html`<a href="/inbox">Inbox</a>`)}
${card("POST", "orders come in by webhook", html`<a href="/webhooks">Addresses and samples</a>`)}
</ul>`;
  const failures =
    deps.failures.length === 0
      ? nothing("No function has failed.")
      : table("Failures", ["At", "Function", "Error"], deps.failures.slice(0, failuresShown).map(failureRow));
  const lead = "The whole system, running on this machine from the template that is deployed.";
  const body = html`${cards}<h2>Functions that failed</h2>${failures}`;
  return pageAnswer(layout({ title: "Rouse", place: "/", lead }, body));
};

import { randomUUID } from "node:crypto";
import * as z from "zod";
import { type Html, html } from "../../../shared/model/html.ts";
import { type NightInput, nightInputSchema } from "../../../shared/model/night.ts";
import { parseJson } from "../../../shared/model/parse-json.ts";
import type { Execution } from "../states/execution.ts";
import type { Executions } from "../states/executions.ts";
import { dailyTime, type Schedule } from "../template/schedules.ts";
import { type Answer, pageAnswer, redirectAnswer, textAnswer } from "./answer.ts";
import { instant, layout, nothing, table } from "./layout.ts";

const tones = { RUNNING: "wait", SUCCEEDED: "good", FAILED: "bad", TIMED_OUT: "bad", ABORTED: "bad" } as const;

export const statusTag = ({ status }: Execution): Html =>
  html`<span class="tag ${tones[status]}">${status.toLowerCase().replaceAll("_", " ")}</span>`;

const causeSchema = z.object({ errorMessage: z.string() });

/** Lambda's cause is JSON with a message in it; a state's own may be plain. */
const causeText = (cause: string): string => causeSchema.safeParse(parseJson(cause)).data?.errorMessage ?? cause;

/** The states of one execution in the order they were entered, each with how far its items are. */
const progress = ({ events }: Execution): Html => {
  const entered = [
    ...new Set(
      events.flatMap(({ type, state, index }) =>
        type === "StateEntered" && index === undefined && state ? [state] : [],
      ),
    ),
  ];
  const left = new Set(
    events.flatMap(({ type, state, index }) => (type === "StateExited" && index === undefined ? [state] : [])),
  );
  const items = (state: string) =>
    events.filter((event) => event.type === "MapIterationSucceeded" && event.state === state).length;
  const step = (state: string) => {
    const done = items(state);
    return html`<li><span class="tag ${left.has(state) ? "good" : "wait"}">${state}${done > 0 ? ` · ${done}` : undefined}</span></li>`;
  };
  return html`<ol class="states" aria-label="States">${entered.map(step)}</ol>`;
};

const duration = ({ startedAtMilliseconds, stoppedAtMilliseconds }: Execution) =>
  stoppedAtMilliseconds === undefined ? "" : `${((stoppedAtMilliseconds - startedAtMilliseconds) / 1000).toFixed(1)} s`;

const redriveForm = ({ arn, status }: Execution): Html | undefined =>
  status === "RUNNING" || status === "SUCCEEDED"
    ? undefined
    : html`<form method="post" action="/runs/redrive"><input type="hidden" name="arn" value="${arn}"><button class="quiet">Go on</button></form>`;

const row = (execution: Execution): Html => html`<tr>
<td>${instant(new Date(execution.startedAtMilliseconds).toISOString())}</td>
<td class="tight">${statusTag(execution)}</td>
<td>${progress(execution)}${execution.error ? html`<p><strong>${execution.error}</strong> ${causeText(execution.cause ?? "")}</p>` : undefined}${redriveForm(execution)}</td>
<td class="number">${duration(execution)}</td></tr>`;

export const runsPage = (executions: Executions, schedules: readonly Schedule[]): Answer => {
  const all = executions.list();
  const due = schedules.map((schedule) => `${dailyTime(schedule) ?? schedule.expression} (${schedule.timeZone})`);
  const lead = `On AWS the night starts by itself at ${due.join(", ") || "no set time"}. Here you start it; under rouse dev the hours of its post come by themselves.`;
  const form = html`<form class="run" method="post" action="/runs">
<div><label for="asOf">As-of day (empty: the last complete one)</label><input type="date" id="asOf" name="asOf"></div>
<button>Run the night now</button></form>`;
  const list =
    all.length === 0
      ? nothing("No night yet.")
      : table("Nights and hours of post", ["Started", "Status", "States", "Took"], all.map(row));
  const running = all.some(({ status }) => status === "RUNNING");
  const page = { title: "Nights", place: "/runs", lead, ...(running && { refreshSeconds: 2 }) };
  return pageAnswer(layout(page, html`${form}${list}`));
};

/** Starts a night from the form's fields. */
export const startRun = async (
  executions: Executions,
  nightArn: string,
  form: URLSearchParams,
  at: Date,
): Promise<Answer> => {
  const asOf = form.get("asOf");
  const input: NightInput = { at: at.toISOString(), ...(asOf && { asOf }) };
  const parsed = nightInputSchema.safeParse(input);
  if (!parsed.success) return textAnswer(400, "The as-of day is a day such as 2026-11-20.");
  await executions.start(nightArn, JSON.stringify(input), `page-${randomUUID()}`);
  return redirectAnswer("/runs");
};

export const redriveRun = async (executions: Executions, form: URLSearchParams): Promise<Answer> => {
  await executions.redrive(form.get("arn") ?? "");
  return redirectAnswer("/runs");
};

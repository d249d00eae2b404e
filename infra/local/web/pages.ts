import type { IncomingMessage, ServerResponse } from "node:http";
import { stackOutputsSchema } from "../../../shared/model/stack-outputs.ts";
import type { FunctionFailure } from "../functions/functions.ts";
import { readBody } from "../http/read-body.ts";
import type { ControlServices } from "../start-control-services.ts";
import type { Execution } from "../states/execution.ts";
import type { Executions } from "../states/executions.ts";
import type { Schedule } from "../template/schedules.ts";
import { type Answer, fileAnswer, textAnswer } from "./answer.ts";
import { campaignAnswer, type LiveCampaigns } from "./campaign-pages.ts";
import { filePage, filesPage, reportPage } from "./file-pages.ts";
import { refusal } from "./guard.ts";
import { homePage } from "./home-page.ts";
import { inboxPage, messagePage, messagePart } from "./inbox-pages.ts";
import { createMarketingFiles, latestDay } from "./marketing-files.ts";
import { redriveRun, runsPage, startRun } from "./run-pages.ts";
import { styleSheet } from "./style.ts";
import { type WriteSample, webhooksPage } from "./webhooks-page.ts";

export type PageDeps = Pick<ControlServices, "mailStore" | "secrets" | "executions"> & {
  url: string;
  s3Url: string;
  outputs: Readonly<Record<string, string>>;
  schedules: readonly Schedule[];
  failures: () => readonly FunctionFailure[];
  writeSample: WriteSample | undefined;
  campaigns: LiveCampaigns | undefined;
};

type Page = (url: URL) => Answer | Promise<Answer>;
const formLimitBytes = 16 * 1024;
const notFound = () => textAnswer(404, "There is no such page.");

const unreadable = () => textAnswer(400, "The address cannot be read.");

/** A path as text; undefined where its escapes stand for none. */
const decoded = (path: string): string | undefined => {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
};

const readPages = (deps: PageDeps) => {
  const { mailStore, secrets, url, writeSample } = deps;
  const outputs = stackOutputsSchema.partial().parse(deps.outputs);
  const { executions, schedules } = ofNight(deps, outputs.NightArn);
  const files = createMarketingFiles(outputs.MarketingBucket ?? "", deps.s3Url);
  const fixed: ReadonlyMap<string, Page> = new Map<string, Page>([
    ["/", async () => homePage({ mailStore, executions, failures: deps.failures(), latest: await latestDay(files) })],
    ["/style.css", () => fileAnswer(styleSheet, "text/css; charset=utf-8")],
    ["/inbox", (url) => inboxPage(mailStore, url.searchParams.get("page"))],
    ["/report", () => reportPage(files)],
    ["/files", () => filesPage(files)],
    ["/webhooks", () => webhooksPage(secrets, outputs.SourceSecrets, { url, writeSample, at: new Date() })],
    ["/runs", () => runsPage(withHours(deps.executions, outputs), schedules)],
  ]);
  return (url: URL): Answer | Promise<Answer> => {
    const path = decoded(url.pathname);
    if (path === undefined) return unreadable();
    const page = fixed.get(url.pathname);
    if (page) return page(url);
    const ofCampaigns = campaignAnswer(url, deps.campaigns);
    if (ofCampaigns) return ofCampaigns;
    const [, place, first = "", part] = url.pathname.split("/");
    if (place === "files") return filePage(files, path.slice("/files/".length), url.searchParams.has("view"));
    const envelope = place === "inbox" ? mailStore.find(first) : undefined;
    if (!envelope) return notFound();
    return part === undefined
      ? messagePage(mailStore, envelope, deps.url)
      : messagePart(mailStore, { messageId: first, part, url: deps.url });
  };
};

/** Nights alone: a sweep is nobody's to look at. */
const ofNight = ({ executions, schedules }: PageDeps, nightArn: string | undefined) => ({
  executions: only(executions, ({ machineArn }) => machineArn === nightArn),
  schedules: schedules.filter(({ targetArn }) => targetArn === nightArn),
});

type Arns = { NightArn?: string | undefined; PostArn?: string | undefined };

/** Nights, and the hours of their post in which anything was due, or went wrong. */
const withHours = (executions: Executions, { NightArn, PostArn }: Arns) =>
  only(
    executions,
    ({ machineArn, status, events }) =>
      machineArn === NightArn ||
      (machineArn === PostArn && (status !== "SUCCEEDED" || events.some(({ state }) => state === "close"))),
  );

const only = (executions: Executions, isShown: (execution: Execution) => boolean): Executions => ({
  ...executions,
  list: () => executions.list().filter(isShown),
});

const act = async (url: URL, request: IncomingMessage, deps: PageDeps): Promise<Answer> => {
  const body = await readBody(request, formLimitBytes);
  if (!body) return textAnswer(413, "The form is too large.");
  const form = new URLSearchParams(body.toString("utf8"));
  const nightArn = stackOutputsSchema.partial().parse(deps.outputs).NightArn;
  if (url.pathname === "/runs" && nightArn) return startRun(deps.executions, nightArn, form, new Date());
  if (url.pathname === "/runs/redrive") return redriveRun(deps.executions, form);
  return notFound();
};

/** The web page: everything that no route of the HTTP API takes. */
export const createPages = (deps: PageDeps) => {
  const read = readPages(deps);
  const { port } = new URL(deps.url);
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const reason = refusal(request, port);
    if (reason) return textAnswer(403, reason);
    if (!URL.canParse(request.url ?? "/", deps.url)) return unreadable();
    const url = new URL(request.url ?? "/", deps.url);
    if (request.method === "POST") return act(url, request, deps);
    return request.method === "GET" || request.method === "HEAD" ? read(url) : textAnswer(405, "Only GET and POST.");
  };
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, headers, body } = await answer(request);
    response.writeHead(status, headers).end(request.method === "HEAD" ? undefined : body);
  };
};

import { readReport } from "../../shared/marketing/report-token.ts";
import { html } from "../../shared/model/html.ts";
import { marketingFolder } from "../../shared/model/night.ts";
import { keptPrivate, type PublicAnswer, publicPage } from "../../shared/pages/public-page.ts";
import type { Now, ReadKeys } from "../../shared/ports/world.ts";

export type OpenReportDeps = {
  readKeys: ReadKeys;
  now: Now;
  hasFile: (key: string) => Promise<boolean>;
  readText: (key: string) => Promise<string>;
  /** A link to one file that opens without further keys, for so many seconds. */
  presign: (key: string, seconds: number) => Promise<string>;
};

const LINK_SECONDS = 300;

const REPORT = "report.html";
/** Files of a night as the report names them: beside it, or one folder down. */
const BESIDE = /^(segments\/)?[\w-]+\.(csv|parquet|json)$/;

/**
 * `GET /r/{token}` leads to a night's report, `GET /r/{token}/{file}` is the report or leads to a file that it names, or says
 * plainly why not. The report is given out here, so that its links to the files beside it come back here with the token.
 */
export const openReport = async (
  { token, file }: { token: string; file: string | undefined },
  deps: OpenReportDeps,
): Promise<PublicAnswer> => {
  const link = readReport(token, (await deps.readKeys()).linkKey);
  if (link === undefined) return page(404, "This link is not complete", "Please copy the whole link from the mail.");
  if (Date.parse(deps.now()) >= link.expiresAt * 1000) {
    return page(
      410,
      "This link has expired",
      "Links to a report open for some days only. The newest mail has a fresh one.",
    );
  }
  if (file === undefined) return leadTo(`/r/${token}/${REPORT}`);
  const key = `${marketingFolder(link.asOf)}${file}`;
  const isReport = file === REPORT;
  if (!(isReport || BESIDE.test(file)) || !(await deps.hasFile(key))) {
    return page(
      404,
      isReport ? "This report is gone" : "This file is gone",
      "Files of a night are kept for a limited time.",
    );
  }
  if (!isReport) return leadTo(await deps.presign(key, LINK_SECONDS));
  const headers = {
    ...keptPrivate,
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": REPORT_POLICY,
  };
  return { status: 200, headers, body: await deps.readText(key) };
};

/** The page needs nothing but itself; it may be left for the files it names. */
const REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'";

const leadTo = (location: string): PublicAnswer => ({ status: 302, headers: { ...keptPrivate, location }, body: "" });

const page = (status: number, title: string, text: string): PublicAnswer =>
  publicPage({ status, locale: "en", title, body: html`<p>${text}</p>` });

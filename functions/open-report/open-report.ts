import { readReport } from "../../shared/marketing/report-token.ts";
import { html } from "../../shared/model/html.ts";
import { marketingKeys } from "../../shared/model/night.ts";
import { keptPrivate, type PublicAnswer, publicPage } from "../../shared/pages/public-page.ts";
import type { Now, ReadKeys } from "../../shared/ports/world.ts";

export type OpenReportDeps = {
  readKeys: ReadKeys;
  now: Now;
  hasFile: (key: string) => Promise<boolean>;
  /** A link to one file that opens without further keys, for so many seconds. */
  presign: (key: string, seconds: number) => Promise<string>;
};

const LINK_SECONDS = 300;

/** `GET /r/{token}`: leads to a night's report, or says plainly why not. */
export const openReport = async (token: string, deps: OpenReportDeps): Promise<PublicAnswer> => {
  const link = readReport(token, (await deps.readKeys()).linkKey);
  if (link === undefined) return page(404, "This link is not complete", "Please copy the whole link from the mail.");
  if (Date.parse(deps.now()) >= link.expiresAt * 1000) {
    return page(
      410,
      "This link has expired",
      "Links to a report open for some days only. The newest mail has a fresh one.",
    );
  }
  const key = marketingKeys.report(link.asOf);
  if (!(await deps.hasFile(key))) return page(404, "This report is gone", "Reports are kept for a limited time.");
  return { status: 302, headers: { ...keptPrivate, location: await deps.presign(key, LINK_SECONDS) }, body: "" };
};

const page = (status: number, title: string, text: string): PublicAnswer =>
  publicPage({ status, locale: "en", title, body: html`<p>${text}</p>` });

import { readReport } from "../../shared/marketing/report-token.ts";
import { marketingKeys } from "../../shared/model/night.ts";
import type { Now, ReadKeys } from "../../shared/ports/world.ts";

export type OpenReportDeps = {
  readKeys: ReadKeys;
  now: Now;
  hasFile: (key: string) => Promise<boolean>;
  /** A link to one file that opens without further keys, for so many seconds. */
  presign: (key: string, seconds: number) => Promise<string>;
};

export type ReportAnswer = { status: number; headers: Readonly<Record<string, string>>; body: string };

const LINK_SECONDS = 300;
/** Tokens are as good as keys: neither caches nor other sites may learn them. */
const privately = { "cache-control": "no-store", "referrer-policy": "no-referrer" };

/** `GET /r/{token}`: leads to a night's report, or says plainly why not. */
export const openReport = async (token: string, deps: OpenReportDeps): Promise<ReportAnswer> => {
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
  return { status: 302, headers: { ...privately, location: await deps.presign(key, LINK_SECONDS) }, body: "" };
};

const page = (status: number, title: string, text: string): ReportAnswer => ({
  status,
  headers: {
    ...privately,
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
  },
  body: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>${title}</title>
<style>body{font:17px/1.6 system-ui,sans-serif;max-width:34rem;margin:18vh auto 0;padding:0 1.5rem}h1{font-size:1.5rem}</style></head>
<body><main><h1>${title}</h1><p>${text}</p></main></body></html>
`,
});

import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

/** Whether there is a browser to look at pages with; says so where there is none. */
export const hasBrowser = existsSync(executablePath);
if (!hasBrowser) {
  const notice = `no browser at ${executablePath}: web pages are not looked at (CHROMIUM_PATH names another)`;
  // A build that promises a browser must have one: nothing is skipped there in silence.
  if (process.env.ROUSE_BROWSER === "required") throw new Error(notice);
  console.warn(notice);
}

const quiet = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
];

/** Without the library's own time limits of half a minute: the runner ends what hangs. */
export const launchBrowser = (): Promise<Browser> => chromium.launch({ executablePath, args: quiet, timeout: 0 });

export const openPage = async (browser: Browser, options?: BrowserContextOptions): Promise<Page> => {
  const page = await browser.newPage(options);
  page.setDefaultTimeout(0);
  return page;
};

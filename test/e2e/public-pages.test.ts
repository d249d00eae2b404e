import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PublicAnswer } from "../../shared/pages/public-page.ts";
import { unsubscribeWords } from "../../shared/words/unsubscribe-words.ts";
import { axeFindings } from "../support/axe.ts";
import { hasBrowser, launchBrowser, openPage } from "../support/browser.ts";
import { publicPages } from "../support/public-pages.ts";

const locales = Object.keys(unsubscribeWords);
const pages: [string, string, PublicAnswer][] = [];
for (const locale of locales)
  for (const [name, answer] of await publicPages(locale)) pages.push([name, locale, answer]);

describe.skipIf(!hasBrowser)("the pages behind our links, in a browser", () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser();
    page = await openPage(browser);
  });
  afterAll(() => browser?.close());

  it("are all there, each in every language, and no two say the same", () => {
    expect(pages).toHaveLength(9 * locales.length);
    expect(new Set(pages.map(([, , { body }]) => body)).size).toBe(pages.length);
  });

  it.each(pages)("have nothing that axe-core finds, nor anything too wide: %s, %s", async (_name, locale, answer) => {
    expect(answer.headers["content-language"]).toBe(locale);
    for (const colorScheme of ["light", "dark"] as const)
      for (const width of [320, 1000]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        await page.setContent(answer.body);
        expect(await axeFindings(page)).toEqual([]);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      }
  });
});

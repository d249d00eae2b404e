import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { axeFindings } from "./axe.ts";
import { launchBrowser, openPage } from "./browser.ts";

/** A browser's page for all tests of a `describe`: there before the first of them, and closed behind the last. */
export const onePage = () => {
  let browser: Browser | undefined;
  let page: Page | undefined;
  beforeAll(async () => {
    browser = await launchBrowser();
    page = await openPage(browser);
  });
  afterAll(() => browser?.close());
  const opened = (): Page => {
    if (page === undefined) throw new Error("the page is there once the tests have begun");
    return page;
  };
  return {
    /** Looks at some HTML in light and dark, as wide as each of these: axe-core finds nothing, and nothing is too wide. */
    expectGoodLooks: async (html: string, widths: readonly number[], passedOver: readonly string[] = []) => {
      for (const colorScheme of ["light", "dark"] as const)
        for (const width of widths) {
          await opened().emulateMedia({ colorScheme });
          await opened().setViewportSize({ width, height: 900 });
          await opened().setContent(html);
          expect(await axeFindings(opened(), passedOver)).toEqual([]);
          expect(await opened().evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
        }
    },
  };
};

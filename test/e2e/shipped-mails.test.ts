import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { previewFolder } from "../../cli/preview/preview-folder.ts";
import type { ShownMail } from "../../cli/preview/read-mail.ts";
import { settingsSchema } from "../../shared/model/settings.ts";
import { axeFindings } from "../support/axe.ts";
import { hasBrowser, launchBrowser, openPage } from "../support/browser.ts";
import { shippedCampaigns } from "../support/shipped-campaigns.ts";

const settings = settingsSchema.parse({
  shop: {
    name: "The Sleepy Teapot",
    postalAddress: "1 High Street, York YO1 7EP, United Kingdom",
    url: "https://teapot.example",
  },
});
/** A mail is an article in the page of a mail client, which has landmarks of its own: a second main would mislead. */
const OF_WHOLE_PAGES = ["landmark-one-main", "region"];
const at = "2026-11-30T09:00:00.000Z";
const library = await shippedCampaigns();
const campaigns = await previewFolder({ library, broken: [], findings: [], shown: "campaigns" }, { settings, at });
const mails = campaigns.flatMap(({ id, messages }) =>
  messages.flatMap(({ step, samples }) =>
    samples.flatMap(({ customer, shown }): [string, ShownMail][] =>
      "html" in shown ? [[`${id}, ${step}, ${customer.name}`, shown]] : [],
    ),
  ),
);

describe.skipIf(!hasBrowser)("the mails that come with Rouse, in a browser", () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser();
    page = await openPage(browser);
  });
  afterAll(() => browser?.close());

  it("are written to each of the telling customers", () => {
    expect(mails.length).toBeGreaterThanOrEqual(5 * library.campaigns.length);
  });

  it.each(mails)("have nothing that axe-core finds, nor anything too wide: %s", async (_name, { html }) => {
    for (const colorScheme of ["light", "dark"] as const)
      for (const width of [320, 600]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        await page.setContent(html);
        expect(await axeFindings(page, OF_WHOLE_PAGES)).toEqual([]);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      }
  });
});

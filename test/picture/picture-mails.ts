import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { previewFolder } from "../../cli/preview/preview-folder.ts";
import { settingsSchema } from "../../shared/model/settings.ts";
import { hasBrowser, launchBrowser, openPage } from "../support/browser.ts";
import { shippedCampaigns } from "../support/shipped-campaigns.ts";

/** Every mail that comes with Rouse, in light and dark, wide and narrow: to be looked at before it is changed and after. */
const [out = ".rouse/pictures", only] = process.argv.slice(2);
const settings = settingsSchema.parse({
  shop: {
    name: "The Sleepy Teapot",
    postalAddress: "1 High Street, York YO1 7EP, United Kingdom",
    url: "https://teapot.example",
  },
});
const HEIGHT = 400;
/** Those that docs/campaigns.md shows, and what they are called there. */
const IN_DOCS: ReadonlyMap<string, string> = new Map([
  ["win-back-first-known-light-600.png", "docs/mail-light.png"],
  ["win-back-first-known-dark-320.png", "docs/mail-dark.png"],
  ["birthday-first-chinese-light-320.png", "docs/mail-chinese.png"],
]);

if (!hasBrowser) throw new Error("A Chromium is needed: name it in CHROMIUM_PATH.");
await mkdir(out, { recursive: true });
const read = { library: await shippedCampaigns(), broken: [], findings: [], shown: "campaigns" };
const campaigns = await previewFolder(read, { settings, at: "2026-11-30T09:00:00.000Z", only });
const browser = await launchBrowser();
try {
  const page = await openPage(browser);
  for (const { id, messages } of campaigns)
    for (const { step, samples } of messages)
      for (const { customer, shown } of samples) {
        if (!("html" in shown)) continue;
        for (const colorScheme of ["light", "dark"] as const)
          for (const width of [600, 320]) {
            await page.emulateMedia({ colorScheme });
            await page.setViewportSize({ width, height: HEIGHT });
            await page.setContent(shown.html);
            const name = `${id}-${step}-${customer.name}-${colorScheme}-${width}.png`;
            const picture = await page.screenshot({ fullPage: true });
            await writeFile(join(out, name), picture);
            const inDocs = IN_DOCS.get(name);
            if (inDocs !== undefined) await writeFile(inDocs, picture);
          }
      }
} finally {
  await browser.close();
}
console.log(`Pictures are in ${out}.`);

import { writeFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { previewFolder } from "../../cli/preview/preview-folder.ts";
import { previewPage } from "../../cli/preview/preview-page.ts";
import { type Html, html } from "../../shared/model/html.ts";
import { settingsSchema } from "../../shared/model/settings.ts";
import { hasBrowser, launchBrowser, openPage } from "../support/browser.ts";
import { publicPages } from "../support/public-pages.ts";
import { shippedCampaigns } from "../support/shipped-campaigns.ts";
import { packPicture } from "./pack-picture.ts";

/** What docs/campaigns.md shows side by side: all mails that come with Rouse, and the pages around them. */
const settings = settingsSchema.parse({
  shop: {
    name: "The Sleepy Teapot",
    postalAddress: "1 High Street, York YO1 7EP, United Kingdom",
    url: "https://teapot.example",
  },
});

/** How wide a picture was taken, and how wide it stands in its sheet; as high as `most` at most. */
type Frame = { width: number; shown: number; most: number };
type Shown = { title: string; html: string };
const mailFrame: Frame = { width: 480, shown: 230, most: 420 };
const pageFrame: Frame = { width: 900, shown: 450, most: 360 };
const COLUMNS_WIDE = 960;

if (!hasBrowser) throw new Error("A Chromium is needed: name it in CHROMIUM_PATH.");
const library = await shippedCampaigns();
const campaigns = await previewFolder(
  { library, broken: [], findings: [], shown: "campaigns" },
  { settings, at: "2026-11-30T09:00:00.000Z" },
);
const mailsOf = (name: string): Shown[] =>
  campaigns.flatMap(({ id, messages }) =>
    messages.flatMap(({ step, samples }) =>
      samples.flatMap(({ customer, shown }) =>
        customer.name === name && "html" in shown ? [{ title: `${id}, ${step}`, html: shown.html }] : [],
      ),
    ),
  );
const pages = new Map((await publicPages("en")).map(([title, { body }]) => [title, body]));
const preview = previewPage({
  title: "Preview of Win-back",
  lead: "What would be written to five invented customers, by the code that writes the night's mail.",
  notes: [],
  ...{ campaigns: campaigns.filter(({ id }) => id === "win-back"), noNight: undefined },
}).markup;
const around: Shown[] = [
  ...["hold, asks", "hold, held", "unsubscribe, asks"].map((title) => ({ title, html: pages.get(title) ?? "" })),
  { title: "rouse preview win-back", html: preview },
];

const browser = await launchBrowser();
const page = await openPage(browser);
/** What is shown may forbid its own page to fetch anything: sheets are put together on another. */
const sheet = await openPage(browser, { colorScheme: "light" });

/** One picture of many, each with its title. */
const sheetOf = async (shown: readonly Shown[], { width, shown: wide, most }: Frame): Promise<Buffer> => {
  const figures: Html[] = [];
  for (const { title, html: mail } of shown) {
    await page.setViewportSize({ width, height: 300 });
    await page.setContent(mail);
    const whole = await heightOf(page);
    const height = Math.min(whole, Math.round((most * width) / wide));
    const png = await page.screenshot({ fullPage: true, clip: { x: 0, y: 0, width, height } });
    figures.push(
      html`<figure><img width="${wide}" alt="" src="data:image/png;base64,${png.toString("base64")}"><figcaption>${title}</figcaption></figure>`,
    );
  }
  await sheet.setViewportSize({ width: COLUMNS_WIDE, height: 300 });
  await sheet.setContent(
    html`<style>body{margin:8px;display:flex;flex-wrap:wrap;gap:8px;font:13px system-ui;background:#fff;color:#333}figure{margin:0;width:${wide}px}img{border:1px solid #ccc;box-sizing:border-box;display:block}</style>${figures}`
      .markup,
  );
  return packPicture(sheet, await sheet.screenshot({ fullPage: true }));
};

const heightOf = async (of: Page): Promise<number> =>
  Number(await of.evaluate("document.documentElement.scrollHeight"));

try {
  for (const [file, colorScheme, shown, frame] of [
    ["docs/mails.png", "light", mailsOf("known"), mailFrame],
    ["docs/mails-chinese.png", "dark", mailsOf("chinese"), mailFrame],
    ["docs/pages.png", "light", around, pageFrame],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    const packed = await sheetOf(shown, frame);
    await writeFile(file, packed);
    console.log(`${file}: ${Math.round(packed.length / 1000)} kB`);
  }
} finally {
  await browser.close();
}

import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import * as z from "zod";
import { hasBrowser, launchBrowser } from "../support/browser.ts";
import { encodePng } from "./encode-png.ts";

/** What README shows: the first screen of a demo's report, as a desktop sees it. */
const [report = ".rouse/demo/result/report.html", picture = "docs/report.png"] = process.argv.slice(2);
const screen = { width: 900, height: 830 };
/** Only every fifth shade is kept, black and white among them: nobody sees it, and the sky takes half of the bytes. */
const STEP = 5;

/** The picture's pixels, three bytes each: the browser itself reads its own picture. */
const pixelsOf = async (page: Page, png: Buffer): Promise<Buffer> => {
  const values: unknown = await page.evaluate(`(async () => {
    const answer = await fetch("data:image/png;base64,${png.toString("base64")}");
    const image = await createImageBitmap(await answer.blob());
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    return [...context.getImageData(0, 0, image.width, image.height).data];
  })()`);
  const colours = z.array(z.int()).parse(values);
  return Buffer.from(colours.filter((_, index) => index % 4 !== 3).map((value) => Math.round(value / STEP) * STEP));
};

if (!existsSync(report)) throw new Error(`There is no ${report}. Make one first: npm run demo -- --once`);
if (!hasBrowser) throw new Error("A Chromium is needed: name it in CHROMIUM_PATH.");

const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: screen, colorScheme: "light" });
  await page.goto(pathToFileURL(resolve(report)).href);
  const packed = encodePng(await pixelsOf(page, await page.screenshot()), screen.width, screen.height);
  await writeFile(picture, packed);
  console.log(`${picture}: ${Math.round(packed.length / 1000)} kB`);
} finally {
  await browser.close();
}

import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { hasBrowser, launchBrowser } from "../support/browser.ts";
import { packPicture } from "./pack-picture.ts";

/** What README shows: the first screen of a demo's report, as a desktop sees it. */
const [report = ".rouse/demo/result/report.html", picture = "docs/report.png"] = process.argv.slice(2);
const screen = { width: 900, height: 830 };
if (!existsSync(report)) throw new Error(`There is no ${report}. Make one first: npm run demo -- --once`);
if (!hasBrowser) throw new Error("A Chromium is needed: name it in CHROMIUM_PATH.");

const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: screen, colorScheme: "light" });
  await page.goto(pathToFileURL(resolve(report)).href);
  const packed = await packPicture(page, await page.screenshot());
  await writeFile(picture, packed);
  console.log(`${picture}: ${Math.round(packed.length / 1000)} kB`);
} finally {
  await browser.close();
}

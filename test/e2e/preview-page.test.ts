import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { previewFolder } from "../../cli/preview/preview-folder.ts";
import { previewPage } from "../../cli/preview/preview-page.ts";
import type { CampaignLibrary } from "../../shared/model/campaign-library.ts";
import { settingsSchema } from "../../shared/model/settings.ts";
import { axeFindings } from "../support/axe.ts";
import { hasBrowser, launchBrowser, openPage } from "../support/browser.ts";
import { shippedCampaigns } from "../support/shipped-campaigns.ts";

const settings = settingsSchema.parse({
  shop: { name: "The <b>Sleepy</b> Teapot", postalAddress: "1 High Street", url: "https://teapot.example" },
});

const hostile = (
  url: string,
) => `<script>document.title = "ran"; parent.document.title = "ran"</script><img src="${url}/stolen" alt="" onerror="parent.document.title='ran'">
<meta http-equiv="refresh" content="0; url=${url}/gone"><form action="${url}/runs" method="post"><button>Press</button></form>
<link rel="stylesheet" href="${url}/style"><iframe src="${url}/frame"></iframe><a href="${url}/link" target="_top">Away</a>`;

const withHostile = ({ campaigns }: CampaignLibrary, url: string): CampaignLibrary => ({
  campaigns: campaigns.slice(0, 1).map((source) => ({
    ...source,
    templates: {
      first: Object.fromEntries(
        Object.entries(source.templates.first ?? {}).map(([name, parts]) => [
          name,
          {
            ...parts,
            html: parts.html.replace(/<body[^>]*>/, (body) => body + hostile(url)),
          },
        ]),
      ),
    },
  })),
});

describe.skipIf(!hasBrowser)("a page of previews in a browser", () => {
  let folder: string;
  let browser: Browser;
  let page: Page;
  const asked: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    asked.push(url);
    response.end();
  });
  const show = async (library: CampaignLibrary, name: string) => {
    const at = "2026-11-30T09:00:00.000Z";
    const read = {
      library,
      findings: [],
      broken: [{ id: "torn", problems: ["campaigns/torn/campaign.yaml:1:1: <b>torn</b>"] }],
    };
    const campaigns = await previewFolder({ ...read, findings: [], shown: "campaigns" }, { settings, at });
    const made = previewPage({
      ...{ title: "Preview", lead: "Of all", notes: ["A note"], campaigns, noNight: "No night has been held yet." },
    });
    const file = join(folder, name);
    await writeFile(file, made.markup);
    asked.length = 0;
    await page.goto(pathToFileURL(file).href);
  };
  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    browser = await launchBrowser();
    page = await openPage(browser);
  });
  afterAll(async () => {
    server.close();
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(["light", "dark"] as const)("has nothing that axe-core finds, in the %s scheme", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await show(await shippedCampaigns(), "whole.html");
    expect(await axeFindings(page)).toEqual([]);
  });

  it("shows each mail in both schemes, whatever the machine's own is, and says mistakes as they are written", async () => {
    await page.emulateMedia({ colorScheme: "light" });
    await show(await shippedCampaigns(), "schemes.html");
    await page.locator("details.message > summary").first().click();
    for (const [look, ink] of [
      ["light, 600 px", "rgb(29, 38, 32)"],
      ["dark, 320 px", "rgb(244, 241, 234)"],
    ] as const) {
      const frame = page.locator(`iframe[title$="Everything is known, ${look}"]`).first();
      await frame.scrollIntoViewIfNeeded();
      await frame.contentFrame().locator("h1").waitFor();
      const within = await (await frame.elementHandle())?.contentFrame();
      expect(await within?.evaluate("getComputedStyle(document.querySelector('h1')).color")).toBe(ink);
    }
    expect(await page.locator(".wrong").textContent()).toContain("<b>torn</b>");
  });

  it("makes each frame as high as its mail, also those that are shown later", async () => {
    const heightsOf = (width: number) =>
      page.evaluate(
        `[...document.querySelectorAll("details[open] iframe.w${width}")].map((frame) => [frame.clientHeight, frame.contentDocument.documentElement.scrollHeight])`,
      );
    await show(await shippedCampaigns(), "heights.html");
    await page.locator("details.message > summary").first().click();
    const wide = page.locator("details[open] iframe.w600");
    for (let index = 0; index < 2; index++) await wide.nth(index).scrollIntoViewIfNeeded();
    const narrow = page.locator("details[open] iframe.w320").first();
    await narrow.scrollIntoViewIfNeeded();
    await narrow.contentFrame().locator("h1").waitFor();
    const [[shown, whole] = []] = z.array(z.array(z.number())).parse(await heightsOf(320));
    expect([whole, (shown ?? 0) > 300]).toEqual([shown, true]);
    const [[shorter, all] = []] = z.array(z.array(z.number())).parse(await heightsOf(600));
    expect([all, (shorter ?? 0) < (shown ?? 0)]).toEqual([shorter, true]);

    await page.locator("#only-320").check();
    await page.locator("#both-widths").check();
    expect(z.array(z.array(z.number())).parse(await heightsOf(600))[0]).toEqual([shorter, shorter]);
  });

  it("runs, asks for and leaves nothing, whatever a template holds", async () => {
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
    await show(withHostile(await shippedCampaigns(), url), "hostile.html");
    const frame = page.locator("iframe").first();
    await frame.scrollIntoViewIfNeeded();
    const within = page.frameLocator("iframe").first();
    await within.getByRole("button", { name: "Press" }).click();
    await within.getByRole("link", { name: "Away" }).click();
    await page.waitForTimeout(300);
    expect(await page.title()).toBe("Preview · Rouse");
    expect(page.url()).toMatch(/^file:.*hostile\.html$/);
    expect(asked).toEqual([]);
  });

  it("fits a telephone without scrolling sideways", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await show(await shippedCampaigns(), "narrow.html");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
  });
});

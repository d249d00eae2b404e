import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type WatchedCampaigns, watchCampaigns } from "../../cli/preview/live-campaigns.ts";
import { projectRoot } from "../../cli/system/project-root.ts";
import { startOwn } from "../../cli/system/start-own.ts";
import { stackOutputsSchema } from "../../shared/model/stack-outputs.ts";
import { axeFindings } from "../support/axe.ts";
import { hasBrowser, launchBrowser, openPage } from "../support/browser.ts";

describe.skipIf(!hasBrowser)("the page of campaigns, of a system that runs", () => {
  let folder: string;
  let campaigns: string;
  let watched: WatchedCampaigns;
  let system: Awaited<ReturnType<typeof startOwn>>;
  let browser: Browser;
  let page: Page;
  const said: string[] = [];
  const complaints: string[] = [];
  const edit = async (name: string, change: (text: string) => string) => {
    const file = join(campaigns, "birthday", name);
    await writeFile(file, change(await readFile(file, "utf8")));
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    campaigns = join(folder, "campaigns");
    await cp(join(projectRoot, "campaigns"), campaigns, { recursive: true });
    watched = watchCampaigns(campaigns, "campaigns", (line) => said.push(line));
    const own = { dataDir: join(folder, "data"), campaigns: watched.live };
    system = await startOwn(own, undefined, new AbortController().signal);
    watched.begin({ settings: system.settings, outputs: stackOutputsSchema.parse(system.outputs) });
    browser = await launchBrowser();
    page = await openPage(browser);
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  });
  afterAll(async () => {
    await browser?.close();
    watched?.end();
    await system?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("lists the campaigns, says that saving puts nothing in force, and leads to what each would write", async () => {
    await page.goto(system.pages.campaigns);
    expect(await page.locator("tbody tr").allTextContents()).toEqual(
      expect.arrayContaining([expect.stringMatching(/Birthday\s*on/), expect.stringMatching(/Win-back\s*on/)]),
    );
    expect(await page.locator(".lead").textContent()).toContain("Saving puts nothing in force");
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("link", { name: "Birthday" }).click();
    expect(await page.locator("h1").textContent()).toBe("Preview of Birthday");
    expect(await page.locator("iframe").first().contentFrame().locator("h1").textContent()).toContain("Happy birthday");
    expect(await axeFindings(page)).toEqual([]);
  });

  it("shows by itself what is saved, and what of it is not in force", async () => {
    await page.goto(`${system.pages.campaigns}/birthday`);
    await edit("first.en.mjml", (text) => text.replace("Happy birthday from", "Many happy returns from"));
    await expect.poll(() => page.locator(".subject").first().textContent()).toContain("Many happy returns from");
    await page.getByRole("link", { name: "All campaigns" }).click();
    // The link has been followed before its page is there, and the terminal is told by a watcher: neither waits for the other.
    await expect.poll(() => page.locator("main").textContent()).toContain("Not in force yetChanged: birthday");
    await expect.poll(() => said).toContain("  Changed: birthday");
  });

  it("shows mistakes as they are saved, and goes on when they are mended", async () => {
    await page.goto(system.pages.campaigns);
    await edit("campaign.yaml", (text) => text.replace("enabled:", "enabeld:"));
    await expect.poll(() => page.locator(".mistakes").textContent({ timeout: 0 })).toContain('did you mean "enabled"?');
    expect(said.join("\n")).toContain('did you mean "enabled"?');
    expect(await page.locator("main").textContent()).not.toContain("Gone");
    await edit("campaign.yaml", (text) => text.replace("enabeld:", "enabled:"));
    await expect.poll(() => page.locator(".mistakes").count()).toBe(0);
  });

  it("tells what is worth a remark, here and on the terminal", async () => {
    const own = await openPage(browser);
    await own.goto(system.pages.campaigns);
    await mkdir(join(campaigns, "offers"), { recursive: true });
    const offer = join(campaigns, "offers", "unused.yaml");
    await writeFile(offer, "code: TEN\npercent: 10\n");
    const remark = "campaigns/offers/unused.yaml is an offer that no step names";
    await expect.poll(() => own.locator(".remarks li").allTextContents()).toEqual([remark]);
    expect(said).toContain(remark);
    await rm(offer);
    await expect.poll(() => own.locator(".remarks").count()).toBe(0);
    await own.close();
  });

  it("lets no script, form or link of a template do anything, and says of most that they have no place in a mail", async () => {
    const { headers } = await fetch(`${system.pages.campaigns}/birthday`);
    expect(headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; script-src 'self'; .*img-src data: https:/,
    );
    const own = await openPage(browser);
    await own.goto(`${system.pages.campaigns}/birthday`);
    const frames = await own.locator("iframe").count();
    expect(await own.locator('iframe[sandbox="allow-same-origin"][srcdoc]').count()).toBe(frames);
    const reach = `<mj-raw><script>fetch("/runs", { method: "POST" }); parent.document.title = "ran"</script></mj-raw>\n`;
    await edit("first.en.mjml", (text) => text.replace("<mj-text mj-class", () => `${reach}<mj-text mj-class`));
    await expect
      .poll(() => own.locator(".wrong, .note").allTextContents())
      .toEqual(expect.arrayContaining([expect.stringContaining("script")]));
    expect(await own.title()).toBe("Preview of birthday · Rouse");
    expect(system.executions.list()).toEqual([]);
    await own.close();
  });

  it("knows campaigns of the folder, and no other file", async () => {
    expect((await fetch(`${system.pages.campaigns}/no-such`)).status).toBe(404);
    expect((await fetch(`${system.pages.campaigns}/..%2f..%2fetc`)).status).toBe(404);
  });
});

import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmbeddedSystem, startEmbedded } from "../../infra/local/embedded-system.ts";
import { hasBrowser, launchBrowser, openPage } from "../support/browser.ts";
import { type MiniStack, writeMiniStack } from "../support/mini-stack.ts";

const credentials = { accessKeyId: "local", secretAccessKey: "local" };
const mail = [
  'From: "Tea Shop" <shop@example.com>',
  "To: ada@example.com",
  "Subject: We miss you <b>Ada</b>",
  "List-Unsubscribe: <https://shop.example.com/u/t>",
  "MIME-Version: 1.0",
  'Content-Type: multipart/alternative; boundary="x"',
  "",
  "--x",
  "Content-Type: text/plain; charset=utf-8",
  "",
  "Hello Ada, in plain words.",
  "--x",
  "Content-Type: text/html; charset=utf-8",
  "",
  '<!doctype html><html lang="en"><head><title>m</title></head><body><h1>Hello Ada</h1><script>document.body.innerHTML = "scripted"</script></body></html>',
  "--x--",
  "",
].join("\r\n");

const fill = async (system: EmbeddedSystem) => {
  const connect = { region: "us-east-1", credentials };
  const ses = new SESClient({ ...connect, endpoint: system.environment.AWS_ENDPOINT_URL_SES ?? "" });
  await ses.send(
    new SendRawEmailCommand({
      RawMessage: { Data: Buffer.from(mail) },
      Destinations: ["ada@example.com"],
      Source: "shop@example.com",
    }),
  );
  const s3 = new S3Client({
    ...connect,
    endpoint: system.environment.AWS_ENDPOINT_URL_S3 ?? "",
    forcePathStyle: true,
  });
  const put = (Key: string, Body: string) =>
    s3.send(new PutObjectCommand({ Bucket: system.outputs.MarketingBucket, Key, Body }));
  await put(
    "nightly/dt=2026-11-20/report.html",
    '<!doctype html><h1>Report of the night</h1><a href="customers.csv" target="_blank" rel="noopener">Customers</a>',
  );
  await put("nightly/dt=2026-11-20/customers.csv", "customer_id\r\n1\r\n");
  await put("nightly/dt=2026-11-20/manifest.json", "{}");
  await put("nightly/latest.json", JSON.stringify({ asOf: "2026-11-20" }));
};

describe.skipIf(!hasBrowser)("the web page in a browser", () => {
  let stack: MiniStack;
  let system: EmbeddedSystem;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  beforeAll(async () => {
    stack = await writeMiniStack();
    system = await startEmbedded({ templateDir: stack.folder });
    await fill(system);
    browser = await launchBrowser();
    page = await openPage(browser);
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("requestfailed", (request) => complaints.push(request.url()));
  });
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
    await stack?.remove();
  });

  it("leads to every place by its menu, without an error in the browser's console", async () => {
    await page.goto(system.pages.home);
    for (const name of ["Inbox", "Report", "Files", "Webhooks", "Nights", "Overview"]) {
      await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
      expect(await page.locator("nav a[aria-current=page]").textContent()).toBe(name);
      expect(await page.locator("h1").count()).toBe(1);
      // What a page holds, the report in its frame say, fails where a reader leaves before it is there.
      await page.waitForLoadState("load");
    }
    expect(complaints).toEqual([]);
  });

  it("shows a mail rendered, as text and raw; its subject is text and its scripts do not run", async () => {
    await page.goto(system.pages.inbox);
    await page.getByRole("link", { name: "We miss you <b>Ada</b>" }).click();
    expect(await page.locator("h1").textContent()).toBe("We miss you <b>Ada</b>");
    expect(await page.frameLocator("iframe").locator("h1").textContent()).toBe("Hello Ada");
    expect(await page.frameLocator("iframe").locator("body").textContent()).not.toBe("scripted");
    expect(await page.getByText("Hello Ada, in plain words.").first().isVisible()).toBe(true);
    await page.getByText(/^Raw source/).click();
    expect(await page.locator("details pre").textContent()).toContain("MIME-Version: 1.0");
    expect(await page.locator("dl.facts").textContent()).toContain("https://shop.example.com/u/t");
  });

  it("shows the newest report in a frame", async () => {
    await page.goto(system.pages.report);
    expect(await page.frameLocator("iframe").locator("h1").textContent()).toBe("Report of the night");
  });

  it("lets a reader keep the files that the report leads to", async () => {
    await page.goto(system.pages.report);
    const kept = new Promise<string>((keep) => {
      const hear = (one: Page) => one.on("download", (download) => keep(download.suggestedFilename()));
      hear(page);
      page.context().once("page", hear);
    });
    await page.frameLocator("iframe").getByRole("link", { name: "Customers" }).click();
    expect(await kept).toBe("customers.csv");
  });

  it("lists a night's files and gives each as a download", async () => {
    await page.goto(system.pages.files);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "customers.csv" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("customers.csv");
  });

  it("starts a night by its button and shows how far it is", async () => {
    await page.goto(system.pages.runs);
    await page.getByRole("button", { name: "Run the night now" }).click();
    await expect.poll(() => page.locator("tbody tr").first().textContent()).toContain("succeeded");
    expect(await page.getByRole("list", { name: "States" }).first().textContent()).toMatch(/plan.*each · 5.*close/s);
  });

  it.each(["light", "dark"] as const)(
    "shows a mail without colours of its own on a paper of the %s scheme",
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(system.pages.inbox);
      await page.getByRole("link", { name: "We miss you <b>Ada</b>" }).click();
      await page.frameLocator("iframe").locator("h1").waitFor();
      const paper = await page.evaluate("getComputedStyle(document.querySelector('iframe')).backgroundColor");
      expect(paper).toBe(colorScheme === "dark" ? "rgb(18, 18, 18)" : "rgb(255, 255, 255)");
    },
  );

  it.each(["light", "dark"] as const)(
    "fits a telephone in the %s scheme without scrolling sideways",
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 360, height: 740 });
      for (const address of Object.values(system.pages)) {
        await page.goto(address);
        const { wide, paper } = await page
          .evaluate(
            "({ wide: document.documentElement.scrollWidth, paper: getComputedStyle(document.body).backgroundColor })",
          )
          .then((value) => ({ wide: Number(Object(value).wide), paper: String(Object(value).paper) }));
        expect(wide).toBeLessThanOrEqual(360);
        expect(paper).toBe(colorScheme === "dark" ? "rgb(20, 21, 28)" : "rgb(247, 246, 242)");
      }
    },
  );
});

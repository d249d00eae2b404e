import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { unsubscribe } from "../../functions/unsubscribe/unsubscribe.ts";
import { signUnsubscribe } from "../../shared/mail/unsubscribe-token.ts";
import { settingsSchema } from "../../shared/model/settings.ts";
import { hasBrowser, launchBrowser, openPage } from "../support/browser.ts";
import { fakeSuppressions } from "../support/fake-suppressions.ts";

const linkKey = "the link key of tests";
const { suppress, readSuppressions, rows } = fakeSuppressions();
const deps = {
  readKeys: async () => ({ identityKey: "the identity key", linkKey }),
  readSettings: async () =>
    settingsSchema.parse({ shop: { name: "The Sleepy Teapot" }, mail: { replyTo: "hello@teapot.example" } }),
  suppress,
  readSuppressions,
  now: () => "2026-11-21T09:00:00.000Z",
};

const serve = (): Server =>
  createServer(async ({ method = "", url = "", headers }, response) => {
    const token = decodeURIComponent(url.slice("/u/".length));
    const answer = await unsubscribe({ method, token, acceptLanguage: headers["accept-language"] }, deps);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });

/** The address of a server that listens. */
const portOf = (server: Server): number => {
  const address: AddressInfo | string | null = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
};

describe.skipIf(!hasBrowser)("the unsubscribe page in a browser", () => {
  const server = serve();
  let browser: Browser;
  let page: Page;
  let base: string;
  const complaints: string[] = [];
  const linkOf = (locale: string) =>
    `${base}/u/${signUnsubscribe({ emailKey: "key-a", campaignId: "win-back", locale, address: "ada@example.com" }, linkKey)}`;
  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    base = `http://127.0.0.1:${portOf(server)}`;
    browser = await launchBrowser();
    page = await openPage(browser, { locale: "en" });
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  });
  beforeEach(() => {
    rows.clear();
    complaints.length = 0;
  });
  afterAll(async () => {
    await browser?.close();
    server.close();
  });

  it("asks which mailbox, stops on one press, and says at the next visit that it is done", async () => {
    await page.goto(linkOf("en"));
    expect(await page.locator("h1").textContent()).toBe("Stop our mail?");
    expect(await page.getByText("a…@example.com").isVisible()).toBe(true);
    expect(rows.size).toBe(0);
    await page.getByRole("button", { name: "Unsubscribe" }).click();
    expect(await page.locator("h1").textContent()).toBe("Done");
    expect([...rows.values()]).toMatchObject([{ emailKey: "key-a", reason: "unsubscribed", campaign: "win-back" }]);
    await page.goto(linkOf("en"));
    expect(await page.locator("h1").textContent()).toBe("Already done");
    expect(await page.getByRole("button").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it("speaks the mail's language to a browser in another", async () => {
    await page.goto(linkOf("zh-CN"));
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
    await page.getByRole("button", { name: "退订" }).click();
    expect(await page.locator("h1").textContent()).toBe("已退订");
  });

  it("says of a link cut short that nothing was changed, and to whom to write instead", async () => {
    const answer = await page.goto(linkOf("en").slice(0, -5));
    expect(answer?.status()).toBe(404);
    expect(await page.locator("h1").textContent()).toBe("This link is not complete");
    expect(await page.getByRole("link", { name: "hello@teapot.example" }).getAttribute("href")).toBe(
      "mailto:hello@teapot.example",
    );
    expect(rows.size).toBe(0);
  });

  it.each(["light", "dark"] as const)("fits a telephone in the %s scheme, its style in force", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 740 });
    for (const address of [linkOf("en"), linkOf("zh-CN"), `${base}/u/cut`]) {
      await page.goto(address);
      const { wide, paper } = await page
        .evaluate(
          "({ wide: document.documentElement.scrollWidth, paper: getComputedStyle(document.body).backgroundColor })",
        )
        .then((value) => ({ wide: Number(Object(value).wide), paper: String(Object(value).paper) }));
      expect(wide).toBeLessThanOrEqual(360);
      expect(paper).toBe(colorScheme === "dark" ? "rgb(21, 23, 26)" : "rgb(243, 241, 236)");
    }
  });
});

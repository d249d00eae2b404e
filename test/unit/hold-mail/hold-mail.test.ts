import { describe, expect, it } from "vitest";
import { type HoldRequest, holdMail } from "../../../functions/hold-mail/hold-mail.ts";
import { heldFile } from "../../../shared/adapters/held-file.ts";
import { signUnsubscribe } from "../../../shared/mail/unsubscribe-token.ts";
import { readHold, signHold } from "../../../shared/marketing/hold-token.ts";
import { readReport, signReport } from "../../../shared/marketing/report-token.ts";
import { campaignKeys } from "../../../shared/model/campaigns-in-force.ts";
import { nothingHeld } from "../../../shared/model/held.ts";
import { settingsSchema } from "../../../shared/model/settings.ts";
import { fakeFiles } from "../../support/fake-files.ts";
import { nightKeys } from "../../support/night-world.ts";

const now = "2026-11-30T08:00:00.000Z";
const inAnHour = Date.parse(now) / 1000 + 3600;
const { linkKey } = nightKeys;
const token = signHold({ expiresAt: inAnHour }, linkKey);
const button = "hold=everything";

const world = (settings: Record<string, unknown> = {}) => {
  const files = fakeFiles();
  const store = heldFile(files);
  const ask = (request: Partial<HoldRequest>, at = now) =>
    holdMail(
      { method: "GET", token, body: "", acceptLanguage: undefined, ...request },
      {
        ...store,
        readKeys: async () => nightKeys,
        readSettings: async () => settingsSchema.parse({ shop: { name: "Linden & <Loom>" }, ...settings }),
        now: () => at,
      },
    );
  return { files, store, ask };
};

describe("the link that holds mail", () => {
  it("asks when it is opened, says what is held and what comes next, and changes nothing", async () => {
    const { ask, store, files } = world({ mail: { sending: "on" }, nightly: { at: "04:10" }, timeZone: "Asia/Tokyo" });
    for (const method of ["GET", "GET", "HEAD"]) expect((await ask({ method })).status).toBe(200);
    const { body, headers } = await ask({});
    expect(body).toContain('<form method="post">');
    expect(body).toContain("The next night begins at 04:10 (Asia/Tokyo), and plans the mail of its day.");
    expect(body).toContain("Linden &amp; &lt;Loom&gt;");
    expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "no-referrer" });
    expect(await files.read(campaignKeys.held())).toBeUndefined();
    await store.writeHeld({ campaigns: { birthday: { since: now, by: "command", note: "<b>" } } }, { mark: undefined });
    expect((await ask({})).body).toContain(
      "The campaign birthday is held, since 2026-11-30 08:00 UTC, by the command: &lt;b&gt;.",
    );
  });

  it("speaks the language that the browser asks for, else the shop's, else English", async () => {
    const { ask } = world();
    for (const [acceptLanguage, locale] of [
      ["zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"],
      ["zh-Hans", "zh-CN"],
      ["de, en;q=0.5, zh;q=0.7", "zh-CN"],
      ["en-GB, zh;q=0.7", "en"],
      ["zh;q=0, *", "en"],
      ["zh-TW", "en"],
      ["fr", "en"],
      ["\0;;,q=", "en"],
      [undefined, "en"],
    ] as const) {
      const { body, headers } = await ask({ acceptLanguage });
      expect([acceptLanguage, headers["content-language"]]).toEqual([acceptLanguage, locale]);
      expect(body).toContain(`<html lang="${locale}">`);
      expect(body).toContain(locale === "en" ? "Hold all mail?" : "暂缓所有邮件？");
    }
    const chinese = world({ defaultLocale: "zh-CN" });
    expect((await chinese.ask({})).body).toContain("下一次夜间运行将于");
    expect((await chinese.ask({ method: "POST", body: button })).body).toContain("所有邮件已暂缓");
    expect((await chinese.ask({})).body).toContain("全部活动已暂缓发送：自 2026-11-30 08:00 UTC 起");
    expect((await chinese.ask({ token: "cut" })).body).toContain("没有暂缓任何邮件");
  });

  it("says what the settings make of the next night's mail", async () => {
    const says = async (mail: Record<string, unknown>) => (await world({ mail }).ask({})).body;
    expect(await says({ sending: "off", approval: "required" })).toContain("it mails nobody either way");
    expect(await says({ sending: "on", approval: "required" })).toContain("before an operator releases it; holding");
    expect(await says({ sending: "test" })).toContain("test recipients alone");
  });

  it("holds all mail by its button, and says the same of it however often", async () => {
    const { ask, store } = world();
    for (const at of [now, "2026-11-30T08:30:00.000Z"]) {
      const { status, body } = await ask({ method: "POST", body: button }, at);
      expect([status, body]).toEqual([200, expect.stringContaining("<h1>All mail is held</h1>")]);
      expect(body).toContain("since 2026-11-30 08:00 UTC, by the link in a notice or report");
      expect(body).not.toContain("<form");
    }
    expect(await store.readHeld()).toEqual({ everything: { since: now, by: "link" }, campaigns: {} });
    expect((await ask({})).body).toContain("<h1>All mail is held</h1>");
  });

  it("holds nothing for a POST that brings not what the button sends, nor for any other method", async () => {
    const { ask, store } = world();
    for (const body of ["", "hold", "hold=", "hold=win-back", "everything=hold", '{"hold":"everything"}', "\0"])
      expect((await ask({ method: "POST", body })).body).toContain("<form");
    for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS"])
      expect((await ask({ method, body: button })).status).toBe(405);
    expect(await store.readHeld()).toEqual(nothingHeld);
  });

  it("keeps the holds of campaigns, and makes whole what nobody could read", async () => {
    const { ask, store, files } = world();
    const hold = { since: "2026-11-29T08:00:00.000Z", by: "alarm" } as const;
    await store.writeHeld({ campaigns: { birthday: hold } }, { mark: undefined });
    await ask({ method: "POST", body: button });
    expect(await store.readHeld()).toEqual({ everything: { since: now, by: "link" }, campaigns: { birthday: hold } });
    await files.write(campaignKeys.held(), "{");
    expect((await ask({})).body).toContain("campaigns/held.json");
    await ask({ method: "POST", body: button });
    expect(await store.readHeld()).toEqual({ everything: { since: now, by: "link" }, campaigns: {} });
  });

  it("does nothing once it has expired, to the second", async () => {
    const { ask, store } = world();
    const last = signHold({ expiresAt: inAnHour - 3600 }, linkKey);
    const { status, body } = await ask({ token: last, method: "POST", body: button });
    expect([status, body]).toEqual([410, expect.stringContaining("Nothing was held.")]);
    expect(await store.readHeld()).toEqual(nothingHeld);
    expect((await ask({ token: signHold({ expiresAt: inAnHour - 3599 }, linkKey) })).status).toBe(200);
  });

  it("does nothing where it is cut short, altered, signed by another key, or made for something else", async () => {
    const { ask, store } = world();
    const flipped = Array.from(
      token,
      (letter, index) => `${token.slice(0, index)}${letter === "a" ? "b" : "a"}${token.slice(index + 1)}`,
    );
    const wrong = [
      ...Array.from(token, (_, length) => token.slice(0, length)),
      ...flipped,
      `${token}=`,
      `${token}a`,
      `0${token}`,
      ` ${token}`,
      token.toUpperCase(),
      signHold({ expiresAt: inAnHour }, "another key"),
      signReport({ asOf: "2026-11-29", expiresAt: inAnHour }, linkKey),
      signUnsubscribe({ emailKey: "key-a", campaignId: "win-back", locale: "en", address: "a@b.example" }, linkKey),
      signReport({ asOf: "2026-11-29", expiresAt: inAnHour }, linkKey).slice("2026-11-29.".length),
    ];
    for (const forged of wrong) {
      const { status, body } = await ask({ token: forged, method: "POST", body: button });
      expect([forged, status, body]).toEqual([forged, 404, expect.stringContaining("Nothing was held.")]);
    }
    expect(await store.readHeld()).toEqual(nothingHeld);
    expect(readHold(token, linkKey)).toEqual({ expiresAt: inAnHour });
    expect(readReport(`2026-11-29.${token}`, linkKey)).toBeUndefined();
  });
});

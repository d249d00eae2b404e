import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { ownAddress } from "../../../cli/preview/own-address.ts";
import { testLetter } from "../../../cli/preview/test-letter.ts";
import { prepareMailings } from "../../../shared/campaigns/mailing.ts";
import { isNobodysKey, readUnsubscribe } from "../../../shared/mail/unsubscribe-token.ts";
import { settingsSchema } from "../../../shared/model/settings.ts";
import { shippedCampaigns } from "../../support/shipped-campaigns.ts";

const settings = settingsSchema.parse({
  shop: { name: "The Sleepy Teapot", postalAddress: "1 High Street, York" },
  mail: { sender: { email: "tea@teapot.example" }, testRecipients: ["Ada@teapot.example"] },
  notices: { recipients: ["marketing@teapot.example"] },
});

describe("an address for a test mail", () => {
  it.each(["tea@teapot.example", "ada@Teapot.example", " marketing@teapot.example "])(
    "may be the shop's own: %s",
    (typed) => {
      expect(ownAddress(typed, settings)).toBe(typed.trim().replace("Teapot", "teapot"));
    },
  );

  it.each([
    "customer@example.com",
    "ada@teapot.example.evil.example",
    "ada@teapot.example,customer@example.com",
    "ada@teapot.example\r\nBcc: customer@example.com",
    "Ada <ada@teapot.example>",
    "",
  ])("is refused with those that there are: %j", (typed) => {
    expect(() => ownAddress(typed, settings)).toThrow(
      "The settings have Ada@teapot.example, marketing@teapot.example, tea@teapot.example; add yours",
    );
  });
});

describe("a test mail", () => {
  it("is marked, is what customers get, and its link is nobody's", async () => {
    const mailing = prepareMailings(await shippedCampaigns()).get("win-back");
    if (mailing === undefined) throw new Error("no win-back");
    const place = { linkKey: "key", publicUrl: "https://api.example" };
    const to = { address: "ada@teapot.example", emailKey: "the-key-of-ada" };
    const how = { settings, at: "2026-11-30T09:00:00.000Z", locale: "zh-CN", place };
    const letter = testLetter(mailing, to, how);
    if (typeof letter === "string") throw new Error(letter);
    const mail = await PostalMime.parse(letter.raw);
    expect(mail.subject).toMatch(/^\[Test\] 广告/);
    expect(mail.to?.map(({ address }) => address)).toEqual(["ada@teapot.example"]);
    const links = mail.headers.find(({ key }) => key === "list-unsubscribe")?.value ?? "";
    const token = /\/u\/([^>]+)>/.exec(links)?.[1] ?? "";
    const link = readUnsubscribe(token, "key");
    expect(link).toMatchObject({ campaignId: "win-back", maskedAddress: "a…@teapot.example" });
    expect(isNobodysKey(link?.emailKey ?? "")).toBe(true);
    expect(mail.text).toContain(token);
  });
});

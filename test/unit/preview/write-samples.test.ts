import { describe, expect, it } from "vitest";
import { findingsOf } from "../../../cli/preview/findings.ts";
import { previewFolder } from "../../../cli/preview/preview-folder.ts";
import { withExampleAddress } from "../../../cli/preview/with-example-address.ts";
import type { Sample } from "../../../cli/preview/write-samples.ts";
import { tellingCustomers } from "../../../shared/campaigns/telling-customers.ts";
import type { CampaignLibrary } from "../../../shared/model/campaign-library.ts";
import { settingsSchema } from "../../../shared/model/settings.ts";
import { shippedCampaigns } from "../../support/shipped-campaigns.ts";
import { textCampaign } from "../../support/text-campaign.ts";

const shipped = await shippedCampaigns();
const at = "2026-11-30T09:00:00.000Z";
const settings = settingsSchema.parse({
  shop: { name: "The Sleepy Teapot", postalAddress: "1 High Street, York", url: "https://teapot.example" },
  mail: { sender: { email: "tea@teapot.example" }, replyTo: "hello@teapot.example" },
});

const samplesOf = async (library: CampaignLibrary, only: string, locale?: string): Promise<readonly Sample[]> => {
  const [campaign] = await previewFolder(
    { library, broken: [], findings: [], shown: "campaigns" },
    { settings, at, only, locale },
  );
  return campaign?.messages[0]?.samples ?? [];
};
const mailTo = (samples: readonly Sample[], name: string) => {
  const shown = samples.find(({ customer }) => customer.name === name)?.shown;
  if (shown === undefined || !("html" in shown)) throw new Error(`no mail to ${name}`);
  return shown;
};
const headerOf = (mail: ReturnType<typeof mailTo>, name: string) =>
  mail.headers.find((header) => header.name === name)?.value;

describe("a preview", () => {
  it("writes each message to five telling customers, with all that stands at the head of the mail", async () => {
    const samples = await samplesOf(shipped, "win-back");
    expect(samples.map(({ customer }) => customer.name)).toEqual(tellingCustomers.map(({ name }) => name));
    const known = mailTo(samples, "known");
    expect(known.subject).toBe("It has been a while | The Sleepy Teapot");
    expect(known.beside).toMatch(/^No hurry/);
    expect(known.text).toContain("Hello Ada");
    expect(headerOf(known, "From")).toBe("The Sleepy Teapot <tea@teapot.example>");
    expect(headerOf(known, "To")).toBe("known@example.com");
    expect(headerOf(known, "Reply-To")).toBe("hello@teapot.example");
    expect(headerOf(known, "List-Unsubscribe")).toMatch(/^<https:\/\/mail\.example\/u\/nobodys-known\./);
    expect(headerOf(known, "List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click");
    expect(mailTo(samples, "nameless").text).not.toContain("Ada");
    expect(mailTo(samples, "no-orders").text).not.toMatch(/\d{4}/);
  });

  it("writes the subject that the law wants to who reads Chinese", async () => {
    const samples = await samplesOf(shipped, "win-back");
    expect(mailTo(samples, "chinese").subject).toMatch(/^广告/);
    expect(samples.find(({ customer }) => customer.name === "chinese")?.locale).toBe("zh-CN");
  });

  it("writes to everybody in the language that is asked for", async () => {
    const samples = await samplesOf(shipped, "win-back", "zh-CN");
    expect(new Set(samples.map(({ locale }) => locale))).toEqual(new Set(["zh-CN"]));
  });

  it("says of whom no mail is written, and why", async () => {
    const source = shipped.campaigns.find(({ campaign }) => campaign.id === "birthday");
    if (source === undefined) throw new Error("no campaign");
    const text = "{% if customer.first_name != blank %}{{ unsubscribe_url }}{% endif %} {{ shop.postal_address }}";
    const templates = Object.fromEntries(
      Object.entries(source.templates.first ?? {}).map(([name, parts]) => [name, { ...parts, text }]),
    );
    const samples = await samplesOf(
      { campaigns: [{ ...source, templates: { first: templates } }] },
      source.campaign.id,
    );
    expect(samples.find(({ customer }) => customer.name === "nameless")?.shown).toEqual({
      unwritten: "incomplete-mail",
    });
    expect(mailTo(samples, "known").text).toContain("https://");
  });

  it("shows messages by other channels as texts, with what they are sent as", async () => {
    const samples = await samplesOf({ campaigns: [textCampaign()] }, "text");
    expect(samples[0]?.shown).toEqual({
      channel: "sms",
      text: "The Sleepy Teapot: Ada, come by! STOP ends",
      says: "42 characters, sent as 1 of GSM-7",
    });
  });

  it("names what a marketer might mend: a wide subject, and a language that the campaign does not speak", async () => {
    const source = shipped.campaigns.find(({ campaign }) => campaign.id === "birthday");
    if (source === undefined) throw new Error("no campaign");
    const en = source.templates.first?.en;
    const english: CampaignLibrary = {
      campaigns: [
        {
          ...source,
          templates: {
            first: {
              ...(en && {
                en: { ...en, subject: "How good to see you again, {{ customer.first_name }}, it has been a while" },
              }),
            },
          },
        },
      ],
    };
    const samples = await samplesOf(english, "birthday");
    expect(samples.map(findingsOf)[1]).toEqual([]);
    expect(samples.map(findingsOf)[3]).toEqual([expect.stringMatching(/^The subject is \d{3} characters wide/)]);
    expect(samples.map(findingsOf)[2]).toContain("Reads zh-CN, which the campaign does not speak: written in en.");
  });

  it("takes an example's postal address where the shop has none, and says so", () => {
    expect(withExampleAddress(settings)).toEqual({ settings, note: undefined });
    const none = withExampleAddress(settingsSchema.parse({}));
    expect(none.settings.shop.postalAddress).not.toBe("");
    expect(none.note).toContain("shop.postalAddress");
  });
});

import { describe, expect, it } from "vitest";
import { type MailViewFacts, mailViewOf } from "../../../shared/mail/mail-view.ts";
import { compileMail } from "../../../shared/mail/render-mail.ts";
import { shippedCampaigns } from "../../support/shipped-campaigns.ts";

const { campaigns } = await shippedCampaigns();
const shop = { name: "Linden & Loom", postalAddress: "12 Weaver Street, Leeds", url: "https://shop.example/?a=1&b=2" };
const unsubscribeUrl = "https://mail.example/u/key.win-back.mac";
const full = {
  firstName: "Ada",
  lastName: "Lovelace",
  lastDay: "2026-07-14",
  tier: "drowsy",
  shop,
  offer: undefined,
  unsubscribeUrl,
} as const;

const people: Record<string, Omit<MailViewFacts, "locale">> = {
  full,
  asleep: { ...full, tier: "asleep" },
  "no name": { ...full, firstName: undefined, lastName: undefined },
  "nothing known": {
    ...full,
    firstName: undefined,
    lastName: undefined,
    lastDay: undefined,
    shop: { ...shop, url: undefined },
  },
  Chinese: { ...full, firstName: "伟", lastName: "王" },
  "80 characters": { ...full, firstName: "Wolfeschlegelsteinhausenbergerdorff".repeat(3).slice(0, 80) },
  "HTML in name": { ...full, firstName: "<img src=x onerror=alert(1)>", lastName: "{{ shop.name }}\"'&" },
  "right to left": { ...full, firstName: "\u202eمحمد", lastName: "عبد\r\nالله" },
};

const mails = campaigns.flatMap(({ campaign, templates }) =>
  Object.entries(templates).flatMap(([template, written]) =>
    Object.entries(written).flatMap(([locale, parts]) => {
      const render = compileMail(parts);
      return Object.entries(people).map(([person, facts]) => ({
        ...{ campaign: campaign.id, template, locale, person, facts },
        ...render(mailViewOf({ ...facts, locale })),
      }));
    }),
  ),
);
const named = mails.map(
  (mail) => [`${mail.campaign}, ${mail.template}, in ${mail.locale} for "${mail.person}"`, mail] as const,
);
const find = (campaign: string, locale: string, person: string, template = "first") => {
  const mail = mails.find(
    (one) => one.campaign === campaign && one.template === template && one.locale === locale && one.person === person,
  );
  if (!mail) throw new Error(`no ${campaign} in ${locale} for ${person}`);
  return mail;
};

describe("the shop's own campaigns", () => {
  it("are each in English and Simplified Chinese, and on where a small shop would want them on", () => {
    for (const { templates } of campaigns)
      for (const written of Object.values(templates)) expect(Object.keys(written)).toEqual(["en", "zh-CN"]);
    expect(campaigns.filter(({ campaign }) => campaign.enabled).map(({ campaign }) => campaign.id)).toEqual([
      "birthday",
      "win-back",
    ]);
  });

  it.each(named)("%s is whole: links, address, language, size, and nothing left of the template", (_name, mail) => {
    expect(mail.html).toContain(`href="${unsubscribeUrl}"`);
    expect(mail.text).toContain(unsubscribeUrl);
    for (const part of [mail.html, mail.text]) expect(part).toContain(shop.postalAddress);
    expect(mail.html).toMatch(new RegExp(`<html lang="${mail.locale}" dir="ltr"`));
    expect(mail.html).toMatch(new RegExp(`<div[^>]* lang="${mail.locale}" dir="ltr"`));
    expect(Buffer.byteLength(mail.html)).toBeLessThan(102_000);
    for (const part of [mail.subject, mail.text, mail.html]) {
      expect(part).not.toMatch(/\{%|%\}|undefined|null|\[object|NaN/);
      expect(part).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    }
    expect(mail.subject).not.toMatch(/\p{Cc}/u);
    expect(mail.subject.length).toBeGreaterThan(3);
  });

  it.each(named)("%s can be read by everyone: sizes, roles, titles, images", (_name, { html, locale }) => {
    const sizes = [...html.matchAll(/font-size:\s*(\d+)px/g)]
      .map(([, size]) => Number(size))
      // Cells between columns have none, and the line that inboxes show has one nobody sees.
      .filter((size) => size > 1);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(14);
    const tables = html.match(/<table/g) ?? [];
    expect(html.match(/<table[^>]*\srole="presentation"/g)).toHaveLength(tables.length);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).toMatch(/<title>[^<]+<\/title>/);
    expect(html).toContain('name="color-scheme" content="light dark"');
    for (const [image] of html.matchAll(/<img[^>]*>/g)) expect(image).toMatch(/\salt="/);
    if (locale === "zh-CN") expect(html).toMatch(/font-family:PingFang SC[^;]*;font-size:17px/);
  });

  it.each(named)("%s lets no name become markup", (_name, { html }) => {
    expect(html).not.toContain("<img src=x");
    expect(html).not.toMatch(/<[^>]*onerror/);
  });

  it("escape names in HTML and leave them as they are in text", () => {
    const { html, text } = find("win-back", "en", "HTML in name");
    expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(text).toContain("Hello <img src=x onerror=alert(1)>,");
    expect(find("win-back", "en", "full").html).toContain('href="https://shop.example/?a=1&amp;b=2"');
  });

  it("greet without a name where none is known", () => {
    expect(find("win-back", "en", "no name").text).toContain("Hello there,");
    expect(find("win-back", "zh-CN", "no name").text).toMatch(/^您好：/);
    expect(find("birthday", "en", "no name").text).toMatch(/^Happy birthday!/);
  });

  it("put the family name first in Chinese, and only for names that are written so", () => {
    expect(find("win-back", "zh-CN", "Chinese").text).toMatch(/^王伟，您好：/);
    expect(find("win-back", "zh-CN", "full").text).toMatch(/^Ada Lovelace，您好：/);
  });

  it("leave out the button where the shop has no address on the web", () => {
    expect(find("win-back", "en", "full").html).toContain("See what is in the shop");
    expect(find("win-back", "en", "nothing known").html).not.toContain("See what is in the shop");
  });

  it("end a win-back with a farewell that says that we stop, and how all of it stops", () => {
    const farewell = find("win-back", "en", "full", "farewell");
    expect(farewell.text).toContain("until you order from us again, we will not ask");
    expect(farewell.html.split(`href="${unsubscribeUrl}"`)).toHaveLength(3);
    expect(find("win-back", "zh-CN", "full", "farewell").subject).toMatch(/^广告 /);
  });

  it("name the last order's day as the language does", () => {
    expect(find("win-back", "en", "full").text).toContain("July 14, 2026");
    expect(find("win-back", "zh-CN", "full").text).toContain("2026年7月14日");
  });

  it("turn the page for a reader of a language that runs from right to left", () => {
    const english = campaigns[1]?.templates.first?.en;
    if (!english) throw new Error("no English win-back");
    const { html } = compileMail(english)(mailViewOf({ ...full, locale: "ar" }));
    expect(html).toContain('<html lang="ar" dir="rtl"');
  });
});

describe("a name that is none", () => {
  it("reaches no part of a mail, whatever a template makes of it", () => {
    const everywhere = "{{ customer.first_name }} {{ customer.full_name }}";
    const render = compileMail({ subject: everywhere, text: everywhere, html: everywhere });
    const view = mailViewOf({ ...full, firstName: "e\u200bvil。com", lastName: "www.evil", locale: "en" });
    expect(Object.values(render(view)).join("")).not.toMatch(/evil/);
  });
});

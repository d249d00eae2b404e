import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { toldOfFinding } from "../../../cli/campaigns/lint/finding.ts";
import { makeCampaign } from "../../../cli/campaigns/new-campaign.ts";
import { readCampaignFolder } from "../../../cli/campaigns/read-campaign-folder.ts";
import { remarksOnDays } from "../../../cli/campaigns/remark-days.ts";
import { withDays } from "../../../cli/campaigns/remark-folder.ts";
import { previewFolder } from "../../../cli/preview/preview-folder.ts";
import { previewPage } from "../../../cli/preview/preview-page.ts";
import { isOfferOver, mayOfferFrom } from "../../../shared/campaigns/offered.ts";
import { offerViewOf } from "../../../shared/mail/mail-view.ts";
import { type Campaign, campaignSchema } from "../../../shared/model/campaign.ts";
import { offerSchema } from "../../../shared/model/offer.ts";
import { settingsSchema } from "../../../shared/model/settings.ts";

const project = (path: string) => readFile(new URL(`../../../${path}`, import.meta.url), "utf8");

const frame = `---
words:
  en: { stop: Stop it }
---
<mjml lang="{{ locale }}">
  <mj-head><mj-title>{{ title }}</mj-title></mj-head>
  <mj-body>
    <mj-raw><div class="preheader">{{ preheader }}</div></mj-raw>
{{ content }}
    <mj-section><mj-column><mj-text><a href="{{ unsubscribe_url }}">{{ words.stop }}</a> {{ shop.postal_address }}</mj-text></mj-column></mj-section>
  </mj-body>
</mjml>
`;
const definition = "name: Hello\ntrigger:\n  on: birthday\nsteps:\n  - name: first\n    offer: spring\n";
const mail = (words: string) => `---\nsubject: Hello\n---\n<mj-text>${words}</mj-text>\n`;
const promise =
  "Type {{ offer.code }} for {{ offer.value }} off, from {{ offer.minimum_order }} on, until {{ offer.ends_on }}.";
const spring = "code: SPRING-10\npercent: 10\nminimum_order: 30\nends_on: 2027-03-31\n";

const made: string[] = [];
afterAll(async () => {
  for (const folder of made) await rm(folder, { recursive: true, force: true });
});
/** What is found in a folder with one campaign that promises one offer, but for these files; undefined takes one away. */
const read = async (files: Readonly<Record<string, string | undefined>>) => {
  const folder = await mkdtemp(join(tmpdir(), "offers-"));
  made.push(folder);
  const whole = {
    "frame.mjml": frame,
    "hello/campaign.yaml": definition,
    "hello/first.en.mjml": mail(promise),
    "offers/spring.yaml": spring,
    ...files,
  };
  for (const [name, content] of Object.entries(whole)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    if (content !== undefined) await writeFile(join(folder, name), content);
  }
  return { ...(await readCampaignFolder(pathToFileURL(`${folder}/`), "campaigns")), folder };
};
const found = async (files: Readonly<Record<string, string | undefined>>) =>
  (await read(files)).findings.map(toldOfFinding);

describe("campaigns/offers", () => {
  it("are no campaign, and go with those whose steps name them", async () => {
    const { library, findings } = await read({});
    expect(findings).toEqual([]);
    expect(library.campaigns.map(({ campaign: { id, offers } }) => ({ id, offers }))).toEqual([
      { id: "hello", offers: { spring: { code: "SPRING-10", percent: 10, minimum_order: 30, ends_on: "2027-03-31" } } },
    ]);
  });

  it("change the version when they change, and not when another's does", async () => {
    const bytes = async (files: Record<string, string>) => JSON.stringify((await read(files)).library);
    const before = await bytes({});
    expect(await bytes({ "offers/spring.yaml": spring.replace("10\n", "12\n") })).not.toBe(before);
    expect(await bytes({ "offers/other.yaml": "code: X\namount: 5\n" })).toBe(before);
  });

  it.each<[string, string, string]>([
    ["less than anybody can pay", "code: A\namount: 0.001\n", "amount"],
    ["a share that no mail can tell", "code: A\npercent: 12.345\n", "percent"],
    ["no gain", "code: A\n", "expected what the code takes off: percent, amount or free_shipping"],
    [
      "two gains",
      "code: A\npercent: 5\namount: 5\n",
      "expected one of percent, amount and free_shipping; there is percent and amount",
    ],
    ["a number for a code", "code: 0123\npercent: 5\n", "code"],
    ["HTML for a code", 'code: "<b>"\npercent: 5\n', "expected 1 to 40 letters, figures, - and _"],
    [
      "marks that belong to no letter",
      "code: छूट\npercent: 5\n",
      "expected 1 to 40 letters, figures, - and _, without marks that are characters of their own",
    ],
    ["more than all", "code: A\npercent: 120\n", "percent"],
    ["nothing off", "code: A\namount: 0\n", "amount"],
    [
      "less than it takes off",
      "code: A\namount: 50\nminimum_order: 20\n",
      "expected at least 50, the amount that is taken off",
    ],
    ["no day", "code: A\npercent: 5\nends_on: 2027-02-30\n", "ends_on"],
    ["an unknown key", "code: A\npercent: 5\nends: 2027-02-01\n", "ends"],
    ["no YAML", "code: [A\n", "campaigns/offers/spring.yaml:2"],
  ])("are refused with their place for %s, and who promises one is told so", async (_, file, says) => {
    const { broken, library } = await read({ "offers/spring.yaml": file });
    expect(library.campaigns).toEqual([]);
    expect(broken.map(({ id }) => id)).toEqual(["offers", "hello"]);
    const [[own = ""] = [], [ofCampaign] = []] = broken.map(({ problems }) => problems);
    expect(own).toContain("campaigns/offers/spring.yaml");
    expect(own).toContain(says);
    expect(ofCampaign).toBe(
      "campaigns/hello/campaign.yaml:6:12: offers/spring.yaml has mistakes, so that nobody can be promised it",
    );
  });

  it("that do not fit are findings with their file, line and column, one for each mistake", async () => {
    const { findings } = await read({ "offers/spring.yaml": "code: A\npercent: x\nends: 2027-02-01\n" });
    const file = "campaigns/offers/spring.yaml";
    expect(findings.filter((finding) => finding.file === file)).toEqual([
      {
        rule: "unreadable",
        level: "error",
        file,
        line: 2,
        column: 1,
        what: expect.stringMatching(/^percent: expected a number/),
      },
      { rule: "unreadable", level: "error", file, line: 3, column: 1, what: expect.stringContaining('"ends"') },
    ]);
    const nothing = await read({ "offers/spring.yaml": "code: A\n" });
    expect(nothing.findings).toContainEqual({
      ...{ rule: "unreadable", level: "error", file },
      what: expect.stringMatching(/^expected what the code takes off/),
    });
  });

  it("are files by their names alone", async () => {
    expect(await found({ "offers/Spring.yaml": spring })).toEqual([
      expect.stringContaining(
        "campaigns/offers/Spring.yaml: the file's name is the offer's; expected at most 40 small letters",
      ),
    ]);
    expect(await found({ "offers/summer.yml": spring, "offers/.draft": "x" })).toEqual([
      expect.stringContaining(
        "campaigns/offers/summer.yml is no offer, such as spring.yaml; take it away, or give it that ending",
      ),
    ]);
  });

  it("must be there, each by its name", async () => {
    expect(await found({ "hello/campaign.yaml": definition.replace("spring", "sprint") })).toEqual([
      'campaigns/hello/campaign.yaml:6:12: there is no offers/sprint.yaml; did you mean "spring"?',
    ]);
    expect(await found({ "offers/spring.yaml": undefined })).toEqual([
      "campaigns/hello/campaign.yaml:6:12: there is no offers/spring.yaml; there is no offer at all",
    ]);
  });

  it.each<[string, (path: string) => Promise<void>, string]>([
    ["a file", (path) => writeFile(path, "x"), "is a file"],
    ["a link to itself", (path) => symlink(path, path), "is a link that leads nowhere"],
    ["a link to nowhere", (path) => symlink(`${path}-none`, path), "is a link that leads nowhere"],
  ])("are one mistake of their own where they are %s, and the rest goes on being checked", async (_, make, says) => {
    const { folder } = await read({
      "other/campaign.yaml": definition.replace("    offer: spring\n", ""),
      "other/first.en.mjml": mail("Hello"),
    });
    await rm(join(folder, "offers"), { recursive: true });
    await make(join(folder, "offers"));
    const { library, broken } = await readCampaignFolder(pathToFileURL(`${folder}/`), "campaigns");
    expect(library.campaigns.map(({ campaign }) => campaign.id)).toEqual(["other"]);
    expect(broken).toEqual([
      {
        id: "offers",
        problems: [`campaigns/offers ${says}; there must be a folder of offers of that name, or nothing`],
      },
      {
        id: "hello",
        problems: [
          "campaigns/hello/campaign.yaml:6:12: offers cannot be read, so that nobody can be promised anything",
        ],
      },
    ]);
  });

  it("that no step names are remarked on, once everything can be read", async () => {
    const { findings, broken } = await read({ "offers/autumn.yaml": spring });
    expect(broken).toEqual([]);
    expect(findings).toEqual([
      {
        rule: "unused-offer",
        level: "warning",
        file: "campaigns/offers/autumn.yaml",
        what: "is an offer that no step names",
      },
    ]);
  });

  it.each<[string, string, string]>([
    ["code", "no code", promise.replace("{{ offer.code }}", "it")],
    ["minimum_order", "no least order", promise.replace("{{ offer.minimum_order }}", "some")],
    ["ends_on", "no end", promise.replace("{{ offer.ends_on }}", "soon")],
    ["code", "a code in a remark", `<!-- {{ offer.code }} -->${promise.replace("{{ offer.code }}", "it")}`],
    [
      "code",
      "a code for some alone",
      promise.replace("{{ offer.code }}", '{% if tier == "new" %}{{ offer.code }}{% endif %}'),
    ],
  ])("must be told to everybody in both parts: %s, %s", async (word, _, words) => {
    const what = `does not tell every customer what its offer asks for; {{ offer.${word} }} must stand where nothing hides it`;
    expect(await found({ "hello/first.en.mjml": mail(words) })).toEqual([
      `campaigns/hello/first.en.mjml (the text that is made of it) ${what}`,
      `campaigns/hello/first.en.mjml ${what}`,
    ]);
  });

  it("is not told in the colour of its ground", async () => {
    const hidden = promise.replace("{{ offer.code }}", '<span style="color:#ffffff">{{ offer.code }}</span>');
    const { findings } = await read({ "hello/first.en.mjml": mail(hidden) });
    expect(findings.filter(({ level }) => level === "error")).toEqual([
      expect.objectContaining({
        ...{ rule: "offer-untold", file: "campaigns/hello/first.en.mjml" },
        what: expect.stringContaining("hides the code of its offer in light mode: nobody could see it"),
      }),
    ]);
  });

  it.each<[string, string, string, string]>([
    ["code", "a code that is a word of the mail", "code: Type\npercent: 10\n", "Type it."],
    [
      "minimum_order",
      "an amount that is the least order as well",
      "code: A\namount: 30\nminimum_order: 30\n",
      "{{ offer.code }}: {{ offer.value }} off.",
    ],
    [
      "minimum_order",
      "a larger amount that begins like it",
      "code: A\namount: 30\nminimum_order: 50\n",
      "{{ offer.code }}: somebody won €500.",
    ],
  ])("is not told by chance: %s, %s", async (word, _, offer, words) => {
    const files = { "offers/spring.yaml": offer, "hello/first.en.mjml": mail(words) };
    const said = await found(files);
    expect(said).toHaveLength(2);
    for (const one of said) expect(one).toContain(`{{ offer.${word} }} must stand where nothing hides it`);
  });

  it("is told by a link that has the code, where the text part has it as well", async () => {
    const link = '<a href="https://shop.example/discount/{{ offer.code }}">Take it</a>';
    const words = promise.replace("{{ offer.code }}", link);
    expect(await found({ "hello/first.en.mjml": mail(words) })).toEqual([]);
  });

  it.each<[string, string, string[]]>([
    ["without a question", "until {{ offer.ends_on }}", ["ends_on"]],
    ["with one that an empty text passes", "{% if offer.ends_on %}until {{ offer.ends_on }}{% endif %}", ["ends_on"]],
    ["with a question", "{% if offer.ends_on != blank %}until {{ offer.ends_on }}{% endif %}", []],
    ["with another question", '{% if offer.ends_on != "" %}until {{ offer.ends_on }}{% endif %}', []],
    ["with something else for it", '{{ offer.ends_on | default: "for ever" }}', []],
  ])("says where a word is printed that is not set: %s", async (_, words, which) => {
    const told = `{{ offer.code }} {{ offer.value }} ${words}`;
    const { findings, broken } = await read({
      "offers/spring.yaml": "code: A7\npercent: 10\n",
      "hello/first.en.mjml": mail(told),
    });
    expect(broken).toEqual([]);
    const what = (word: string) =>
      `prints {{ offer.${word} }} also where a message has none; ask with {% if offer.${word} != blank %}`;
    expect(findings.map((one) => [one.rule, one.level, one.what])).toEqual(
      which.flatMap((word) => [
        ["offer-blank", "warning", what(word)],
        ["offer-blank", "warning", what(word)],
      ]),
    );
  });

  it("says so of a template that a step without an offer has as well", async () => {
    const both = `${definition}  - name: second\n    template: first\n`;
    const said = await found({ "hello/campaign.yaml": both });
    expect(said.filter((one) => one.includes("prints {{ offer.code }} also where a message has none"))).toHaveLength(2);
  });

  it("is no word of a template whose steps promise nothing", async () => {
    const without = definition.replace("    offer: spring\n", "");
    expect(await found({ "hello/campaign.yaml": without })).toEqual([
      "campaigns/hello/first.en.mjml:4:18: uses offer.code, and no step that it is for has an offer",
    ]);
    const both = `${definition}  - name: second\n    template: first\n`;
    const words = `{% if offer.code != blank %}${promise}{% endif %}Hello.`;
    expect(await found({ "hello/campaign.yaml": both, "hello/first.en.mjml": mail(words) })).toEqual([]);
  });

  it("has its code in the texts of other channels", async () => {
    const sms = definition.replace("trigger", "channel: sms\ntrigger");
    const said = (words: string) =>
      found({ "hello/campaign.yaml": sms, "hello/first.en.mjml": undefined, "hello/first.en.txt": words });
    expect(await said("{{ shop.name }}: {{ offer.code }}. Reply STOP to stop.")).toEqual([]);
    expect(await said("{{ shop.name }}: come. Reply STOP to stop.")).toEqual([
      expect.stringContaining("first.en.txt does not tell every customer the code of its offer; use {{ offer.code }}"),
    ]);
  });

  it("is not how a text is stopped, though its code be STOP", async () => {
    const said = await found({
      "hello/campaign.yaml": definition.replace("trigger", "channel: sms\ntrigger"),
      "hello/first.en.mjml": undefined,
      "hello/first.en.txt": "{{ shop.name }}: {{ offer.code }}.",
      "offers/spring.yaml": "code: STOP\npercent: 10\n",
    });
    expect(said).toEqual([expect.stringContaining("first.en.txt does not say how to stop the messages")]);
  });

  it("stands on the page of previews at the step that promises it, with what is remarked on it", async () => {
    const folder = withDays({ ...(await read({})), shown: "campaigns" }, "2027-04-01T08:00:00.000Z");
    const settings = settingsSchema.parse({
      shop: { name: "Shop", postalAddress: "1 High Street", url: "https://shop.example" },
    });
    const campaigns = await previewFolder(folder, { settings, at: "2027-04-01T08:00:00.000Z" });
    expect(campaigns[0]?.remarks).toEqual([expect.stringContaining("offers/spring.yaml ended on 2027-03-31")]);
    const page = previewPage({ title: "", lead: "", notes: [], campaigns, noNight: undefined }).markup;
    expect(page).toContain("on the day, with the offer spring (SPRING-10, until 2027-03-31)</h3>");
    expect(page).toContain("offers/spring.yaml ended on 2027-03-31");
  });

  it("cannot be made a campaign", async () => {
    const { folder } = await read({});
    await expect(makeCampaign({ folder, name: "offers", like: "hello", there: ["hello"] })).rejects.toThrow(
      `"offers" cannot be a campaign's name: in that folder lie offers.`,
    );
  });
});

describe("an offer", () => {
  const campaign = (offer: Record<string, unknown>): Campaign =>
    campaignSchema.parse({
      ...{ id: "hello", name: "Hello", trigger: { on: "birthday" }, steps: [{ name: "first", offer: "spring" }] },
      offers: { spring: offer },
    });
  const candidate = { step: "first", occurrence: "2026" };
  const message = (asOf: string, more: object = {}) => ({
    ...{ emailKey: "key", messageKey: "other#first#2026", asOf, claimedAt: `${asOf}T08:00:00.000Z` },
    ...{ state: "sent" as const, offer: "spring", ...more },
  });

  it("holds on its last day, and on no later one", () => {
    const ending = campaign({ code: "A", percent: 5, ends_on: "2027-03-31" });
    expect(isOfferOver({ candidate, campaign: ending }, "2027-03-31")).toBe(false);
    expect(isOfferOver({ candidate, campaign: ending }, "2027-04-01")).toBe(true);
    expect(isOfferOver({ candidate, campaign: campaign({ code: "A", percent: 5 }) }, "2099-01-01")).toBe(false);
  });

  it("whose end is past is remarked on when campaigns are checked", () => {
    const library = {
      campaigns: [{ campaign: campaign({ code: "A", percent: 5, ends_on: "2027-03-31" }), templates: {} }],
    };
    expect(remarksOnDays(library, "2027-03-31", { shown: "campaigns" })).toEqual([]);
    expect(remarksOnDays(library, "2027-04-01", { shown: "campaigns" }).map(toldOfFinding)).toEqual([
      "campaigns/hello/campaign.yaml writes its step first to nobody any more: offers/spring.yaml ended on 2027-03-31",
    ]);
  });

  it.each<[string, object, string[]]>([
    ["ends before the only day", { trigger: { on: "listed" }, days: [{ day: "2027-06-01" }] }, ["first"]],
    ["ends on it", { trigger: { on: "listed" }, days: [{ day: "2027-03-31" }, { day: "2027-06-01" }] }, []],
    ["ends before the day of each year", { trigger: { on: "yearly", day: "12-31" } }, ["first"]],
    ["holds on the day of this year", { trigger: { on: "yearly", day: "02-28" } }, []],
    ["holds for days that lie behind", { trigger: { on: "listed" }, days: [{ day: "2026-06-01" }] }, []],
    ["has days of each customer's own", { trigger: { on: "birthday" } }, []],
  ])("that %s is remarked on, if nobody can be sent it", (_, more, steps) => {
    const whole = { ...campaign({ code: "A", percent: 5, ends_on: "2027-03-31" }), ...more };
    const said = remarksOnDays(
      { campaigns: [{ campaign: campaignSchema.parse(whole), templates: {} }] },
      "2027-02-01",
      {
        shown: "campaigns",
      },
    ).filter(({ rule }) => rule === "offer-over");
    expect(said.map(({ what }) => what)).toEqual(
      steps.map(
        (step) =>
          `writes its step ${step} to nobody: offers/spring.yaml ends on 2027-03-31, before the next day on which it is due`,
      ),
    );
  });

  it("that is over ends the steps that need its step as well, once who got that can get them no more", () => {
    const story = campaignSchema.parse({
      ...campaign({ code: "A", percent: 5, ends_on: "2027-03-31" }),
      steps: [
        { name: "first", offer: "spring" },
        { name: "word", after: 5, needs: "first" },
        { name: "last", after: 9, needs: "word" },
        { name: "alone", after: 9 },
      ],
    });
    const said = (today: string) =>
      remarksOnDays({ campaigns: [{ campaign: story, templates: {} }] }, today, { shown: "campaigns" }).map(
        ({ what }) => what.split(":")[0],
      );
    expect(said("2027-04-01")).toEqual(["writes its step first to nobody any more"]);
    expect(said("2027-06-01")).toEqual([
      "writes its step first to nobody any more",
      "writes its step word to nobody",
      "writes its step last to nobody",
    ]);
  });

  it("keeps its distance to the last message with it, of whatever campaign, that was neither refused nor bounced", () => {
    const apart = campaign({ code: "A", percent: 5, days_apart: 90 });
    const from = (messages: ReturnType<typeof message>[], of = apart) =>
      mayOfferFrom({ candidate, campaign: of, messages });
    expect(from([])).toBe(undefined);
    expect(from([message("2026-01-30"), message("2026-06-29"), message("2026-03-01")])).toBe("2026-09-28");
    expect(from([message("2026-06-29", { state: "refused" }), message("2026-06-29", { offer: "autumn" })])).toBe(
      undefined,
    );
    expect(from([message("2026-06-29", { state: "bounced" })])).toBe(undefined);
    expect(from([message("2026-06-29")], campaign({ code: "A", percent: 5 }))).toBe(undefined);
    const renamed = message("2026-06-29", { offer: "spring-27", offerCode: "A" });
    const other = message("2026-06-29", { offer: "spring-27", offerCode: "B" });
    expect([from([renamed]), from([other])]).toEqual(["2026-09-28", undefined]);
    const reminded = (occurrence: string) => from([message("2026-06-29", { messageKey: `hello#word#${occurrence}` })]);
    expect([reminded("2026"), reminded("2025")]).toEqual([undefined, "2026-09-28"]);
  });

  it("has one code, however its letters are written", () => {
    expect(offerSchema.parse({ code: "TE\u0301N", percent: 5 }).code).toBe("T\u00c9N");
  });

  it("is said in the words of a language", () => {
    const offer = offerSchema.parse({ code: "A", percent: 12.5, minimum_order: 30, ends_on: "2027-03-31" });
    expect(offerViewOf(offer, "EUR", "en")).toEqual({
      ...{ code: "A", kind: "percent", value: "12.5%", minimum_order: "€30", ends_on: "March 31, 2027" },
    });
    expect(offerViewOf(offerSchema.parse({ code: "A", amount: 4.5 }), "CNY", "zh-CN")).toEqual({
      ...{ code: "A", kind: "amount", value: "¥4.50", minimum_order: "", ends_on: "" },
    });
    expect(offerViewOf(offerSchema.parse({ code: "A", free_shipping: true }), "JPY", "de")).toMatchObject({
      ...{ kind: "free-shipping", value: "" },
    });
  });
});

it("campaigns/offer.schema.json says what an offer may say: it is generated from offerSchema", async () => {
  expect(JSON.parse(await project("campaigns/offer.schema.json"))).toEqual(
    z.toJSONSchema(offerSchema, { io: "input" }),
  );
});

it("docs/campaigns.md explains every key of an offer", async () => {
  const page = await project("docs/campaigns.md");
  const part = page.slice(page.indexOf("### Offers"), page.indexOf("## What comes with Rouse"));
  for (const key of Object.keys(offerSchema.shape)) expect(part).toMatch(new RegExp(`^\\| \`${key}\`.* \\|`, "m"));
});

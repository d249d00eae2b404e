import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCampaignFolder } from "../../../cli/campaigns/read-campaign-folder.ts";
import { checkDefaultLocale } from "../../../shared/campaigns/check-locale.ts";
import { lintText, remarksOnTexts } from "../../../shared/campaigns/lint-text.ts";
import type { HandedChannel } from "../../../shared/model/channel.ts";
import { libraryWith, textCampaign } from "../../support/text-campaign.ts";

const sound = "{{ shop.name }}: {{ customer.first_name }}, come by! STOP ends";
const lint = (text: string, channel: HandedChannel = "sms") =>
  lintText({ locale: "en", source: text }, channel, { trigger: "birthday", offers: [undefined] });

describe("the check of a text", () => {
  it("finds nothing wrong with what is right", () => {
    expect(lint(sound)).toEqual([]);
    expect(lint("{{ customer.first_name }}, come by!", "wecom")).toEqual([]);
    expect(lint("{{ shop.name }}：欢迎回来，拒收请回复R")).toEqual([]);
  });

  it.each<[string, string, string]>([
    ["nothing", " \n", "is empty"],
    ["an open tag", "{{ shop.name", "cannot be read"],
    ["an unknown variable", `${sound} {{ customer.nickname }}`, "uses customer.nickname, which is no variable"],
    ["mail's stop link", `${sound} {{ unsubscribe_url }}`, "uses unsubscribe_url, which is no variable"],
    ["no sender", "Come by! STOP ends", "does not say who writes; use {{ shop.name }}"],
    ["no way to stop it", "{{ shop.name }}: come by!", "does not say how to stop the messages"],
    [
      "a way that some do not see",
      "{{ shop.name }}: {% if tier == 'drowsy' %}STOP ends{% endif %}",
      "does not say how to stop the messages",
    ],
    ["a link without encryption", `${sound} http://shop.example`, "links without encryption; use https"],
    ["more than ten messages", `${sound} ${"long ".repeat(350)}`, "takes more than 10 text messages"],
  ])("refuses %s", (_what, text, problem) => {
    expect(lint(text)[0]).toContain(problem);
  });
});

describe("rouse check", () => {
  it("says how many text messages a text is, where that is more than one", () => {
    expect(remarksOnTexts(textCampaign({}, sound), "campaigns")).toEqual([]);
    expect(remarksOnTexts(textCampaign({}, `${sound} ${"您".repeat(80)}`), "campaigns")).toEqual([
      "campaigns/text/first.en.txt is sent as 2 text messages (UCS-2), and more for long names.",
    ]);
    expect(remarksOnTexts(textCampaign({ channel: "push" }, "x".repeat(500)), "campaigns")).toEqual([]);
  });

  it("asks for the shop's own language of texts as of mails", () => {
    const named = { origin: "settings.json", folder: "campaigns" };
    const problems = checkDefaultLocale("zh-CN", libraryWith(textCampaign()), named);
    expect(problems).toEqual([
      'settings.json: defaultLocale is "zh-CN", and campaigns/text has no template "first" in it; it has en, de',
    ]);
  });
});

describe("a folder of a campaign by text", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    await cp(new URL("../../../campaigns/", import.meta.url), folder, { recursive: true });
    const write = async (id: string, channel: string, files: Readonly<Record<string, string>>) => {
      await mkdir(join(folder, id));
      const definition = `name: Text\nchannel: ${channel}\ntrigger: { on: birthday }\n`;
      await writeFile(join(folder, id, "campaign.yaml"), definition);
      for (const [name, text] of Object.entries(files)) await writeFile(join(folder, id, name), text);
    };
    await write("text", "sms", { "first.en.txt": sound });
    await write("both", "sms", { "first.en.txt": sound, "first.en.mjml": sound });
    await write("pigeon", "pigeon", { "first.en.txt": sound });
    await write("mail", "email", { "first.en.txt": sound });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("needs one text a language; with mail's files, or a channel that there is not, it is left out with a sentence", async () => {
    const { library, broken } = await readCampaignFolder(pathToFileURL(`${folder}/`), "campaigns");
    expect(library.campaigns.find(({ campaign }) => campaign.id === "text")).toMatchObject({
      campaign: { channel: "sms" },
      templates: {},
      texts: { first: { en: sound } },
    });
    expect(library.campaigns.find(({ campaign }) => campaign.id === "win-back")).toMatchObject({
      campaign: { channel: "email" },
    });
    expect(broken.map(({ id, problems }) => [id, problems[0]])).toEqual([
      ["both", "campaigns/both goes by sms, and has texts alone; take first.en.mjml away"],
      ["mail", expect.stringContaining("first.en.txt is the text part of first.en.mjml, which is missing")],
      ["pigeon", expect.stringContaining("channel")],
    ]);
  });
});

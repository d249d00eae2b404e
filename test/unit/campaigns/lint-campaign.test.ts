import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { readCampaigns, readCampaignsAt } from "../../../shared/adapters/bundled-campaigns.ts";
import { lintCampaign } from "../../../shared/campaigns/lint-campaign.ts";
import { campaignSchema } from "../../../shared/model/campaign.ts";

const campaign = campaignSchema.parse({ id: "hello", name: "Hello", trigger: { on: "birthday" } });
const frame = '<html lang="{{ locale }}">{% block content %}{% endblock %}</html>';
const footer = "{{ shop.postal_address }} {{ unsubscribe_url }}";
const good = {
  subject: "Hello {{ customer.first_name }}",
  text: `Hello. ${footer}`,
  html: `{% layout "frame" %}{% block content %}${footer}{% endblock %}`,
};
const lint = (parts: Partial<typeof good>, locale = "en") =>
  lintCampaign({ campaign, templates: { [locale]: { ...good, ...parts } } }, frame);

describe("the check of a campaign's templates", () => {
  it("finds nothing wrong with what is right", () => expect(lint({})).toEqual([]));

  it.each<[string, Partial<typeof good>, string]>([
    [
      "an unknown variable",
      { text: `{{ customer.nickname }} ${footer}` },
      "en.text.liquid uses customer.nickname, which is no variable, in line 1; there is customer.first_name, customer.full_name, shop.name, shop.postal_address, shop.url, last_order_on, tier, unsubscribe_url, locale, language, direction",
    ],
    [
      "a mistyped variable",
      { text: `Hello\n{{ customer.frist_name }} ${footer}` },
      'en.text.liquid uses customer.frist_name, which is no variable, in line 2; did you mean "customer.first_name"?',
    ],
    [
      "no unsubscribe link",
      { html: good.html.replace("{{ unsubscribe_url }}", "") },
      "en.html.liquid has no unsubscribe link; use {{ unsubscribe_url }}",
    ],
    [
      "no postal address",
      { text: "{{ unsubscribe_url }}" },
      "en.text.liquid has no postal address; use {{ shop.postal_address }}",
    ],
    ["an empty part", { text: " \n" }, "en.text.liquid is empty"],
    ["an empty subject", { subject: "{% if tier == 'new' %}x{% endif %}" }, "en.subject.liquid renders to nothing"],
    ["an endless subject", { subject: "x".repeat(151) }, "en.subject.liquid is longer than 150 characters"],
    [
      "raw output",
      { html: good.html.replace("{{ shop", "{{ customer.first_name | raw }}{{ shop") },
      "en.html.liquid uses the filter raw, which lets a name carry HTML into the mail",
    ],
    [
      "the clock",
      { text: `${footer} {{ "now" | date: "%Y" }}` },
      "en.text.liquid asks for the time, so that two runs of a night would differ",
    ],
    [
      "a link without encryption",
      { html: good.html.replace("{{ shop", '<a href="http://shop.example">x</a>{{ shop') },
      "en.html.liquid links without encryption; use https",
    ],
    [
      "more HTML than Gmail shows",
      { html: good.html.replace("{{ shop", `${"x".repeat(102_000)}{{ shop`) },
      "en.html.liquid is over 102 kB, where Gmail cuts it",
    ],
    [
      "HTML without a language",
      { html: footer },
      'en.html.liquid names no language; begin it with {% layout "frame" %}',
    ],
  ])("finds %s", (_fault, parts, problem) => {
    expect(lint(parts)).toEqual([`campaigns/hello/${problem}`]);
  });

  it.each([
    ["an unknown filter", "{{ tier | shout }}"],
    ["a tag that is not closed", "{% if tier %}"],
    ["a file", '{% render "../../package.json" %}'],
  ])("finds %s", (_fault, broken) => {
    const problems = lint({ text: `${footer} ${broken}` });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^campaigns\/hello\/en\.text\.liquid cannot be (read|rendered): /);
  });

  const html = (content: string) => `{% layout "frame" %}{% block content %}${content}{% endblock %}`;
  const lostLink = (part: string) => expect.stringMatching(`hello/en.${part}.liquid has no unsubscribe link for every`);
  const lostAddress = (part: string) =>
    expect.stringMatching(`hello/en.${part}.liquid has no postal address for every`);

  it.each<[string, Partial<typeof good>, unknown[]]>([
    [
      "a condition that holds for hardly anybody",
      { text: '{% if customer.first_name == "Zed" %}{{ unsubscribe_url }}{% endif %}{{ shop.postal_address }}' },
      [lostLink("text")],
    ],
    [
      "a condition that fails for a tier",
      { html: html(`{% if tier != "asleep" %}${footer}{% endif %}`) },
      [lostLink("html"), lostAddress("html")],
    ],
    [
      "a block that the frame has not",
      { html: `${html("")}{% block footr %}${footer}{% endblock %}` },
      ["campaigns/hello/en.html.liquid fills the block footr, which the frame has not, in line 1; there is content"],
    ],
    ["a comment", { html: html(`<!-- ${footer} -->`) }, [lostLink("html"), lostAddress("html")]],
    ["an attribute", { html: html(`<p title="${footer}"></p>`) }, [lostLink("html"), lostAddress("html")]],
    [
      "a filter",
      { text: "{{ unsubscribe_url | truncate: 9 }} {{ shop.postal_address | truncate: 9 }}" },
      [lostLink("text"), lostAddress("text")],
    ],
    ["letters after the link", { text: "{{ unsubscribe_url }}now {{ shop.postal_address }}" }, [lostLink("text")]],
  ])("finds stop link and address lost to %s, though the template names them", (_fault, parts, problems) => {
    expect(lint(parts)).toEqual(problems);
  });

  it.each([
    [
      "a block whose name is mistyped",
      `{% layout "frame" %}\n{% block contents %}Hello{% endblock %}{% block content %}${footer}{% endblock %}`,
      'fills the block contents, which the frame has not, in line 2; did you mean "content"?',
    ],
    [
      "words outside the blocks",
      `${html(footer)}\n{% assign greeting = "Hello" %}\n<p>A sale begins.</p>`,
      "has something outside the frame's blocks, in line 3, where no mail shows it; put it into a block",
    ],
    [
      "a name outside the blocks",
      `${html(footer)}\n{{ tier }}`,
      "has something outside the frame's blocks, in line 2, where no mail shows it; put it into a block",
    ],
    [
      "a frame that is not there",
      good.html.replace("frame", "fram"),
      'cannot be read: it asks for "fram"; all that it may ask for is {% layout "frame" %}, in HTML',
    ],
  ])("finds %s, which no reader would see", (_what, source, problem) => {
    expect(lint({ html: source })).toEqual([`campaigns/hello/en.html.liquid ${problem}`]);
  });

  it("lets stand what is no part of the mail between the blocks, and everything where the frame has room for it", () => {
    expect(lint({ html: `${html(footer)}\n<!-- our frame -->{% comment %}x{% endcomment %}\n` })).toEqual([]);
    const roomy = '<html lang="{{ locale }}">{% block %}{% endblock %}</html>';
    const source = { campaign, templates: { en: { ...good, html: `{% layout "frame" %}<p>${footer}</p>` } } };
    expect(lintCampaign(source, roomy)).toEqual([]);
  });

  it.each<[string, Partial<typeof good>]>([
    ["as a link", { html: html('<a href="{{ unsubscribe_url }}">Stop</a> {{ shop.postal_address }}') }],
    ["in either branch", { text: `{% if tier == "asleep" %}a ${footer}{% else %}b ${footer}{% endif %}` }],
    [
      "in capitals, a word on each line",
      {
        html: html(
          '{{ unsubscribe_url }} {% assign words = shop.postal_address | split: " " %}{% for word in words %}{{ word | upcase }}<br>{% endfor %}',
        ),
      },
    ],
  ])("takes stop link and address %s", (_form, parts) => expect(lint(parts)).toEqual([]));

  it("names the file that cannot be rendered, and the frame where it is the frame", () => {
    expect(lint({ html: html(`${footer}{% for n in tier.x %}{% endfor %}`) })).toEqual([
      expect.stringMatching(/^campaigns\/hello\/en\.html\.liquid /),
    ]);
    const broken = frame.replace("</html>", "{{ tier | divided_by: 0 | shout }}</html>");
    expect(lintCampaign({ campaign, templates: { en: good } }, broken, "shop/texts")).toEqual([
      expect.stringMatching(/^shop\/texts\/hello\/en\.html\.liquid cannot be read: .*, in frame\.html\.liquid, line:1/),
    ]);
  });

  it.each([
    ["text", `${footer} {% assign n = "now" %}{{ n | date: "%Y" }}`],
    ["text", `${footer} {{ "no" | append: "w" | date_to_string }}`],
    ["html", good.html.replace(footer, `${footer} {% assign t = "today" %}{{ t | date: "%Y" }}`)],
  ])("finds a %s part that asks for the time, however it does", (part, source) => {
    expect(lint({ [part]: source })).toEqual([
      expect.stringContaining("asks for the time, so that two runs of a night would differ"),
    ]);
  });

  it("has no filter that goes by chance, and dates that are written down", () => {
    expect(lint({ text: `${footer} {{ "a,b" | split: "," | sample }}` })).toEqual([
      expect.stringContaining("undefined filter: sample"),
    ]);
    expect(lint({ text: `${footer} {{ "2026-01-31" | date: "%Y" }}` })).toEqual([]);
  });

  it.each([
    ["html", good.html.replace(footer, `${footer} <a href=http://shop.example>x</a>`)],
    ["html", good.html.replace(footer, `${footer} <a href="HTTP://shop.example">x</a>`)],
    ["text", `${footer} http://shop.example`],
  ])("finds a link without encryption in a %s part, however it is written", (part, source) => {
    expect(lint({ [part]: source })).toEqual([`campaigns/hello/en.${part}.liquid links without encryption; use https`]);
  });

  it.each([
    ["html", '<a href="https://elsewhere.example/?to={{ unsubscribe_url }}">stop</a>'],
    ["html", "<a href='https://elsewhere.example/{{ unsubscribe_url }}'>stop</a>"],
    ["text", "https://elsewhere.example/?to={{ unsubscribe_url }}"],
    ["text", "elsewhere.example/?to={{ unsubscribe_url }}"],
  ])("finds a stop link in a %s part that is only a piece of another link: %s", (part, link) => {
    const source = good[part === "html" ? "html" : "text"].replace("{{ unsubscribe_url }}", link);
    expect(lint({ [part]: source })).toEqual([
      expect.stringContaining(`en.${part}.liquid has no unsubscribe link for every customer`),
    ]);
  });

  it.each([
    "Unsubscribe:{{ unsubscribe_url }}",
    "退订：{{ unsubscribe_url }}。",
    "({{ unsubscribe_url }})",
    "<{{ unsubscribe_url }}>",
  ])("takes a stop link in text as %s", (link) => {
    expect(lint({ text: good.text.replace("{{ unsubscribe_url }}", link) })).toEqual([]);
  });

  it("stops a template that does not end, by what it does and not by a clock", () => {
    const loop = (turns: number) => `${footer} {% for i in (1..${turns}) %}{{ i }}{% endfor %}`;
    expect(lint({ text: loop(3_000_000) })).toEqual([
      expect.stringContaining("en.text.liquid cannot be rendered: it takes more than 100000 steps"),
    ]);
    let hours = 0;
    vi.spyOn(performance, "now").mockImplementation(() => ++hours * 3_600_000);
    expect(lint({ text: loop(100) })).toEqual([]);
  });

  it.each(["zh", "zh-Hans", "zh-Hans-CN"])(
    "wants 广告 before a subject in %s, which is that of China too",
    (locale) => {
      expect(lint({ subject: "你好" }, locale)).toEqual([
        `campaigns/hello/${locale}.subject.liquid must begin with 广告, as Chinese law asks`,
      ]);
      expect(lint({ subject: "广告 你好" }, locale)).toEqual([]);
    },
  );

  it("wants 广告 before a subject in zh-CN, and in no other language", () => {
    expect(lint({ subject: "你好" }, "zh-CN")).toEqual([
      "campaigns/hello/zh-CN.subject.liquid must begin with 广告, as Chinese law asks",
    ]);
    expect(lint({ subject: "广告 你好" }, "zh-CN")).toEqual([]);
    expect(lint({ subject: "你好" }, "zh-TW")).toEqual([]);
  });
});

describe("reading campaigns", () => {
  const write = async (files: Record<string, string | Buffer>): Promise<URL> => {
    const directory = await mkdtemp(join(tmpdir(), "campaigns-"));
    await mkdir(join(directory, "hello"));
    await writeFile(join(directory, "frame.html.liquid"), frame);
    const whole = {
      "campaign.json": JSON.stringify(campaign),
      "en.subject.liquid": good.subject,
      "en.text.liquid": good.text,
      "en.html.liquid": good.html,
      ...files,
    };
    for (const [name, text] of Object.entries(whole))
      if (text !== "none") await writeFile(join(directory, "hello", name), text);
    return pathToFileURL(`${directory}/`);
  };

  it("gives definition and templates by locale", async () => {
    const library = await readCampaigns(await write({}));
    expect(library.campaigns).toEqual([{ campaign, templates: { en: good } }]);
  });

  it("takes a template with a byte order mark, and leaves the mark out", async () => {
    const library = await readCampaigns(await write({ "en.subject.liquid": `\ufeff${good.subject}` }));
    expect(library.campaigns[0]?.templates).toEqual({ en: good });
  });

  it.each(["en.html.liquid", "campaign.json"])(
    "leaves a campaign out, and no other, where %s is a folder",
    async (name) => {
      const directory = await write({});
      await cp(new URL("hello/", directory), new URL("other/", directory), { recursive: true });
      await writeFile(new URL("other/campaign.json", directory), JSON.stringify({ ...campaign, id: "other" }));
      await rm(new URL(`hello/${name}`, directory));
      await mkdir(new URL(`hello/${name}`, directory));
      const { library, broken } = await readCampaignsAt(directory);
      expect(library.campaigns.map((one) => one.campaign.id)).toEqual(["other"]);
      expect(broken).toEqual([
        { id: "hello", problems: [`campaigns/hello/${name} is a folder; there must be a file of that name`] },
      ]);
    },
  );

  it("says so of every campaign where the frame is a folder", async () => {
    const directory = await write({});
    await rm(new URL("frame.html.liquid", directory));
    await mkdir(new URL("frame.html.liquid", directory));
    const { library, broken } = await readCampaignsAt(directory);
    expect(library.campaigns).toEqual([]);
    expect(broken).toContainEqual({
      id: "hello",
      problems: ["campaigns/frame.html.liquid is a folder; there must be a file of that name"],
    });
  });

  it.each(["a%2fb", "a#b", "a?b", "a b", "100%"])(
    "leaves a folder %s out with a sentence, and no other",
    async (id) => {
      const directory = await write({});
      await mkdir(new URL(`${encodeURIComponent(id)}/`, directory));
      const { library, broken } = await readCampaignsAt(directory);
      expect(library.campaigns.map((one) => one.campaign.id)).toEqual(["hello"]);
      expect(broken).toEqual([
        { id, problems: [`campaigns/${id}/campaign.json is missing: it says to whom the campaign writes`] },
      ]);
    },
  );

  const notUtf8 = /en\.subject\.liquid is not text in UTF-8; save it in that encoding/;
  it.each<[string, Record<string, string | Buffer>, RegExp]>([
    ["a part is missing", { "en.text.liquid": "none" }, /hello\/en\.text\.liquid is missing/],
    ["a definition is no JSON", { "campaign.json": "{" }, /hello\/campaign\.json is not JSON: .*line 1 column 2/],
    [
      "a definition has a mistyped key",
      { "campaign.json": '{"id":"hello","name":"Hello","triger":{}}' },
      /Unrecognized key: "triger"; did you mean "trigger"\?/,
    ],
    [
      "a key within its trigger is none",
      {
        "campaign.json": '{"id":"hello","name":"Hello","trigger":{"on":"tier-entered","tiers":["drowsy"],"teirs":[]}}',
      },
      /Unrecognized key: "teirs"; did you mean "tiers"\?\n {2}→ at trigger/,
    ],
    [
      "a birthday's trigger has a key that would narrow it down",
      { "campaign.json": '{"id":"hello","name":"Hello","trigger":{"on":"birthday","tiers":["drowsy"]}}' },
      /Unrecognized key: "tiers"/,
    ],
    [
      "a tier is none",
      { "campaign.json": '{"id":"hello","name":"Hello","trigger":{"on":"tier-entered","tiers":["drowzy"]}}' },
      /got "drowzy"; did you mean "drowsy"\?\n {2}→ at trigger\.tiers\[0\]/,
    ],
    [
      "a trigger is none",
      { "campaign.json": '{"id":"hello","name":"Hello","trigger":{"on":"brithday"}}' },
      /got "brithday"; did you mean "birthday"\?/,
    ],
    [
      "a definition has a key twice",
      { "campaign.json": '{"id":"hello","name":"Hello","trigger":{"on":"birthday",\n"on":"birthday"}}' },
      /hello\/campaign\.json does not fit:\n✖ the key "on" stands here a second time; .*\n {2}→ on line 2/,
    ],
    ["a definition is missing", { "campaign.json": "none" }, /hello\/campaign\.json is missing/],
    [
      "a folder and its id differ",
      { "campaign.json": JSON.stringify({ ...campaign, id: "other" }) },
      /has the id "other"/,
    ],
    [
      "a locale is too long to stand in a link that stops our mail",
      { "en-x-abcdefgh-abcdefgh-abcdefgh-abcd.html.liquid": good.html },
      /hello: "en-x-\S+" is longer than the 35 characters that a locale may have/,
    ],
    ["a locale is none", { "english_.text.liquid": "x" }, /"english_" is no locale/],
    [
      "a template has mistakes",
      { "en.text.liquid": "hello" },
      /en\.text\.liquid has no unsubscribe link[\s\S]*has no postal address/,
    ],
    [
      "a tier is none that anybody falls into",
      { "campaign.json": '{"id":"hello","name":"Hello","trigger":{"on":"tier-entered","tiers":["drowsy","awake"]}}' },
      /nobody falls into this tier, so such a campaign mails nobody; there is drowsy, half-asleep, asleep; got "awake"\n {2}→ at trigger\.tiers\[1\]/,
    ],
    ["a template is in Latin-1", { "en.subject.liquid": Buffer.from("Für dich", "latin1") }, notUtf8],
    ["a template is in UTF-16", { "en.subject.liquid": Buffer.from("\ufeffHello", "utf16le") }, notUtf8],
    ["a template holds a NUL", { "en.subject.liquid": "Hel\u0000lo" }, notUtf8],
  ])("stops when %s", async (_fault, files, message) => {
    await expect(readCampaigns(await write(files))).rejects.toThrow(message);
    await expect(readCampaigns(await write(files))).rejects.toMatchObject({ name: "SettingsError" });
  });
});

import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rename, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it, vi } from "vitest";
import { readCampaignFolder } from "../../../cli/campaigns/read-campaign-folder.ts";
import { sampleViews } from "../../../shared/campaigns/sample-views.ts";
import { compileMail } from "../../../shared/mail/render-mail.ts";

const frame = `---
words:
  en: { stop: Stop it }
  de: { stop: Abbestellen }
  zh: { stop: 退订 }
  zh-CN: { stop: 退订 }
  zh-TW: { stop: 退訂 }
---
<mjml lang="{{ locale }}">
  <mj-head><mj-title>{{ title }}</mj-title></mj-head>
  <mj-body>
    <mj-raw><div class="preheader">{{ preheader }}</div></mj-raw>
    <mj-wrapper>
{{ content }}
    </mj-wrapper>
    <mj-section><mj-column><mj-text><a href="{{ unsubscribe_url }}">{{ words.stop }}</a> {{ shop.postal_address }}</mj-text></mj-column></mj-section>
  </mj-body>
</mjml>
`;
const bare = frame.replace(/\n.*unsubscribe_url.*\n/, "\n");
const footer = "{{ shop.postal_address }} {{ unsubscribe_url }}";
const definition = "name: Hello\ntrigger:\n  on: birthday\n";
const mail = (content: string, subject = "Hello {{ customer.first_name }}") =>
  `---\nsubject: ${subject}\npreheader: For you\n---\n${content}\n`;
const text = (words: string) => `<mj-text>${words}</mj-text>`;

const made: string[] = [];
afterAll(async () => {
  for (const folder of made) await rm(folder, { recursive: true, force: true });
});

type Files = Readonly<Record<string, string | Buffer | undefined>>;

/** A folder with one campaign that is right, but for these files; undefined takes one away. */
const folderWith = async (files: Files): Promise<URL> => {
  const folder = await mkdtemp(join(tmpdir(), "campaigns-"));
  made.push(folder);
  await mkdir(join(folder, "hello"));
  const whole = {
    "frame.mjml": frame,
    "hello/campaign.yaml": definition,
    "hello/first.en.mjml": mail(text("Hello.")),
    "hello/first.en.txt": `Hello. ${footer}`,
    ...files,
  };
  for (const [name, content] of Object.entries(whole))
    if (content !== undefined) await writeFile(join(folder, name), content);
  return pathToFileURL(`${folder}/`);
};
const read = async (files: Files) => readCampaignFolder(await folderWith(files), "campaigns");
const problemsOf = async (files: Files) => (await read(files)).broken.flatMap(({ problems }) => problems);
const lint = (content: string, subject?: string) => problemsOf({ "hello/first.en.mjml": mail(content, subject) });
const lintTxt = (content: string) => problemsOf({ "hello/first.en.txt": content });

describe("a folder of campaigns", () => {
  it("is compiled into whole mails, each in the frame, with the frame's words of its language", async () => {
    const { library, broken } = await read({ "hello/first.de.mjml": mail(text("Hallo."), "Hallo") });
    expect(broken).toEqual([]);
    const [hello] = library.campaigns;
    expect(hello?.campaign).toEqual({
      ...{ id: "hello", name: "Hello", enabled: true, channel: "email", purpose: "marketing" },
      ...{ trigger: { on: "birthday" }, steps: [{ name: "first", after: 0 }] },
      ...{ exit: "purchase", limits: {}, expires_after: 7 },
    });
    expect(Object.keys(hello?.templates.first ?? {})).toEqual(["de", "en"]);
    const german = hello?.templates.first?.de;
    expect(german?.subject).toBe("Hallo");
    expect(german?.html).toMatch(/<title>Hallo<\/title>[\s\S]*For you[\s\S]*Hallo\.[\s\S]*Abbestellen/);
    expect(german?.html).not.toContain("Stop it");
    expect(hello?.templates.first?.en?.text).toBe(`Hello. ${footer}`);
  });

  it("has the days of a festival with it, and those that occasions.csv lists", async () => {
    const festival = "name: Hello\ntrigger:\n  on: festival\n  festival: mid-autumn\n";
    const [ofFestival] = (await read({ "hello/campaign.yaml": festival })).library.campaigns;
    expect(ofFestival?.campaign.days).toHaveLength(20);
    expect(ofFestival?.campaign.days).toContainEqual({ day: "2033-09-08" });
    const listed = "name: Hello\ntrigger:\n  on: listed\n";
    const list = "date,country,campaign\n2027-06-01,DE,hello\n";
    const [ofList] = (await read({ "hello/campaign.yaml": listed, "occasions.csv": list })).library.campaigns;
    expect(ofList?.campaign.days).toEqual([{ day: "2027-06-01", countries: ["DE"] }]);
    const { library, broken } = await read({
      "hello/campaign.yaml": listed,
      "occasions.csv": `${list}2027-06-02,,helo\n`,
    });
    expect(broken).toEqual([
      {
        id: "occasions.csv",
        problems: ['campaigns/occasions.csv:3: there is no campaign "helo"; did you mean "hello"?'],
      },
    ]);
    expect(library.campaigns[0]?.campaign.days).toBe(undefined);
  });

  it("makes the text part of the HTML where none is written: links behind their words, no preheader", async () => {
    const { library } = await read({
      "hello/first.en.mjml": mail(
        `${text('<h1>Hi</h1>{% if tier == "new" %}<a href="https://shop.example">Come</a>{% endif %}')}`,
      ),
      "hello/first.en.txt": undefined,
    });
    const parts = library.campaigns[0]?.templates.first?.en;
    const [view] = sampleViews("en", { trigger: "birthday", offers: [undefined] });
    if (!parts || !view) throw new Error("no mail");
    const said = compileMail(parts)({ ...view, tier: "new" }).text;
    expect(said).toMatch(
      /^Hi\s+Come \(https:\/\/shop\.example\)\s+Stop it \(https:\/\/mail\.example\/u\/token\) 1 High Street\n$/,
    );
    expect(said).not.toContain("For you");
  });

  it("takes columns that a template writes itself, and puts what it writes without any into one", async () => {
    const own = `<mj-section><mj-column>${text("Left")}</mj-column><mj-column>${text("Right")}</mj-column></mj-section>`;
    expect(await lint(own)).toEqual([]);
  });

  it("takes a file with a byte order mark, Windows' lines, and Liquid with colons and quotes in a subject", async () => {
    const subject = `{% if tier == 'new' %}It's: {{ shop.name | truncate: 9 }}{% else %}Hi "you"{% endif %}`;
    const windows = `\ufeff${mail(text("Hello."), subject)}`.replaceAll("\n", "\r\n");
    const { library, broken } = await read({
      "hello/first.en.mjml": windows,
      "hello/campaign.yaml": `\ufeff${definition}`,
    });
    expect(broken).toEqual([]);
    expect(library.campaigns[0]?.templates.first?.en?.subject).toBe(subject);
  });

  it.each(["first.en.mjml", "campaign.yaml"])(
    "leaves a campaign out, and no other, where %s is a folder",
    async (name) => {
      const directory = await folderWith({});
      await cp(new URL("hello/", directory), new URL("other/", directory), { recursive: true });
      await rm(new URL(`hello/${name}`, directory));
      await mkdir(new URL(`hello/${name}`, directory));
      const { library, broken } = await readCampaignFolder(directory, "campaigns");
      expect(library.campaigns.map(({ campaign }) => campaign.id)).toEqual(["other"]);
      expect(broken).toEqual([
        { id: "hello", problems: [`campaigns/hello/${name} is a folder; there must be a file of that name`] },
      ]);
    },
  );

  it.each<[string, (file: string) => unknown, string]>([
    [
      "a pipe",
      (file) => promisify(execFile)("mkfifo", [file]),
      "is a pipe or a device; there must be a file of that name",
    ],
    ["a device", (file) => symlink("/dev/zero", file), "is a pipe or a device; there must be a file of that name"],
    [
      "a link to nothing",
      (file) => symlink("/nowhere", file),
      "is a link that leads nowhere; there must be a file of that name",
    ],
    [
      "a link to itself",
      (file) => symlink("first.en.txt", file),
      "is a link that leads nowhere; there must be a file of that name",
    ],
    ["beyond all measure", (file) => truncate(file, 3_000_000_000), "has 3000.0 MB; what people write has at most 1"],
  ])("leaves a campaign out, and no other, where a file is %s", async (_what, make, problem) => {
    const directory = await folderWith({});
    await cp(new URL("hello/", directory), new URL("other/", directory), { recursive: true });
    const file = fileURLToPath(new URL("hello/first.en.txt", directory));
    await rm(file);
    if (problem.startsWith("has")) await writeFile(file, "");
    await make(file);
    const { library, broken } = await readCampaignFolder(directory, "campaigns");
    expect(library.campaigns.map(({ campaign }) => campaign.id)).toEqual(["other"]);
    expect(broken).toEqual([{ id: "hello", problems: [`campaigns/hello/first.en.txt ${problem}`] }]);
  });

  it.each<[string, string, string, RegExp]>([
    ["campaign.yaml", "campaign.yml", "hello", /campaign\.yaml is missing: .*; rename campaign\.yml$/],
    ["first.en.mjml", "first.EN.mjml", "hello", /"EN" is no locale, such as en or zh-CN; did you mean "en"\?$/],
    ["first.en.mjml", "first.zh_CN.mjml", "hello", /"zh_CN" is no locale, .*; did you mean "zh-CN"\?$/],
    ["first.en.mjml", "a\nb.mjml", "hello", /^campaigns\/hello\/"a\\nb\.mjml" is no template/],
    ["../hello", "../hello\u202e", "hello\u202e", /^campaigns\/"hello\ufffd": the folder's name/],
  ])("says of %s called %j what was meant", async (is, called, id, problem) => {
    const directory = await folderWith({});
    const within = join(fileURLToPath(directory), "hello");
    await rename(join(within, is), join(within, called));
    const { broken } = await readCampaignFolder(directory, "campaigns");
    expect(broken).toEqual([{ id, problems: [expect.stringMatching(problem)] }]);
  });

  it("takes links to folders for campaigns, and passes by what a dot hides, files, and links to nothing", async () => {
    const [directory, elsewhere] = [await folderWith({}), await folderWith({})];
    await symlink(new URL("hello/", elsewhere), new URL("linked", directory));
    await symlink(new URL("nowhere/", elsewhere), new URL("broken", directory));
    await mkdir(new URL(".hidden/", directory));
    await writeFile(new URL("occasions.csv", directory), "");
    const { library, broken } = await readCampaignFolder(directory, "campaigns");
    expect([library.campaigns.map(({ campaign }) => campaign.id), broken]).toEqual([["hello", "linked"], []]);
  });

  it("without any campaign is a mistake: published, it would stop all mail", async () => {
    const directory = await folderWith({});
    const { broken } = await readCampaignFolder(new URL("hello/", directory), "hello");
    expect(broken).toEqual([
      {
        id: "*",
        problems: [
          "hello/frame.mjml is missing: every mail stands in it",
          expect.stringContaining("hello has no campaign in it"),
        ],
      },
    ]);
  });

  it.each(["a%2fb", "a#b", "a?b", "a b", "100%"])(
    "leaves a folder %s out with a sentence, and no other",
    async (id) => {
      const directory = await folderWith({});
      await mkdir(new URL(`${encodeURIComponent(id)}/`, directory));
      const { library, broken } = await readCampaignFolder(directory, "campaigns");
      expect(library.campaigns.map(({ campaign }) => campaign.id)).toEqual(["hello"]);
      expect(broken).toEqual([
        { id, problems: [`campaigns/${id}/campaign.yaml is missing: it says to whom the campaign writes`] },
      ]);
    },
  );
});

describe("the check of campaigns", () => {
  it.each<[string, string, RegExp]>([
    [
      "an unknown variable",
      `${text("Hi")}\n${text("{{ customer.frist_name }}")}`,
      /en\.mjml:6:13: uses customer\.frist_name, which is no variable; did you mean "customer\.first_name"\?/,
    ],
    ["an unknown filter", text("{{ tier | shout }}"), /en\.mjml:5:10: cannot be (read|rendered): .*shout/],
    [
      "a Liquid tag that is not closed",
      `${text("Hi")}\n${text("{% if tier %}")}`,
      /en\.mjml:6:10: cannot be read: tag .* not closed$/,
    ],
    ["raw output", text("{{ customer.first_name | raw }}"), /uses the filter raw, which lets a name carry HTML/],
    ["the clock", text('{{ "now" | date: "%Y" }}'), /asks for the time, so that two runs of a night would differ/],
    [
      "another file",
      text('{% render "../../package.json" %}'),
      /it asks for another file, ".*package\.json"; a template stands alone/,
    ],
    ["a link without encryption", text('<a href="HTTP://shop.example">x</a>'), /links without encryption; use https/],
    ["more HTML than Gmail shows", text("x".repeat(102_000)), /en\.mjml is over 102 kB, where Gmail cuts it/],
    [
      "a tag of MJML that is not closed",
      `${text("Hi")}\n<mj-text>un`,
      /first\.en\.mjml:6:1: <mj-text> is not closed before the end/,
    ],
    [
      "one that closes nothing",
      `${text("Hi")}</mj-column>`,
      /first\.en\.mjml:5:22: <\/mj-column> closes what was not opened/,
    ],
    [
      "an element that there is not",
      "\n<mj-txt>Hi</mj-txt>",
      /first\.en\.mjml:6:1: <mj-txt> is no element of MJML; did you mean "mj-text"\?/,
    ],
    [
      "an include, which would be dropped",
      '<mj-include path="x.mjml" />',
      /first\.en\.mjml:5:1: mj-include is left out of mails/,
    ],
    [
      "an attribute that there is not",
      `${text("Hi")}\n<mj-text colour="red">Hi</mj-text>`,
      /first\.en\.mjml:6: <mj-text>: Attribute colour is illegal/,
    ],
    [
      "an element where it cannot stand",
      `${text("Hi")}\n<mj-section></mj-section>`,
      /first\.en\.mjml:[56]: <mj-(text|section)>: /,
    ],
    [
      "an image without words",
      '<mj-image src="https://shop.example/a.png" />',
      /first\.en\.mjml:5:1: <mj-image> has no alt/,
    ],
    [
      "an image of HTML without words",
      text('<img src="https://shop.example/a.png">'),
      /first\.en\.mjml:5:10: <img> has no alt/,
    ],
    ["nothing", " ", /en\.mjml is empty/],
  ])("finds %s", async (_fault, content, problem) => {
    const [first, ...others] = await lint(content);
    expect(first).toMatch(problem);
    expect(first).toMatch(/^campaigns\/hello\/first\./);
    expect(others.every((other) => other.startsWith("campaigns/"))).toBe(true);
  });

  it("finds all that is wrong at once", async () => {
    expect(await lint(`${text("{{ a }}")}<mj-txt></mj-txt>`, "{{ b }}")).toHaveLength(3);
  });

  it("says of the frame's mistakes that they are the frame's, with their line", async () => {
    const broken = frame.replace("<mj-wrapper>", '<mj-wrapper colour="red">');
    expect(await problemsOf({ "frame.mjml": broken })).toEqual([
      "campaigns/frame.mjml:13: <mj-wrapper>: Attribute colour is illegal",
    ]);
  });

  it.each<[string, string, RegExp]>([
    ["has no place for the content", frame.replace("{{ content }}", ""), /has no place for \{\{ content \}\}/],
    ["has two", frame.replace("{{ content }}", "{{ content }}{{ content }}"), /has \{\{ content \}\} more than once/],
    [
      "names words that a language lacks",
      frame.replace("words.stop", "words.stopp"),
      /its words in en have none of that name; did you mean "stop"\?/,
    ],
    ["does not speak the language", frame.replace(/ {2}en: .*\n/, ""), /has no words in en; it has de, zh/],
    [
      "uses a variable that there is not",
      frame.replace("{{ shop.postal", "{{ shop.postl"),
      /frame\.mjml:16:93: uses shop\.postl_address, which is no variable; did you mean "shop\.postal_address"\?/,
    ],
    [
      "has a Liquid tag that is not closed",
      frame.replace("<mj-wrapper>", "<mj-wrapper><mj-raw>{% if tier %}</mj-raw>"),
      /frame\.mjml:13:25: cannot be read: /,
    ],
    [
      "has a tag that is not closed",
      frame.replace("</mj-wrapper>", ""),
      /frame\.mjml:13:5: <mj-wrapper> is not closed before <\/mj-body>/,
    ],
    ["has no head", "<mjml></mjml>", /campaigns\/frame\.mjml:1:1: it must begin with a line ---/],
  ])("refuses a frame that %s", async (_fault, text, problem) => {
    expect((await problemsOf({ "frame.mjml": text }))[0]).toMatch(problem);
  });

  it("says so of every campaign where there is no frame", async () => {
    expect(await problemsOf({ "frame.mjml": undefined })).toEqual([
      "campaigns/frame.mjml is missing: every mail stands in it",
    ]);
  });

  it.each<[string, string, RegExp]>([
    ["an empty subject", "{% if tier == 'x' %}x{% endif %}", /first\.en\.mjml:2:1: subject renders to nothing/],
    ["an endless one", "x".repeat(151), /subject is longer than 150 characters/],
    ["a mistyped variable", "{{ customer.frist_name }}", /subject uses customer\.frist_name/],
  ])("finds %s", async (_fault, subject, problem) => {
    expect((await lint(text("Hi"), subject))[0]).toMatch(problem);
  });

  it("has a head of its own words alone", async () => {
    const wrong = (head: string) => problemsOf({ "hello/first.en.mjml": `---\n${head}\n---\n${text("Hi")}` });
    expect((await wrong("subjct: Hi"))[0]).toMatch(
      /Unrecognized key: "subjct"; did you mean "subject"\?\n {2}→ on line 2, column 1/,
    );
    expect((await wrong("subject: 0123"))[0]).toMatch(
      /expected text in double quotes; got 123\n {2}→ at subject \(line 2, column 1\)/,
    );
    expect((await wrong("subject: A\nsubject: B"))[0]).toMatch(
      /first\.en\.mjml:3:1: this key stands here a second time/,
    );
    expect((await problemsOf({ "hello/first.en.mjml": text("Hi") }))[0]).toMatch(
      /first\.en\.mjml:1:1: it must begin with a line ---/,
    );
  });

  const lost = (what: string) => expect.stringMatching(`has no ${what} for every customer`);
  it.each<[string, string, string[]]>([
    [
      "a condition that fails for a tier",
      `{% if tier != "asleep" %}${footer}{% endif %}`,
      ["unsubscribe link", "postal address"],
    ],
    ["a comment", `<!-- ${footer} -->`, ["unsubscribe link", "postal address"]],
    ["an attribute", `<p title="${footer}"></p>`, ["unsubscribe link", "postal address"]],
    [
      "another link",
      `<a href="https://elsewhere.example/?to={{ unsubscribe_url }}">stop</a> {{ shop.postal_address }}`,
      ["unsubscribe link"],
    ],
  ])("finds stop link and address of the HTML lost to %s", async (_how, content, whats) => {
    const problems = await problemsOf({ "frame.mjml": bare, "hello/first.en.mjml": mail(text(content)) });
    expect(problems).toEqual(whats.map(lost));
  });

  it.each<[string, string, unknown[]]>([
    [
      "no stop link",
      "{{ shop.postal_address }}",
      ["campaigns/hello/first.en.txt has no unsubscribe link; use {{ unsubscribe_url }}"],
    ],
    [
      "no address",
      "{{ unsubscribe_url }}",
      ["campaigns/hello/first.en.txt has no postal address; use {{ shop.postal_address }}"],
    ],
    [
      "a stop link for hardly anybody",
      `{% if customer.first_name == "Zed" %}{{ unsubscribe_url }}{% endif %}{{ shop.postal_address }}`,
      [lost("unsubscribe link")],
    ],
    [
      "a filter over both",
      "{{ unsubscribe_url | truncate: 9 }} {{ shop.postal_address | truncate: 9 }}",
      [lost("unsubscribe link"), lost("postal address")],
    ],
    ["letters after the link", "{{ unsubscribe_url }}now {{ shop.postal_address }}", [lost("unsubscribe link")]],
    [
      "a stop link that is a piece of another",
      `elsewhere.example/?to={{ unsubscribe_url }} {{ shop.postal_address }}`,
      [lost("unsubscribe link")],
    ],
    ["chance", `${footer} {{ "a,b" | split: "," | sample }}`, [expect.stringContaining("undefined filter: sample")]],
    [
      "the time asked for in a roundabout way",
      `${footer} {{ "no" | append: "w" | date_to_string }}`,
      [expect.stringContaining("asks for the time")],
    ],
    ["nothing", " \n", [expect.stringContaining("first.en.txt is empty")]],
  ])("finds a text part with %s", async (_fault, content, problems) => {
    expect(await lintTxt(content)).toEqual(problems);
  });

  it.each([
    `{% if tier == "asleep" %}a ${footer}{% else %}b ${footer}{% endif %}`,
    "Unsubscribe:{{ unsubscribe_url }} {{ shop.postal_address }}",
    "退订：{{ unsubscribe_url }}。{{ shop.postal_address }}",
    "<{{ unsubscribe_url }}> {{ shop.postal_address }}",
    `${footer} {{ "2026-01-31" | date: "%Y" }}`,
  ])("takes a text part such as %s", async (content) => expect(await lintTxt(content)).toEqual([]));

  it("stops a template that does not end, by what it does and not by a clock", async () => {
    const loop = (turns: number) => `${footer} {% for i in (1..${turns}) %}{{ i }}{% endfor %}`;
    expect(await lintTxt(loop(3_000_000))).toEqual([
      expect.stringContaining("first.en.txt cannot be rendered: it takes more than 100000 steps"),
    ]);
    let hours = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => ++hours * 3_600_000);
    expect(await lintTxt(loop(100))).toEqual([]);
    clock.mockRestore();
  });

  it("does not ask for the label that is put before a subject for mainland China by itself", async () => {
    expect(await problemsOf({ "hello/first.zh-CN.mjml": mail(text("您好"), "你好") })).toEqual([]);
    expect(await problemsOf({ "hello/first.zh-CN.mjml": mail(text("您好"), "广告 你好") })).toEqual([]);
  });
});

describe("a campaign.yaml", () => {
  it.each<[string, string, RegExp]>([
    [
      "a mistyped key",
      "name: Hello\ntriger: { on: birthday }",
      /Unrecognized key: "triger"; did you mean "trigger"\?\n {2}→ on line 2, column 1/,
    ],
    [
      "a key of another trigger",
      "name: Hello\ntrigger:\n  on: birthday\n  tiers: [drowsy]",
      /Unrecognized key: "tiers"; there is: on\n[\s\S]*line 4, column 3/,
    ],
    [
      "many keys that are none",
      `name: Hello\ntrigger: { on: birthday }\n${Array.from({ length: 500 }, (_, at) => `k${at}: 1`).join("\n")}`,
      /Unrecognized keys: "k0", "k1", "k2", "k3", "k4" and 495 more/,
    ],
    [
      "lists in lists without end",
      `name: Hello\ntrigger: ${"[".repeat(5_000)}${"]".repeat(5_000)}`,
      /deeper in each other here than anything needs/,
    ],
    [
      "a tier that is none",
      "name: Hello\ntrigger:\n  on: tier-entered\n  tiers: [drowsy, drowzy]",
      /got "drowzy"; did you mean "drowsy"\?\n {2}→ at trigger\.tiers\[1\] \(line 4, column 19\)/,
    ],
    [
      "a tier that nobody falls into",
      "name: Hello\ntrigger: { on: tier-entered, tiers: [awake] }",
      /expected "drowsy" or "half-asleep" or "asleep"; got "awake"/,
    ],
    ["a trigger that is none", "name: Hello\ntrigger: { on: brithday }", /got "brithday"; did you mean "birthday"\?/],
    [
      "a number for a name",
      `name: 0123\ntrigger: { on: birthday }`,
      /expected text in double quotes; got 123\n {2}→ at name \(line 1, column 1\)/,
    ],
    [
      "a word for yes or no",
      "name: Hello\nenabled: NO\ntrigger: { on: birthday }",
      /expected true or false, without quotes; got "NO"\n {2}→ at enabled \(line 2, column 1\)/,
    ],
    [
      "a key twice",
      "name: Hello\nname: Hi\ntrigger: { on: birthday }",
      /campaign\.yaml:2:1: this key stands here a second time/,
    ],
    ["a tab", "name: Hello\ntrigger:\n\ton: birthday", /campaign\.yaml:3:\d: a tab stands where only blanks may/],
    ["an open bracket", "name: Hello\ntrigger: { on: birthday", /campaign\.yaml:\d+:\d+: /],
    ["two documents", "name: Hello\n---\nname: Hi", /campaign\.yaml:\d+:\d+: a second document begins here/],
    ["a tag", "name: !!js/function Hello\ntrigger: { on: birthday }", /campaign\.yaml:1:7: Unresolved tag/],
    [
      "a number in quotes where a word may stand too",
      'name: Hello\ntrigger: { on: ordered, which: "2" }',
      /expected "first", "any", or a number from 2 to 1000 without quotes; got "2"/,
    ],
    [
      "a day that there is not",
      "name: Hello\ntrigger: { on: every, weeks: 1, from: 2026-13-01 }",
      /expected a day that there is, such as 2026-11-30; got "2026-13-01"/,
    ],
    ["nothing", "", /is missing; expected/],
    ["a list", "- name", /expected an object/],
    ["an id, which is the folder's name", `id: hello\n${definition}`, /Unrecognized key: "id"/],
  ])("with %s is refused, with its place", async (_fault, text, problem) => {
    expect((await problemsOf({ "hello/campaign.yaml": text }))[0]).toMatch(problem);
  });

  it("that repeats itself without end is refused before it takes up memory", async () => {
    const bomb = Array.from({ length: 12 }, (_, at) =>
      at === 0
        ? "a0: &a0 [x, x, x, x, x, x, x, x, x]"
        : `a${at}: &a${at} [${Array(9)
            .fill(`*a${at - 1}`)
            .join(", ")}]`,
    ).join("\n");
    expect((await problemsOf({ "hello/campaign.yaml": bomb }))[0]).toMatch(
      /repeats parts of itself .* more than 50 times/,
    );
  });

  it.each<[string, Files, RegExp]>([
    [
      "no template",
      { "hello/first.en.mjml": undefined, "hello/first.en.txt": undefined },
      /hello has no template, such as first\.en\.mjml/,
    ],
    [
      "a text part alone",
      { "hello/first.de.txt": footer },
      /first\.de\.txt is the text part of first\.de\.mjml, which is missing/,
    ],
    [
      "a template of a step that is none",
      { "hello/frist.de.mjml": "x" },
      /frist\.de\.mjml is of a template that no step names: "frist"; did you mean "first"\?/,
    ],
    ["a file of before", { "hello/en.html.liquid": "x" }, /en\.html\.liquid is no template, such as first\.en\.mjml/],
    ["a locale that is none", { "hello/first.english_.mjml": "x" }, /"english_" is no locale/],
    [
      "a locale too long to stand in a link",
      { "hello/first.en-x-abcdefgh-abcdefgh-abcdefgh-abcd.mjml": "x" },
      /is longer than the 35 characters/,
    ],
    [
      "a template in Latin-1",
      { "hello/first.en.mjml": Buffer.from(mail("Für dich"), "latin1") },
      /first\.en\.mjml is not text in UTF-8/,
    ],
    ["a template that holds a NUL", { "hello/first.en.txt": "Hel\u0000lo" }, /first\.en\.txt is not text in UTF-8/],
  ])("beside %s is refused", async (_what, files, problem) => {
    expect((await problemsOf(files))[0]).toMatch(problem);
  });
});

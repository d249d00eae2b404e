import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { colourOf, contrast } from "../../../cli/campaigns/lint/colour.ts";
import { readCampaignFolder } from "../../../cli/campaigns/read-campaign-folder.ts";
import { projectRoot } from "../../../cli/system/project-root.ts";
import { widthOf } from "../../../shared/campaigns/text-width.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "campaigns-"));
  await cp(join(projectRoot, "campaigns"), folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const findings = async () =>
  (await readCampaignFolder(pathToFileURL(`${folder}/`), "c")).findings.map(
    ({ level, file, line, column, what }) =>
      `${level} ${file}${line === undefined ? "" : `:${line}:${column}`} ${what}`,
  );
const body = async (content: string, subject = "Hello") =>
  writeFile(join(folder, "birthday/first.en.mjml"), `---\nsubject: "${subject}"\n---\n${content}\n`);
const text = (words: string) => `<mj-text>${words}</mj-text>`;
const framed = async (from: string | RegExp, to: string) => {
  const file = join(folder, "frame.mjml");
  const before = await readFile(file, "utf8");
  expect(before.replace(from, to)).not.toBe(before);
  await writeFile(file, before.replace(from, to));
};

describe("colours", () => {
  it("that come with Rouse are read by all, in light and in dark mode", async () => {
    expect(await findings()).toEqual([]);
  });

  it.each<[string, string, string[]]>([
    [
      "words of an element",
      '<mj-text color="#9a9a9a">Pale</mj-text>',
      ['4:26 "Pale" is #9a9a9a on #ffffff in light mode, a contrast of 2.81:1; it takes 4.5:1 to be read by all'],
    ],
    [
      "words within words",
      text('Well <b><span style="color: rgb(170, 170, 170)">pale</span></b>'),
      ['4:58 "pale" is #aaaaaa on #ffffff in light mode, a contrast of 2.32:1'],
    ],
    [
      "words on a ground of their own",
      text('<span style="background:#3a403c url()"></span><span style="background-color:#555">Dark</span>'),
      ['4:92 "Dark" is #3a403c on #555555 in light mode', '4:92 "Dark" is #dcdad4 on #555555 in dark mode'].slice(0, 1),
    ],
    [
      "words with a colour for light mode alone",
      text('<span style="color:#333333">Dark at night</span>'),
      ['4:38 "Dark at night" is #333333 on #1f2226 in dark mode'],
    ],
    [
      "words that shine through",
      text('<span style="color:rgba(0,0,0,.4)">Glass</span>'),
      ['4:45 "Glass" is #999999 on #ffffff in light mode', '4:45 "Glass" is #131417 on #1f2226 in dark mode'],
    ],
    [
      "words in a section with a ground",
      `<mj-section background-color="#dddddd"><mj-column><mj-text color="#888888">Grey</mj-text></mj-column></mj-section>`,
      ['4:76 "Grey" is #888888 on #dddddd in light mode'],
    ],
    [
      "words of all branches",
      text('{% if tier == "new" %}<b style="color:#bbb">New</b>{% else %}<b style="color:#ccc">Old</b>{% endif %}'),
      ['4:54 "New" is #bbbbbb on #ffffff in light mode', '4:93 "Old" is #cccccc on #ffffff in light mode'],
    ],
    ["large words", '<mj-text font-size="24px" color="#949494">Large</mj-text>', []],
    ["bold words", '<mj-text font-size="19px" font-weight="700" color="#949494">Bold</mj-text>', []],
    ["pictures", '<mj-text color="#fefefe">🎂</mj-text>', []],
    ["what is hidden", text('<span style="display:none;color:#fff">No</span>a'), []],
    ["colours that nobody knows yet", text('<span style="color:{{ tier }}">a</span>'), []],
    ["words on a picture", text('<div style="background:url(https://a.example/b.png);color:#fff">a</div>'), []],
  ])("of %s are held to the contrast that reading takes", async (_what, content, expected) => {
    await body(content);
    const found = (await findings()).filter(
      (one) => !one.includes("dark mode") || expected.some((it) => it.includes("dark")),
    );
    expect(found).toEqual(expected.map((one) => expect.stringContaining(`warning c/birthday/first.en.mjml:${one}`)));
  });

  it("of the frame are told of the frame, in each language that has its words", async () => {
    await framed("color: #a9a79f !important", "color: #444444 !important");
    const found = await findings();
    expect(found).toContainEqual(
      expect.stringMatching(
        /^warning c\/frame\.mjml:\d+:\d+ "\{\{ shop\.postal_address \}\}" is #444444 on #15171a in dark mode/,
      ),
    );
  });

  it.each<[string, string | RegExp, string, string]>([
    [
      "of its ground",
      'style="color:#63675f">{{ words.stop }}',
      'style="color:#f3f1ec">{{ words.stop }}',
      "hides the stop link in light mode",
    ],
    [
      "of its ground in dark mode",
      ".quiet div, .quiet a { color: #a9a79f !important; }",
      ".quiet div, .quiet a { color: #15171a !important; }",
      "hides the postal address in dark mode",
    ],
    [
      "that a style sheet hides",
      "p { margin: 0; }",
      "p { margin: 0; } .quiet { display: none; }",
      "hides the stop link in light mode",
    ],
  ])("of a stop link and an address %s are an error", async (_how, from, to, problem) => {
    await framed(from, to);
    expect(await findings()).toContainEqual(
      expect.stringMatching(new RegExp(`^error c/birthday/first\\.en\\.mjml ${problem}: nobody could see it`)),
    );
  });

  it("are as far apart as WCAG says", () => {
    const ratio = (a: string, b: string) => {
      const [one, other] = [colourOf(a), colourOf(b)];
      return one && other && Math.round(contrast(one, other) * 100) / 100;
    };
    expect(ratio("#000", "white")).toBe(21);
    expect(ratio("#777777", "#ffffff")).toBe(4.48);
    expect(ratio("rgb(118 118 118)", "#fff")).toBe(4.54);
    expect(ratio("#ff0000", "red")).toBe(1);
    expect([colourOf("{{ a }}"), colourOf("#12"), colourOf("rebeccapurple")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("subjects", () => {
  it.each([
    ["Hello", 5],
    ["你好", 4],
    ["こんにちは!", 11],
    ["a\u0301\u200b", 1],
    ["👩‍👩‍👧 hi", 5],
    ["", 0],
  ])("%s takes %i columns", (line, columns) => {
    expect(widthOf(line)).toBe(columns);
  });

  it.each([
    ["x".repeat(60), false],
    ["x".repeat(61), true],
    [`${"好".repeat(30)}`, false],
    [`${"好".repeat(31)}`, true],
  ])("%s are told of where inboxes cut them: %s", async (subject, isTold) => {
    await body(text("a"), subject);
    const told =
      "warning c/birthday/first.en.mjml:2:1 subject takes more than 60 columns, where most inboxes cut it (a Chinese, Japanese or Korean character takes two)";
    expect(await findings()).toEqual(isTold ? [told] : []);
  });

  it("for mainland China count with the label that is put before them", async () => {
    const subject = (words: string) =>
      writeFile(join(folder, "birthday/first.zh-CN.mjml"), `---\nsubject: ${words}\n---\n${text("a")}\n`);
    await subject("好".repeat(28));
    expect(await findings()).toEqual([expect.stringContaining("zh-CN.mjml:2:1 subject takes more than 60 columns")]);
    await subject("好".repeat(27));
    expect(await findings()).toEqual([]);
  });
});

describe("languages", () => {
  it("that one campaign has and another has not are told of, but for those that its readers read anyway", async () => {
    await rm(join(folder, "win-back/first.zh-CN.mjml"));
    await rm(join(folder, "win-back/first.zh-CN.txt"));
    expect(await findings()).toEqual([
      "warning c/win-back has no first in zh-CN, and anniversary has its first: who reads it gets the shop's own language",
    ]);
    await framed("  zh-CN:", "  en-GB: { why: a, stop: b }\n  zh-CN:");
    await cp(join(folder, "birthday/first.en.mjml"), join(folder, "birthday/first.en-GB.mjml"));
    expect(await findings()).toHaveLength(1);
  });
});

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { readSegments } from "../../../cli/campaigns/read-segments.ts";
import { parseYaml } from "../../../cli/campaigns/yaml-file.ts";
import { columnValues } from "../../../shared/campaigns/conditions/column-values.ts";
import { readCondition } from "../../../shared/campaigns/conditions/condition.ts";
import { typeWords } from "../../../shared/campaigns/conditions/typed.ts";
import { customerTable } from "../../../shared/model/customer-row.ts";
import { segmentsFileSchema } from "../../../shared/model/own-segment.ts";
import { segments } from "../../../shared/model/segments.ts";

const project = (path: string) => readFile(new URL(`../../../${path}`, import.meta.url), "utf8");

describe("campaigns/segments.yaml", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "segments-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const read = async (text: string) => {
    await writeFile(join(folder, "segments.yaml"), text);
    return readSegments(pathToFileURL(`${folder}/`), "campaigns");
  };
  const mistakeOf = (text: string) =>
    read(text).then(
      () => "",
      (error: Error) => error.message,
    );

  it("is read in its order; a name may be a word that objects have", async () => {
    const text =
      "vip: { title: VIP, when: net_value > 500 }\nconstructor:\n  title: <b>Ours</b>\n  title_zh: 我们\n  when: orders > 1\n";
    expect(await read(text)).toEqual([
      { name: "vip", title: "VIP", when: "net_value > 500" },
      { name: "constructor", title: "<b>Ours</b>", title_zh: "我们", when: "orders > 1" },
    ]);
  });

  it.each(["", "# nothing yet\n", "{}\n"])("may be empty: %j", async (text) => {
    expect(await read(text)).toEqual([]);
  });

  it.each<[string, string, string]>([
    [
      "a plain text",
      "vip:\n  title: VIP\n  when: orders > 1 && teir == 1\n",
      "campaigns/segments.yaml:3:23: there is no column",
    ],
    [
      "in quotes",
      'vip:\n  title: VIP\n  when: "orders > 1 && tier == \\"aslep\\""\n',
      "campaigns/segments.yaml:3:33: tier is never",
    ],
    [
      "in single quotes",
      "vip:\n  title: VIP\n  when: 'tier == ''aslep'''\n",
      "campaigns/segments.yaml:3:18: tier is never",
    ],
    [
      "lines as they are",
      "vip:\n  title: VIP\n  when: |\n    orders > 1\n    && teir == 1\n",
      "campaigns/segments.yaml:5:8: there is no column",
    ],
    [
      "lines that are folded",
      "vip:\n  title: VIP\n  when: >-\n    orders > 1\n\n    && known(clv_12m)\n    && net_value / 0 > 1\n",
      "campaigns/segments.yaml:7:20: nothing can be divided by 0",
    ],
    [
      "lines of a plain text",
      "vip:\n  title: VIP\n  when: orders > 1\n    && orders < 9\n    && teir == 1\n",
      "campaigns/segments.yaml:5:8: there is no column",
    ],
    [
      "after a remark and a wide letter",
      '# 沉睡\nvip:\n  title: 沉睡\n  when: >2- # deep\n      favourite_category == "茶"\n',
      "campaigns/segments.yaml:5:7: favourite_category is not known",
    ],
  ])("tells line and column of a mistake in %s", async (_what, text, said) => {
    expect(await mistakeOf(text)).toContain(said);
  });

  it("tells every mistake at once", async () => {
    const said = await mistakeOf("a:\n  title: A\n  when: orders\nb:\n  title: B\n  when: r > 1 || m > 1\n");
    expect(said.split("\n").map((line) => line.slice(0, 29))).toEqual([
      "campaigns/segments.yaml:3:9: ",
      "campaigns/segments.yaml:6:9: ",
      "campaigns/segments.yaml:6:18:",
    ]);
  });

  it.each<[string, string, string]>([
    [
      "a name of Rouse's own",
      "champions: { title: A, when: orders > 1 }",
      "expected a name that no segment of Rouse's own has",
    ],
    ["a name with capitals", "VIP: { title: A, when: orders > 1 }", "expected at most 40 small letters"],
    [
      "a name that leads out of the folder",
      "../vip: { title: A, when: orders > 1 }",
      "expected at most 40 small letters",
    ],
    ["__proto__", "__proto__: { title: A, when: orders > 1 }", "expected at most 40 small letters"],
    ["a key that there is not", "vip: { titel: A, when: orders > 1 }", 'did you mean "title"?'],
    ["no condition", "vip: { title: A }", "is missing"],
    ["yes where a condition is meant", "vip: { title: A, when: true }", "got true"],
    ["a title of two lines", 'vip: { title: "A\\nB", when: orders > 1 }', "expected one line of text"],
    ["a title that is empty", 'vip: { title: " ", when: orders > 1 }', "expected some text"],
    ["a tag by an exclamation mark", "vip:\n  title: A\n  when: !known(r)\n", "campaigns/segments.yaml:3:9"],
    [
      "a name twice",
      "vip: { title: A, when: orders > 1 }\nvip: { title: B, when: orders > 2 }",
      "this key stands here a second time",
    ],
    [
      "a name twice that YAML takes for two",
      'true: { title: A, when: orders > 1 }\n"true": { title: B, when: orders > 2 }',
      "segments.yaml:2:1: this key stands here a second time",
    ],
    [
      "a remark of CEL that takes the next line with it",
      "vip:\n  title: A\n  when: >-\n    orders > 2 // three\n    && net_value > 500\n",
      'segments.yaml:4:16: "//" would leave out the rest of the condition',
    ],
    [
      "a mistake in what is repeated, at its place",
      'a:\n  title: A\n  when: &w orders > "x"\nb:\n  title: B\n  when: *w\n',
      "segments.yaml:6:3: orders is a number",
    ],
    [
      "a text in quotes before the rest",
      'vip:\n  title: A\n  when: "drowsy" == tier\n',
      "segments.yaml:3:18: a text in quotes ends before this",
    ],
    [
      "a remark of YAML within a condition",
      "vip:\n  title: A\n  when: orders > 2 # three\n    && net_value > 500\n",
      "segments.yaml:4:1: this is no key of its own",
    ],
    ["a list", "- vip", "expected an object"],
    ["a tab", "vip:\n\ttitle: A", "segments.yaml:2:1"],
    ["a second document", "vip: { title: A, when: orders > 1 }\n---\na: 1\n", "a second document begins here"],
    [
      "what makes much of little",
      `a: &a [${"x,".repeat(9)}x]\n${Array.from({ length: 60 }, (_, at) => `b${at}: *a`).join("\n")}\n`,
      "repeats parts of itself",
    ],
    [
      "51 segments",
      Array.from({ length: 51 }, (_, at) => `s${at}: { title: A, when: orders > 1 }`).join("\n"),
      "expected at most 50 segments",
    ],
  ])("refuses %s", async (_what, text, said) => {
    expect(await mistakeOf(text)).toContain(said);
  });
});

it("campaigns/segments.schema.json says what segments.yaml may say: it is generated from segmentsFileSchema", async () => {
  const file = await project("campaigns/segments.schema.json");
  expect(JSON.parse(file)).toEqual(z.toJSONSchema(segmentsFileSchema, { io: "input" }));
  expect(await project("campaigns/segments.yaml")).toMatch(
    /^# yaml-language-server: \$schema=segments\.schema\.json\n/,
  );
});

describe("docs/campaigns.md", () => {
  const section = async () =>
    (await project("docs/campaigns.md")).split("\n## ").find((one) => one.startsWith("Segments of your own")) ?? "";
  const blocks = async (kind: string) =>
    [...(await section()).matchAll(new RegExp(`\`\`\`${kind}\n([^\`]*)\`\`\``, "g"))].map(([, text = ""]) => text);

  it("has segments and conditions that can be copied as they are", async () => {
    const files = await blocks("yaml");
    const whens = files.flatMap((text) =>
      Object.values(segmentsFileSchema.parse(parseYaml(text, "docs").value)).map(({ when }) => when),
    );
    const conditions = (await blocks("cel")).flatMap((text) => text.trim().split("\n"));
    expect(whens.length).toBeGreaterThan(1);
    expect(conditions.length).toBeGreaterThan(15);
    for (const when of [...whens, ...conditions])
      expect(readCondition(when, undefined), when).toHaveProperty("condition");
  });

  it("has every column that a condition may name, its kind, whether it may be unknown, and its words", async () => {
    const rows = [...columnValues].map(([name, value]) => {
      const kind = customerTable.columns[name] === "money" ? "an amount" : typeWords[value.type];
      const words = value.type === "text" ? (value.among ?? []) : [];
      return `| \`${name}\` | ${kind} | ${value.unknown.length > 0 ? "may be" : ""} | ${words.map((word) => `\`${word}\``).join(", ")} |`;
    });
    const table = (await section()).split("\n").filter((line) => /^\| `[a-z_0-9]+` \| (a|an|text)\b/.test(line));
    expect(table).toEqual(rows);
  });
});

it("names of Rouse's own segments are names that campaigns and files may have", () => {
  for (const { name } of segments) expect(name).toMatch(/^[a-z][a-z0-9-]{0,39}$/);
});

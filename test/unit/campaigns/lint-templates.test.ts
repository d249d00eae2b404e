import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCampaignFolder } from "../../../cli/campaigns/read-campaign-folder.ts";
import { projectRoot } from "../../../cli/system/project-root.ts";
import { sampleViews } from "../../../shared/campaigns/sample-views.ts";
import { compileMail } from "../../../shared/mail/render-mail.ts";

/** The shipped birthday in English, with one of its files as it is given. */
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "campaigns-"));
  await cp(join(projectRoot, "campaigns", "frame.mjml"), join(folder, "frame.mjml"));
  await cp(join(projectRoot, "campaigns", "birthday"), join(folder, "birthday"), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const TEMPLATE = "birthday/first.en.mjml";
const read = () => readCampaignFolder(pathToFileURL(`${folder}/`), "c");
const problems = async () => [...new Set((await read()).broken.flatMap((one) => one.problems))];
const write = (name: string, text: string) => writeFile(join(folder, name), text);
/** A template with this body, whose text part is made of it. */
const body = async (content: string, head = "subject: Hello") => {
  await rm(join(folder, "birthday/first.en.txt"));
  await write(TEMPLATE, `---\n${head}\n---\n${content}\n`);
};
const text = (words: string) => `<mj-text>${words}</mj-text>`;
const partsOf = async () => {
  const parts = (await read()).library.campaigns[0]?.templates.first?.en;
  const [view] = sampleViews("en", { trigger: "birthday", offers: [undefined] });
  if (!parts || !view) throw new Error("no mail");
  return compileMail(parts)(view);
};

describe("what a template says, and MJML would leave out", () => {
  it.each<[string, string, string]>([
    [
      "words outside of every element",
      "Hello",
      '4:1: "Hello" stands outside of every element, and would be left out: put it into <mj-text>',
    ],
    ["words between two", `${text("a")} and ${text("b")}`, '4:22: "and" stands outside'],
    ["a variable", "{{ shop.name }}", '4:1: "{{ shop.name }}" stands outside'],
    [
      "a condition around elements",
      `{% if tier == "asleep" %}\n${text("For few")}\n{% endif %}`,
      '4:1: {% if tier == "asleep" %} stands outside of every element, and would be left out: put it into <mj-raw>',
    ],
    [
      "a comment of Liquid around elements",
      `{% comment %}${text("Not yet")}{% endcomment %}`,
      "4:1: {% comment %} stands outside",
    ],
    ["words in a section", "<mj-section>Hello<mj-column></mj-column></mj-section>", '4:13: "Hello" stands outside'],
    ["HTML", "<p>Hello</p>", "4:1: <p> is no element of MJML; put HTML into <mj-text> or <mj-raw>"],
    [
      "an element in capitals that there is not",
      "<MJ-TXT>Hello</MJ-TXT>",
      '4:1: <mj-txt> is no element of MJML; did you mean "mj-text"?',
    ],
    ["an element in words", text(`Hello ${text("there")}`), "4:16: <mj-text> cannot stand within <mj-text>"],
    ["a section in words", text("<mj-section></mj-section>"), "4:10: <mj-section> cannot stand within <mj-text>"],
    [
      "what belongs into the frame",
      `<mj-style>a { color: red }</mj-style>${text("a")}`,
      "4:1: <mj-style> belongs into the frame, frame.mjml",
    ],
    ["a head", `<mj-head></mj-head>${text("a")}`, "4:1: <mj-head> belongs into the frame, frame.mjml"],
    [
      "attributes of HTML",
      `<mj-html-attributes></mj-html-attributes>${text("a")}`,
      "4:1: <mj-html-attributes> belongs into the frame",
    ],
    ["a page in a page", text("<body>a</body>"), "4:10: <body> belongs into the frame, frame.mjml"],
  ])("%s is an error with its place", async (_what, content, problem) => {
    await body(content);
    expect((await problems())[0]).toContain(`c/${TEMPLATE}:${problem}`);
  });

  it.each<[string, string]>([
    ["conditions in mj-raw", `<mj-raw>{% if tier == "asleep" %}</mj-raw>${text("a")}<mj-raw>{% endif %}</mj-raw>`],
    ["remarks", `<!-- a <mj-text> that is not closed -->${text("a")}`],
    ["a comment of Liquid in words", text("a{% comment %} <b> {{ no }} {% endcomment %}")],
    [
      "a condition with two ends",
      text(`{% if shop.url != blank %}<a href="{{ shop.url }}">{% else %}<a href="https://a.example">{% endif %}a</a>`),
    ],
    ["ends of HTML that may be left out", text("<ul><li>a<li>b</ul><table><tr><td>a<tr><td>b</table>")],
    ["an element with its own style", text('<style>.a > b { color: "<c>" }</style><b>a</b>')],
    [
      "blocks that open in one mj-raw and close in another",
      `<mj-raw><div></mj-raw>${text("a")}<mj-raw></div></mj-raw>`,
    ],
    ["signs that are no tags", text("a < b, 3<4 & c > d")],
  ])("%s are none", async (_what, content) => {
    await body(content);
    expect(await problems()).toEqual([]);
  });

  it("elements without end are an error, and nothing breaks off", async () => {
    await body("<mj-section>".repeat(3_000) + "</mj-section>".repeat(3_000));
    expect((await problems())[0]).toBe(`c/${TEMPLATE}:4:481: <mj-section> stands in more than 40 others`);
    expect((await problems()).length).toBeLessThanOrEqual(40);
  });
});

describe("HTML that reaches beyond its element", () => {
  it.each<[string, string, string]>([
    ["is not closed", "<div style='display:none'>a", "4:10: <div> is not closed before </mj-text>"],
    ["is not closed in a table", "<table><tr><td>a", "4:10: <table> is not closed before </mj-text>"],
    ["closes what is the frame's", "a</div></td></tr></table>", "4:11: </div> closes what was not opened"],
    ["is closed crosswise", "<b><i>a</b></i>", "4:13: <i> is not closed before </b>"],
    ["is closed for some", "<b>a{% if tier == 'new' %}</b>{% else %}b{% endif %}", "4:10: <b> is not closed"],
    ["hides what comes after", "<select>a", "4:10: <select> does nothing in a mail"],
    [
      "runs a script",
      "<script>let a = '</mj-text>'</script>",
      "4:10: <script> does nothing in a mail, or makes it suspicious",
    ],
    ["runs one when it is pressed", '<a href="https://a.example" onclick="b()">a</a>', "4:38: onclick runs a script"],
    ["has a form", '<form action="https://a.example"></form>', "4:10: <form> does nothing in a mail"],
    ["has a remark without end", "a<!-- b", "4:11: <!-- b</mj-text> does not end"],
    [
      "has a quote without end",
      '<a href="https://a.example>a</a>',
      '4:10: <a href="https://a.example>a</a></mj-tex… does not end',
    ],
  ])("%s", async (_what, words, problem) => {
    await body(text(words));
    expect((await problems())[0]).toContain(`c/${TEMPLATE}:${problem}`);
  });
});

describe("links", () => {
  it.each<[string, string]>([
    ["javascript:alert(1)", 'href leads to "javascript:alert(1)"; write a whole address'],
    ["java&#115;cript:alert(1)", 'href leads to "javascript:alert(1)"'],
    ["data:text/html,a", "href leads to"],
    ["//a.example", "href leads to"],
    ["/sale", "href leads to"],
    ["www.a.example", "href leads to"],
    ["{{ customer.first_name }}", "href leads to"],
    ["http&#58;//a.example", "href leads to"],
    ["https://{{ customer.first_name }}.example", "href leads to"],
    ["http://a.example", "links without encryption; use https"],
  ])("to %s are refused", async (address, problem) => {
    await body(text(`<a href="${address}">a</a>`));
    expect((await problems())[0]).toContain(`: ${problem}`);
  });

  it.each([
    "https://a.example/?b=c&amp;d=e",
    "{{ shop.url }}",
    "{{ shop.url }}/sale",
    "{{ unsubscribe_url }}",
    "mailto:a@b.example",
    "tel:+4930",
  ])("to %s are not", async (address) => {
    await body(text(`<a href="${address}">a</a>`));
    expect(await problems()).toEqual([]);
  });

  it.each<[string, string]>([
    ['<IMG src="https://a.example/a.png">', "<img> has no alt"],
    ['<img src="https://a.example/a.png" title=" alt=a">', "<img> has no alt"],
    ['<img src="a.png" alt="">', 'src leads to "a.png"'],
    ['<a href="https://a.example" href="https://b.example">a</a>', "href stands in <a> a second time"],
  ])("and images: %s", async (html, problem) => {
    await body(text(html));
    expect((await problems())[0]).toContain(problem);
  });

  it("and a slide show's images have words", async () => {
    await body('<mj-carousel><mj-carousel-image src="https://a.example/a.png" /></mj-carousel>');
    expect((await problems())[0]).toContain("<mj-carousel-image> has no alt");
  });
});

describe("the frame", () => {
  const framed = async (from: string | RegExp, to: string) => {
    const file = await readFile(join(folder, "frame.mjml"), "utf8");
    const changed = file.replace(from, to);
    expect(changed).not.toBe(file);
    await write("frame.mjml", changed);
    return problems();
  };

  it.each<[string, string, string]>([
    ["words", "<mj-section><mj-column><mj-text>{{ content }}</mj-text></mj-column></mj-section>", "<mj-text>"],
    ["a remark", "<!-- {{ content }} -->", "a remark"],
    ["mj-raw", "<mj-raw>{{ content }}</mj-raw>", "<mj-raw>"],
    ["a column", "<mj-section><mj-column>{{ content }}</mj-column></mj-section>", "<mj-column>"],
  ])("loses no content in %s", async (_where, to, around) => {
    expect(await framed(/^\{\{ content \}\}$/m, to)).toEqual([
      `c/frame.mjml has {{ content }} in ${around}, where it would be lost; put it into <mj-body> or <mj-wrapper>`,
    ]);
  });

  it.each<[string, RegExp]>([
    ["", /first\.en\.mjml names no language; <mjml> of the frame must have it: lang="\{\{ locale \}\}"$/],
    [
      'lang="de" ',
      /first\.en\.mjml is in en, and says lang="de"; <mjml> of the frame must have lang="\{\{ locale \}\}"$/,
    ],
  ])("with the language %j is refused", async (to, problem) => {
    expect((await framed('lang="{{ locale }}" ', to))[0]).toMatch(problem);
  });

  it.each<[string, string | RegExp, string, string]>([
    [
      "display: none",
      'style="color:#63675f">{{ words.stop }}',
      'style="display: none">{{ words.stop }}',
      "unsubscribe link",
    ],
    ["no size", 'style="color:#63675f">{{ words.stop }}', 'style="font-size:0px">{{ words.stop }}', "unsubscribe link"],
    [
      "an element around it that hides it",
      /<a href="\{\{ unsubscribe_url.*<\/a>/,
      '<div style="visibility:hidden"><b>$&</b></div>',
      "unsubscribe link",
    ],
    ["nothing to press on", "{{ words.stop }}</a>", "&#847; </a>{{ words.stop }}", "unsubscribe link"],
    [
      "no address to be seen",
      "{{ shop.postal_address }}",
      '<span style="opacity:0">{{ shop.postal_address }}</span>',
      "postal address",
    ],
  ])("with a stop link that has %s is refused", async (_how, from, to, lost) => {
    expect(await framed(from, to)).toContainEqual(expect.stringContaining(`has no ${lost} for every customer`));
  });

  it("has words of its own alone", async () => {
    expect((await framed("{{ words.stop }}", "{{ words.constructor }}"))[0]).toMatch(
      /its words in en have none of that name/,
    );
  });
});

describe("subject and preheader", () => {
  it("are text: what looks like a tag in them is none", async () => {
    await body(
      text("a"),
      'subject: "Tea & cake < 5 </mj-title> {{ shop.name }}"\npreheader: "</div><script>a</script>"',
    );
    expect(await problems()).toEqual([]);
    const { subject, html } = await partsOf();
    expect(subject).toBe("Tea & cake < 5 </mj-title> Shop");
    expect(html).toContain("<title>Tea &amp; cake &lt; 5 &lt;/mj-title&gt; Shop</title>");
    expect(html).toContain("&lt;/div&gt;&lt;script&gt;a&lt;/script&gt;");
  });

  it.each(["Hello {{ shop.name }} # not yet", "Deal #1", "Order #{{ shop.name }}"])(
    "never end at a remark: %s",
    async (subject) => {
      await body(text("a"), `preheader: a\nsubject: ${subject}`);
      expect(await problems()).toEqual([
        `c/${TEMPLATE}:3: " #" begins a remark, and the text would end before it; put the text in quotes, or the remark on a line of its own`,
      ]);
      await write(TEMPLATE, `---\npreheader: a # b\nsubject: "${subject}"\n---\n${text("a")}\n`);
      expect((await problems())[0]).toContain(":2: ");
    },
  );

  it("are told by their lines", async () => {
    await body(text("a"), "preheader: a\nsubject: Hello {{ nme }}");
    expect((await problems())[0]).toMatch(/first\.en\.mjml:3:1: subject uses nme, which is no variable/);
  });

  it.each([
    ["\\u202eevil", "expected one line of text, without line breaks or control characters"],
    ["\\u200b", "expected some text"],
  ])("%s is none", async (subject, problem) => {
    await body(text("a"), `subject: "${subject}"`);
    expect((await problems())[0]).toContain(problem);
  });
});

describe("a text part", () => {
  it("that is made of the HTML has its Liquid as it was written", async () => {
    await body(
      text(
        `<h2>Hi {{ customer.first_name | default: "<you>" }}</h2>{%- liquid\n assign a = "b < c"\n echo a -%}<p>&#123;&#123; d }}</p><a href="{{ shop.url }}">Shop</a>`,
      ),
    );
    expect(await problems()).toEqual([]);
    const { text: said } = await partsOf();
    expect(said).toContain("Hi Ada");
    expect(said).toContain("b < c");
    expect(said).toContain("{{ d }}");
    expect(said).toContain("Shop (https://shop.example)");
  });

  it.each<[string, string, string]>([
    ["begins as a template", "---\nsubject: a\n---\n", "1:1: begins as a template of MJML does"],
    ["has tags", "Hello\n<b>you</b> ", "2:1: a tag stands in the text part"],
  ])("that %s is refused", async (_what, words, problem) => {
    await write("birthday/first.en.txt", `${words}{{ unsubscribe_url }} {{ shop.postal_address }}`);
    expect(await problems()).toEqual([expect.stringContaining(`c/birthday/first.en.txt:${problem}`)]);
  });
});

describe("a template that breaks off", () => {
  it.each<[string, string]>([
    [
      `\n${text("{% for i in (1..1000000000) %}x{% endfor %}")}`,
      ":5:10: cannot be rendered: it takes more memory than a mail may",
    ],
    [
      text("{% for i in (1..999) %}{% for j in (1..999) %}x{% endfor %}{% endfor %}"),
      ":4:33: cannot be rendered: it takes more than 100000 steps",
    ],
    [text("x".repeat(5_000_000)), " has 5.0 MB; what people write has at most 1"],
    [text("x".repeat(500_000)), " cannot be read: it is longer than 200,000 characters"],
    [text('{% render "b" %}'), ' cannot be read: it asks for another file, "b"; a template stands alone'],
  ])("is told by where it does", async (content, problem) => {
    await body(content);
    expect(await problems()).toEqual([`c/${TEMPLATE}${problem}`]);
  });
});

describe("findings", () => {
  const found = async () => (await read()).findings.map(({ what, ...finding }) => finding);

  it("have names, levels and places, and warnings stop nobody", async () => {
    await body('<mj-button href="">a</mj-button>');
    expect(await problems()).toEqual([]);
    const place = { file: `c/${TEMPLATE}`, line: 4, column: 12 };
    expect(await found()).toEqual([{ rule: "link-to-nowhere", level: "warning", ...place }]);
    await body2(`{{ a }}<mj-button>b</mj-button>`);
    expect(await found()).toEqual([
      { rule: "lost-words", level: "error", ...place, column: 1 },
      { rule: "unknown-word", level: "error", ...place, column: 4 },
      { rule: "link-to-nowhere", level: "warning", ...place, column: 8 },
    ]);
  });

  it("are told of what cannot be read, too", async () => {
    await write("birthday/campaign.yaml", "name: a\nname: b\n");
    expect(await found()).toEqual([
      { rule: "unreadable", level: "error", file: "c/birthday/campaign.yaml", line: 2, column: 1 },
    ]);
  });

  it.each<[string, boolean]>([
    ["【广告】生日快乐", true],
    ["AD 生日快乐", true],
    ["廣告 生日快乐", true],
    ["广 告：生日快乐", true],
    ["广告生日快乐", false],
    ["生日快乐", false],
    ["ADA 生日快乐", false],
  ])("for the subject %s in mainland China, of its label: %s", async (subject, isRemarked) => {
    const name = "birthday/first.zh-CN.mjml";
    await write(name, `---\nsubject: ${subject}\n---\n${text("a")}\n`);
    const remark = { rule: "china-label", level: "warning", file: `c/${name}`, line: 2, column: 1 };
    expect(await found()).toEqual(isRemarked ? [remark] : []);
    expect(await problems()).toEqual([]);
  });
});

const body2 = (content: string) => write(TEMPLATE, `---\nsubject: Hello\n---\n${content}\n`);

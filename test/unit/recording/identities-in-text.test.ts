import { describe, expect, it } from "vitest";
import type { WebhookSource } from "../../../shared/model/order.ts";
import { identitiesIn } from "../../../shared/recording/identities-in-text.ts";
import { hash } from "../../support/recording-deps.ts";

const found = (text: string, source?: WebhookSource) => identitiesIn(text, source, hash);
const email = (address: string) => `email:${hash(address)}`;
const phone = `phone:${hash("+491701000001")}`;

/** Each is cut off, as nobody could read it. */
const inJson = (text: string) => `{"order":{"note":"${text}`;

describe("an address in a text that nobody could read", () => {
  it.each([
    ["a sign of full width for its @", "ann＠x.ie"],
    ["letters and dots of full width", "ａｎｎ＠ｘ．ｉｅ，"],
    ["Chinese signs", "邮箱：ann@x.ie，请退款"],
    ["Chinese words and no sign", "邮箱ann@x.ie请退款"],
    ["Chinese lists", "李四、ann@x.ie；张三"],
    ["a Chinese full stop", "ann@x.ie。谢谢"],
    ["Chinese brackets", "王（ann@x.ie）《ann》"],
    ["Japanese signs", "メール：ann@x.ie、よろしく"],
    ["a Japanese middle dot", "アン・ann@x.ie・東京"],
    ["a Japanese particle", "ann@x.ieへ送って"],
    ["Japanese words and no sign", "メールann@x.ieまで"],
    ["a Korean particle", "메일 ann@x.ie님에게"],
    ["Arabic signs", "البريد:ann@x.ie، شكرا؛"],
    ["Arabic words and no sign", "البريدann@x.ieشكرا"],
    ["Hebrew words and no sign", "לכתובתann@x.ieבבקשה"],
    ["Thai words and no sign", "อีเมลann@x.ieครับ"],
    ["Cyrillic words and no sign", "почтаann@x.ieспасибо"],
    ["Indian signs", "ईमेल ann@x.ie। धन्यवाद"],
    ["a dash", "Mail:ann@x.ie—thanks"],
    ["other dashes", "Mail–ann@x.ie‐thanks"],
    ["dashes of a typewriter", "Mail--ann@x.ie--thanks"],
    ["a dash and a particle", "메일-ann@x.ie-님"],
    ["tildes", "~ann@x.ie~"],
    ["dots", "Mail...ann@x.ie...thanks"],
    ["a sentence behind it without a blank", "ann@x.ie.Thanks"],
    ["typographic quotes", "»ann@x.ie« and “ann”"],
    ["pictures", "📧ann@x.ie🙏"],
    ["an arrow, a bullet", "→ann@x.ie•"],
    ["a mark of trade", "ann@x.ie™"],
    ["braces", "{ann@x.ie}"],
    ["signs that nobody sees", "\u200bann\u200b@x.ie\u200b"],
    ["a byte that is no letter", "\ufffdann@x.ie\ufffd"],
    ["its name in quotes", '"ann"@x.ie'],
    ["an HTML number for its @", "ann&#64;x.ie"],
    ["an HTML number without its end", "ann&#64x.ie"],
    ["a hexadecimal HTML number", "ann&#x40;x&#x2E;ie"],
    ["an HTML name", "ann&commat;x&period;ie"],
    ["an HTML number in HTML", "ann&amp;#64;x.ie"],
    ["HTML around it", "&lt;ann@x.ie&gt;&nbsp;Ann"],
    ["percent signs", "ann%40x.ie"],
    ["percent signs twice", "ann%2540x%252Eie"],
    ["percent signs around it", "mail%3Aann%40x.ie%EF%BC%8C"],
    ["an escape of JSON", "ann\\u0040x.ie"],
    ["an escape of JSON in JSON", "ann\\\\u0040x.ie"],
    ["an escape of a script", "ann\\x40x\\u{2e}ie"],
    ["escapes around it", "\\uff1aann@x.ie\\uff0c"],
    ["the words of a form", "q=write+to+ann%40x.ie+please"],
  ])("is found beside %s", (_what, text) => {
    for (const body of [text, inJson(text), JSON.stringify({ at: "yesterday", note: text })])
      expect(found(body)).toContain(email("ann@x.ie"));
  });

  it.each([
    ["王伟@x.ie", "邮箱：王伟@x.ie，"],
    ["иван@xn--80a1acny.xn--p1ai", "по адресу иван@почта.рф—спасибо"],
    ["иван@xn--80a1acny.xn--p1ai", "иван@почта.рф님"],
    ["o'brien@x.ie", "：o’brien@x.ie，"],
    ["ann+shop@x.ie", "、ann+shop@x.ie、"],
    ["_ann-b.c@x-y.co.uk", "；_ann-b.c@x-y.co.uk；"],
  ])("is found as it is: %s in %s", (address, text) => {
    expect(found(inJson(text))).toContain(email(address));
  });

  it("is no other for a part of it", () => {
    for (const text of [
      "mary.ann@x.ie",
      "mary+ann@x.ie",
      "mary-ann@x.ie",
      "ann@x.ie.example",
      "ann@x.iex",
      "joann@x.ie",
    ])
      expect(found(inJson(text))).not.toContain(email("ann@x.ie"));
  });

  it.each([
    ["angelo@x.ie", "d'angelo@x.ie"],
    ["angelo@x.ie", "D’Angelo@x.ie"],
    ["angelo@x.ie", "<d'angelo@x.ie>"],
    ["jerry@x.ie", "tom&jerry@x.ie"],
    ["jerry@x.ie", "tom&amp;jerry@x.ie"],
    ["neil@x.ie", "o'neil@x.ie"],
    ["neil@x.ie", "o&#39;neil@x.ie"],
    ["ávila@x.ie", "d'ávila@x.ie"],
    ["y@x.ie", "x+y@x.ie"],
    ["ann@x.ie", "_ann@x.ie"],
    ["maria@x.ie", "anna--maria@x.ie"],
    ["b@xn--80a1acny.xn--p1ai", "a=b@xn--80a1acny.xn--p1ai"],
    ["b@x.ie", "a!b#c/d?b@x.ie"],
  ])("is no part of another that is all of a text in JSON: not %s in %s", (part, whole) => {
    const inOrder = { order: { id: "1", email: whole, note: "twice, please" } };
    for (const body of [inOrder, { [whole]: true }, [[whole]], { raw: JSON.stringify(inOrder) }])
      expect(found(JSON.stringify(body, undefined, 1))).not.toContain(email(part));
  });

  it.each(["d'angelo@x.ie", "tom&jerry@x.ie", "o'neil@x.ie", "x+y@x.ie", "anna--maria@x.ie"])(
    "is found where it is all of a text, and where it is not: %s",
    (address) => {
      const bodies = [{ email: address }, { email: `Ann <${address}>` }, { note: `or ${address}, please` }];
      for (const body of bodies) {
        expect(found(JSON.stringify(body))).toContain(email(address));
        expect(found(JSON.stringify({ raw: JSON.stringify(body) }))).toContain(email(address));
        expect(found(JSON.stringify(body).slice(0, -1))).toContain(email(address));
      }
    },
  );

  it.each([
    ["angelo@x.ie", "d'angelo@x.ie"],
    ["jerry@x.ie", "tom&jerry@x.ie"],
    ["neil@x.ie", "o'neil@x.ie"],
  ])("may be a part in any other text: %s in %s", (part, whole) => {
    for (const body of [
      JSON.stringify({ note: `or ${whole} please` }),
      inJson(whole),
      `<note>${whole}</note>`,
      `mail=${whole}`,
    ])
      expect(found(body)).toContain(email(part));
  });

  it("gives a bounded number of candidates", () => {
    expect(found(`${"a'b!c#".repeat(100)}@${"d'e!f#".repeat(100)}`).length).toBeLessThan(150);
  });
});

describe("a number in a text that nobody could read", () => {
  it.each([
    ["a time", "+49 170 1000001 12:30"],
    ["a count", "+49 170 1000001 2 pcs"],
    ["a day", "+49 170 1000001 / 2026-11-29"],
    ["another number", "+49 170 1000001 / 0049 171 2000002"],
    ["another number before it", "0049 171 2000002 / 0049 170 1000001"],
    ["a figure on top", "+491701000001²"],
    ["Chinese signs", "电话：＋４９１７０１０００００１，张"],
    ["a link to a chat", "see wa.me/491701000001?text=hi"],
    ["another link to a chat", "https://api.whatsapp.com/send?phone=491701000001&x"],
    ["an account", "from 491701000001@c.us."],
    ["nothing but a word", "Tel 49 170 1000001 2 pcs"],
    ["an HTML number for its plus", "&#43;491701000001"],
    ["a percent sign for its plus", "tel%3A%2B491701000001"],
    ["an order's number before it", "1001 491701000001"],
  ])("is found beside %s", (_what, text) => {
    for (const body of [text, inJson(text), JSON.stringify({ note: text })]) expect(found(body)).toContain(phone);
  });

  it("is no other for a part of it", () => {
    for (const text of ["+4917010000012", "+1 491701000001", "2491701000001"])
      expect(found(text).slice(0, 1)).not.toContain(phone);
  });
});

describe("an id in a text that nobody could read", () => {
  it.each([
    ["an attribute", '<order id="9"><customer id="77" group="1"><name>Ann'],
    ["an attribute in other quotes", "<customer group='1' id='77'/>"],
    ["an attribute without quotes", "<Customer id=77 group=1>"],
    ["an attribute of its own name", '<order customer-id="77">'],
    ["an element", "<customer><name>Ann</name><id>77</id>"],
    ["an element with a kind", '<customer><id type="integer">77</id>'],
    ["an element in a name space", "<s:customer><s:id>77</s:id>"],
    ["a text that is no XML", "<customer><id><![CDATA[77]]></id>"],
    ["what a tag cut off has", '<customer id="77"'],
    ["XML in JSON", JSON.stringify({ xml: '<customer id="77">' })],
    ["XML with its signs as HTML", "&lt;customer id=&quot;77&quot;&gt;"],
    ["JSON with escapes in it", '{"customer":{"id":"\\u0037\\u0037","x'],
  ])("is found as %s", (_what, text) => {
    expect(found(text, "woocommerce")).toContain("woocommerce:77");
    expect(found(text, "woocommerce")).not.toContain("woocommerce:9");
  });

  it("is a person's only where a person stands", () => {
    expect(found('<order id="9"><item id="8">', "woocommerce")).toEqual(["order:woocommerce#9"]);
  });
});

describe("an order's number in a text that nobody could read", () => {
  it.each([
    ['{"order":{"id":"base","orderedAt":"2026', "standard", "base"],
    ['{"type":"order.updated","order":{"total":9,"id":"base"', "standard", "base"],
    ['{"id":15,"status":"processing","line_items":[{"id":8', "woocommerce", "15"],
    ['{"refund":{"id":5,"order_id":15', "shopify", "15"],
    ['{"a":"gid://shopify/Order/15', "shopify", "15"],
    ['<order number="1"><id>15</id>', "adobe", "15"],
    ["order[id]=15&total=9", "standard", "15"],
  ] as const)("is found: %s", (text, source, id) => {
    expect(found(text, source).filter((one) => one.startsWith("order:"))).toContain(`order:${source}#${id}`);
    expect(found(text, source)).not.toContain(`order:${source}#8`);
  });
});

// A search for a sign that is not there, begun anew at each place, takes the square of the length: minutes here.
it.each([
  ...["@", "a@", "a@b.", "＠", "ann@x.ie님", "、a@b", "'a", "a'@'b", "&#64;", "&amp;", "%40", "%25", "\\u0040", "\\"],
  ...["+49 ", "1 ", "12 34 ", "00", "+(", "00 (", "1\u00a0", "+49 170 1000001 "],
  ...["<a", "<a ", "<a>", "</a>", "<a></b>", '<a b="', "<![CDATA[", "<customer id=", "a=", "<a:"],
])("looks through %j again and again, in time that grows with its length alone", (part) => {
  expect(found(JSON.stringify({ a: part.repeat(50_000) }), "standard").length).toBeLessThan(100);
  expect(found(JSON.stringify(Array(20_000).fill(part)), "standard").length).toBeLessThan(100);
  for (const start of ["", '{"a":"']) expect(found(start + part.repeat(50_000), "standard").length).toBeLessThan(100);
});

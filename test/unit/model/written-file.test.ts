import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { locateJson } from "../../../shared/model/locate-json.ts";
import { parseSettings } from "../../../shared/model/parse-settings.ts";

const saidOf = (text: string): string => {
  try {
    parseSettings(text);
    return "nothing";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
};

describe("a settings file that is not JSON", () => {
  it.each([
    ["a comma too many", '{\n  "currency": "EUR",\n}', "line 2 column 20: a comma too many: } follows it"],
    [
      "a comma too few",
      '{\n  "currency": "EUR"\n  "timeZone": "UTC"\n}',
      'line 3 column 3: a comma is missing before "timeZone"',
    ],
    [
      "single quotes",
      "{ 'currency': 'EUR' }",
      'line 1 column 3: names and text stand in straight double quotes, such as "EUR"',
    ],
    ["quotes of a text program", "{ “currency”: 1 }", "names and text stand in straight double quotes"],
    ["no quotes", '{"currency": EUR}', "line 1 column 14: EUR stands here; text needs double quotes about it"],
    ["a comment", "{\n  // ours\n}", "line 2 column 3: JSON has no comments"],
    ["no closing brace", '{"shop": {"name": "T"}', "line 1 column 23: it ends too early: a closing } is missing"],
    ["nothing in it", "", "it is empty; settings and campaigns begin with { and end with }"],
    ["two objects", "{}\n{}", "line 2 column 1: something stands after its end"],
    ["an open quote", '{"currency": "EUR\n}', "line 1 column 14: a quote is opened here and not closed on its line"],
    ["no colon", '{"currency" "EUR"}', 'a colon is missing after "currency"'],
    ["a number for a name", "{1: 2}", "a name in double quotes should stand here"],
  ])("says where and why: %s", (_mistake, text, said) => {
    expect(saidOf(text)).toContain(`settings.json is not JSON: ${said.startsWith("line") ? said : ""}`);
    expect(saidOf(text)).toContain(said);
  });

  it("may begin with the mark that editors on Windows put before a text", () => {
    expect(parseSettings('\uFEFF{"currency":"EUR"}').currency).toBe("EUR");
  });
});

describe("a settings file with a mistake", () => {
  it.each([
    [{ mail: { sending: "yes" } }, '✖ expected "off" or "test" or "on"; got "yes"\n  → at mail.sending (line 3)'],
    [{ mail: { sendign: "on" } }, '✖ Unrecognized key: "sendign"; did you mean "sending"?\n  → at mail (line 3)'],
    [{ curency: "EUR" }, '✖ Unrecognized key: "curency"; did you mean "currency"?\n  → on line 2'],
    [{ nightly: { when: "3" } }, '✖ Unrecognized key: "when"; there is: at\n  → at nightly (line 3)'],
    [{ sources: { shopfy: {} } }, '"shopfy"; did you mean "shopify"?\n  → at sources (line 3)'],
    [
      { orders: { countZeroValue: "no" } },
      '✖ expected true or false, without quotes; got "no"\n  → at orders.countZeroValue',
    ],
    [
      { mail: { limits: { per7Days: "3" } } },
      '✖ expected a number, without quotes; got "3"\n  → at mail.limits.per7Days',
    ],
    [{ mail: { holdoutShare: 10 } }, "✖ expected a share from 0 to 1, such as 0.1; got 10\n  → at mail.holdoutShare"],
    [
      { tiers: { cuts: [1, 2] } },
      "✖ expected three numbers above 0 that rise, such as [1.5, 3, 6]; got a list of 2\n  → at tiers.cuts",
    ],
    [
      { rfm: { cuts: { r: [4, 3, 2, 1] } } },
      "✖ expected four numbers that rise, such as [10, 30, 60, 120]; got a list of 4",
    ],
    [{ timeZone: "Berlin" }, '✖ "Berlin" is not an IANA time zone, such as "Europe/Berlin"\n  → at timeZone (line 2)'],
    [{ currency: "EUX" }, "✖ EUX is no currency (ISO 4217), such as EUR\n  → at currency (line 2)"],
    [{ currency: "eur" }, '✖ a currency is three capital letters, such as EUR; got "eur"\n  → at currency (line 2)'],
    [{ nightly: { at: "3:30" } }, '✖ expected a time of day with two digits an hour, such as 03:30; got "3:30"'],
    [{ shop: { url: "teapot" } }, '✖ expected a web address, such as https://teapot.example; got "teapot"'],
    [{ shop: { name: "" } }, '✖ expected some text; got ""\n  → at shop.name'],
    [{ rfm: { windowDays: 0 } }, "✖ expected more than 0; got 0\n  → at rfm.windowDays"],
    [{ valueBands: { high: 5 } }, "✖ is missing; expected a number, without quotes\n  → at valueBands.middle (line 2)"],
    [{ shop: "Teapot" }, '✖ expected an object in braces, { }; got "Teapot"\n  → at shop'],
    [
      { tiers: { cuts: [6, 3, 1] } },
      "✖ expected three numbers above 0 that rise, such as [1.5, 3, 6]; got a list of 3\n  → at tiers.cuts",
    ],
    [{ tiers: { cuts: [1, 3, 3] } }, "✖ expected three numbers above 0 that rise"],
    [{ rfm: { cuts: { f: [-1, 2, 3, 4] } } }, "✖ expected at least 0; got -1\n  → at rfm.cuts.f[0]"],
    [
      { valueClasses: { a: 0.9, b: 0.3 } },
      "✖ expected a and b to be at most 1 together; got an object\n  → at valueClasses (line 2)",
    ],
    [{ valueClasses: { a: 0.9 } }, "✖ expected a and b to be at most 1 together"],
    [{ rfm: { windowDays: 1e9 } }, "✖ expected at most 36500; got 1000000000\n  → at rfm.windowDays"],
    [{ clv: { horizonMonths: 1e6 } }, "→ at clv.horizonMonths"],
    [{ clv: { discountRatePerMonth: 5 } }, "✖ expected at most 1; got 5\n  → at clv.discountRatePerMonth"],
    [{ notices: { linkDays: 1e9 } }, "→ at notices.linkDays"],
    [{ orders: { countedStatuses: [] } }, "✖ expected at least 1 value in the list; got a list of 0"],
    [{ orders: { countedStatuses: ["paid", " "] } }, '✖ expected some text; got " "\n  → at orders.countedStatuses[1]'],
    [
      { defaultLocale: "en_US" },
      '✖ expected a language (BCP 47), such as en or zh-CN; got "en_US"\n  → at defaultLocale',
    ],
    ...[
      "http://teapot.example",
      "javascript:alert(1)",
      "https:teapot.example",
      "https://teapot",
      "https://a.example/a b",
    ].map((url): [unknown, string] => [
      { shop: { url } },
      "✖ expected a web address that begins with https://, such as https://teapot.example; got ",
    ]),
    ...["Tea\r\nBcc: x", "Tea\u0000", "Tea\u2028pot", "Tea\tpot"].flatMap((text): [unknown, string][] => {
      const said = "✖ expected one line of text, without line breaks or control characters; got ";
      return [
        [{ shop: { name: text } }, said],
        [{ shop: { postalAddress: text } }, said],
        [{ mail: { sender: { name: text } } }, said],
        [{ orders: { countedStatuses: [text] } }, said],
      ];
    }),
    [{ shop: { name: " " } }, '✖ expected some text; got " "\n  → at shop.name'],
    [{ sources: { shopify: { secretName: "" } } }, "✖ expected the name of a secret: letters, digits and"],
    [{ sources: { shopify: { secretName: "a\nb" } } }, "✖ expected the name of a secret: letters, digits and"],
    [{ shop: { address: "a" } }, '✖ Unrecognized key: "address"; did you mean "postalAddress"?\n  → at shop (line 3)'],
    [{ nightly: { currency: "EUR" } }, '✖ Unrecognized key: "currency"; there is: at\n  → at nightly (line 3)'],
    [[], "✖ expected an object in braces, { }; got a list of 0"],
  ])("says what stands there, what could, and on which line: %j", (written, said) => {
    expect(saidOf(JSON.stringify(written, null, 2))).toContain(said);
  });

  it.each([
    [
      '{\n  "currency": "EUR",\n  "timeZone": "UTC",\n  "currency": "USD"\n}',
      '✖ the key "currency" stands here a second time; the first is on line 2: keep one of them\n  → on line 4',
    ],
    ['{"mail": {\n"sending": "off",\n"sending": "on"}}', 'the key "sending" stands here a second time'],
    ['{"tiers": {}, "t\\u0069ers": {}}', 'the key "tiers" stands here a second time; the first is on line 1'],
  ])("refuses a key that an object has twice, and says where: %j", (text, said) => {
    expect(saidOf(text)).toContain("settings.json does not fit:\n");
    expect(saidOf(text)).toContain(said);
  });

  it("takes a key that two objects have, and what is at its limit", () => {
    const text =
      '{"shop":{"name":"T"},"mail":{"sender":{"name":"T"}},"valueClasses":{"a":0.7,"b":0.3},"tiers":{"cuts":[1,2,3]}}';
    expect(saidOf(text)).toBe("nothing");
    expect(saidOf('{"shop":{"url":"https://www.teekännchen.example/de?a=b"}}')).toBe("nothing");
  });

  it("does not repeat an address", () => {
    expect(saidOf('{"mail":{"sender":{"email":"ada@"}}}')).not.toContain("ada@");
  });
});

test("every JSON text is located as far as its end, and nothing else is", () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(40), fc.constantFrom("", ",", "{", '"', "x", "]"), (json, cut, put) => {
      const text = JSON.stringify(JSON.parse(json), null, 2);
      expect("lines" in locateJson(text)).toBe(true);
      const broken = `${text.slice(0, cut)}${put}${text.slice(cut + 1)}`;
      const isJson = (() => {
        try {
          JSON.parse(broken);
          return true;
        } catch {
          return false;
        }
      })();
      if (isJson) expect("lines" in locateJson(broken)).toBe(true);
    }),
    { seed: 20261120, numRuns: 500 },
  );
});

import { describe, expect, it } from "vitest";
import { readAmount } from "../../../cli/import/read-amount.ts";

describe("an amount of a file", () => {
  it.each([
    ["1.234,50", "EUR", "comma", 123_450],
    ["1,234.50", "EUR", "dot", 123_450],
    ["1.234.567", "EUR", undefined, 123_456_700],
    ["1 234,50", "EUR", "comma", 123_450],
    ["1\u00a0234,50\u00a0€", "EUR", "comma", 123_450],
    ["1'234.50", "CHF", "dot", 123_450],
    ["$8.00", "USD", "dot", 800],
    ["-$3.00", "USD", "dot", -300],
    ["EUR 12,5", "EUR", "comma", 1_250],
    ["(5.00)", "USD", "dot", -500],
    ["5.00-", "USD", "dot", -500],
    ["−5,00 kr", "SEK", "comma", -500],
    ["12.5000", "EUR", "dot", 1_250],
    ["0.500", "EUR", undefined, 50],
    ["1.234", "EUR", "comma", 123_400],
    ["12.500", "EUR", "dot", 1_250],
    ["1.000", "KWD", undefined, 1_000],
    ["12,345", "JPY", "dot", 12_345],
    ["$8.00", "CAD", "dot", 800],
    ["US$ 8.00", "USD", "dot", 800],
    ["8,50 kr.", "NOK", "comma", 850],
    ["1,234", "KWD", "dot", 1_234_000],
    ["1,234", "KWD", "comma", 1_234],
    ["0,500", "KWD", undefined, 500],
    ["AU$20", "AUD", "dot", 2_000],
    ["CAD$20", "CAD", "dot", 2_000],
    ["B$20", "BSD", "dot", 2_000],
    ["¥800", "CNY", "dot", 80_000],
    ["¥800", "JPY", "dot", 800],
    ["RMB 800", "CNY", "dot", 80_000],
    ["8.00 chf", "CHF", "dot", 800],
    ["150000đ", "VND", "dot", 150_000],
    ["₿8", "EUR", "dot", 800],
  ] as const)("%j in %s, where the decimal mark is a %s, is %d minor units", (text, currency, decimal, minor) => {
    expect(readAmount(text, currency, decimal)).toEqual({ value: minor });
  });

  it.each([
    ["150.000", "VND", undefined, 'can be "150" or "150000"'],
    ["150.000", "VND", "dot", 'can be "150" or "150000"'],
    ["1.000", "EUR", undefined, "--decimal dot or --decimal comma"],
    ["12.345", "JPY", undefined, 'can be "12" or "12345"'],
    ["1,234", "KWD", undefined, 'can be "1" or "1234"'],
    ["AUD$ 20.00", "USD", undefined, "is written in AUD$, and its currency is USD"],
    ["CNY¥20", "JPY", undefined, "is written in CNY¥"],
    ["GBP£20", "EGP", undefined, "is written in GBP£"],
    ["1.234", "EUR", "dot", "has more decimals than EUR has (2)"],
    ["1,5", "EUR", "dot", "has a comma for its decimal mark; that of this file is a dot"],
    ["1.23.456", "EUR", undefined, "is not an amount"],
    ["1 23", "EUR", undefined, "is not an amount"],
    ["(5.00", "EUR", undefined, "is not an amount"],
    ["$10.00", "EUR", undefined, "is written in $, and its currency is EUR"],
    ["10.00 USD", "EUR", undefined, "is written in USD, and its currency is EUR"],
    ["US$ 12,50", "EUR", undefined, "is written in US$, and its currency is EUR"],
    ["US$ 12,50", "CAD", undefined, "is written in US$, and its currency is CAD"],
    ["£12,50", "EUR", undefined, "is written in £"],
    ["12,50 kr", "EUR", undefined, "is written in kr"],
    ["¥1200", "KRW", undefined, "is written in ¥"],
    ["€5 USD", "EUR", undefined, "is written in USD"],
    ["Kim 12", "EUR", undefined, "is written in no currency that is known"],
    ["--5", "EUR", undefined, "is not an amount"],
  ] as const)("%j in %s, where the decimal mark is a %s, is refused", (text, currency, decimal, reason) => {
    expect(readAmount(text, currency, decimal)).toEqual({ reason: expect.stringContaining(reason) });
  });
});

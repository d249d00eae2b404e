import { describe, expect, it } from "vitest";
import { countryOf } from "../../../shared/model/countries.ts";

describe("countryOf", () => {
  it.each([
    [
      "CN",
      [
        "CN",
        " cn ",
        "CHN",
        "China",
        "CHINA",
        "P.R. China",
        "People's Republic of China",
        "中国",
        "中國",
        "Kina",
        "Chine",
      ],
    ],
    ["CA", ["CA", "can", "Canada", "Kanada", "Canadá"]],
    ["DE", ["de", "DEU", "Germany", "Deutschland", "Allemagne"]],
    ["GB", ["GB", "UK", "United Kingdom"]],
    ["US", ["us", "USA", "U.S.A.", "United States", "United States of America"]],
    ["HK", ["HKG", "Hong Kong"]],
    ["CI", ["Côte d'Ivoire", "COTE D’IVOIRE", "Costa d'Avorio"]],
    ["TR", ["Türkiye", "Turkey"]],
    ["XK", ["XK", "Kosovo"]],
  ])("knows %s by %j", (code, names) => {
    expect(names.map(countryOf)).toEqual(names.map(() => code));
  });

  it("is undefined where no country is told", () => {
    for (const told of [undefined, null, "", "  ", "XX", "xx"]) expect(countryOf(told)).toBeUndefined();
  });

  it("is ZZ for what names no country, and for ZZ", () => {
    for (const told of ["Atlantis", "QQ", "n/a", "-", "EU", "QQQ", "constructor", "ZZ", "💩"])
      expect(countryOf(told)).toBe("ZZ");
  });
});

import { describe, expect, it } from "vitest";
import { chooseLocale, directionOf } from "../../../shared/mail/choose-locale.ts";

describe("chooseLocale", () => {
  const available = ["de", "en", "pt-BR", "pt-PT", "sr-Latn", "zh-CN"];
  it.each([
    ["zh-CN", "zh-CN"],
    ["ZH-cn", "zh-CN"],
    ["zh", "zh-CN"],
    ["zh_CN", "zh-CN"],
    ["zh-SG", "zh-CN"],
    ["zh-Hans", "zh-CN"],
    ["en-GB", "en"],
    ["de_AT", "de"],
    ["pt-PT", "pt-PT"],
    ["pt-AO", "pt-BR"],
    ["sr-Latn-RS", "sr-Latn"],
  ])("writes to a reader of %s in %s", (wanted, expected) => {
    expect(chooseLocale(wanted, available, "en")).toBe(expected);
  });

  it.each([["zh-TW"], ["zh-HK"], ["sr-RS"], ["fr"], [""], ["not a locale"], [undefined]])(
    "writes to a reader of %s in the shop's language",
    (wanted) => expect(chooseLocale(wanted, available, "de")).toBe("de"),
  );

  it("says so when not even the shop's language has templates", () => {
    expect(chooseLocale("fr", available, "ja")).toBeUndefined();
  });
});

describe("directionOf", () => {
  it("knows which locales run from right to left", () => {
    expect(["ar", "he-IL", "fa", "ur", "en", "zh-CN", "az", "az-Arab"].map(directionOf)).toEqual([
      "rtl",
      "rtl",
      "rtl",
      "rtl",
      "ltr",
      "ltr",
      "ltr",
      "rtl",
    ]);
  });
});

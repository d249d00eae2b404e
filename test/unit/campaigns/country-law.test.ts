import { describe, expect, it } from "vitest";
import { isLawful, type LegalFacts, lawfulSubject } from "../../../shared/campaigns/country-law.ts";

const implied = { state: "granted", basis: "soft-opt-in" } as const;
const explicit = { state: "granted", basis: "explicit" } as const;
const facts: LegalFacts = {
  consent: implied,
  country: undefined,
  locale: "en",
  ownLocale: undefined,
  lastDay: "2026-09-01",
  sendDay: "2026-11-21",
};
const isLawfulFor = (more: Partial<LegalFacts>) => isLawful({ ...facts, ...more });
const subjectFor = (more: Partial<LegalFacts>) => lawfulSubject("好久不见", { ...facts, ...more });

describe("the law of the recipient's country", () => {
  it.each(["zh-CN", "zh-cn", "zh", "zh-Hans", "zh-Hans-CN", "en-CN"])(
    "takes mail in %s for mail to China",
    (locale) => {
      expect(isLawfulFor({ locale })).toBe(false);
      expect(isLawfulFor({ locale, consent: explicit })).toBe(true);
      expect(subjectFor({ locale })).toBe("广告 好久不见");
    },
  );

  it.each(["zh-TW", "zh-HK", "zh-MO", "zh-Hant", "zh-SG", "zh-Hans-SG", "en"])(
    "takes mail in %s for mail to elsewhere",
    (locale) => {
      expect(isLawfulFor({ locale })).toBe(true);
      expect(subjectFor({ locale })).toBe("好久不见");
    },
  );

  it("takes whoever reads Chinese as in mainland China to be there, where no country is known", () => {
    for (const country of [undefined, "XX"]) {
      const reader = { country, locale: "zh-SG", ownLocale: "zh-CN" };
      expect(isLawfulFor(reader)).toBe(false);
      expect(subjectFor(reader)).toBe("广告 好久不见");
    }
    const elsewhere = { country: "SG", locale: "zh-SG", ownLocale: "zh-CN" };
    expect(isLawfulFor(elsewhere)).toBe(true);
    expect(subjectFor(elsewhere)).toBe("好久不见");
  });

  it.each(["CN", "cn", " CN", "CHN", "China"])("holds in the country %j", (country) => {
    expect(isLawfulFor({ country })).toBe(false);
    expect(subjectFor({ country })).toBe("广告 好久不见");
  });

  it.each(["CA", "ca", "CAN", "Canada"])("lets implied consent end in the country %j after two years", (country) => {
    expect(isLawfulFor({ country })).toBe(true);
    expect(isLawfulFor({ country, lastDay: "2024-11-20" })).toBe(false);
    expect(isLawfulFor({ country, lastDay: undefined })).toBe(false);
  });

  it("takes a country that nobody can read for the strictest", () => {
    for (const country of ["Atlantis", "ZZ"]) {
      expect(isLawfulFor({ country })).toBe(false);
      expect(isLawfulFor({ country, consent: explicit })).toBe(true);
    }
  });
});

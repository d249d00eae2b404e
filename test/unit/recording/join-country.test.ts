import { describe, expect, it } from "vitest";
import { joinPersons, nothingKnown, type PersonKnowledge } from "../../../shared/recording/join-customer.ts";

const toldOn = (day: string, country: string): PersonKnowledge => ({
  ...nothingKnown,
  profile: { country, updatedAt: `${day}T12:00:00.000Z` },
});
const joined = (...told: PersonKnowledge[]) => told.reduce(joinPersons, nothingKnown).profile.country;

describe("the country of a person", () => {
  it("is the one told last, of those that can be read", () => {
    expect(joined(toldOn("2026-01-01", "DE"), toldOn("2026-01-02", "CN"))).toBe("CN");
    expect(joined(toldOn("2026-01-01", "CN"), toldOn("2026-01-02", "ZZ"))).toBe("CN");
    expect(joined(toldOn("2026-01-02", "ZZ"), toldOn("2026-01-01", "CN"))).toBe("CN");
    expect(joined(toldOn("2026-01-01", "ZZ"), toldOn("2026-01-02", "ZZ"))).toBe("ZZ");
  });
});

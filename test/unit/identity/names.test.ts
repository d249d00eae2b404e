import { describe, expect, it } from "vitest";
import { namePartsOf, peopleNamed } from "../../../shared/identity/names.ts";
import { hash } from "../../support/recording-deps.ts";

const parts = (first?: string, last?: string) => namePartsOf(first, last, hash);
const people = (...names: [string?, string?][]) => peopleNamed(names.map(([first, last]) => parts(first, last)));

describe("names", () => {
  it.each([
    ["accents and case", ["José", "ÁLVAREZ"], ["jose", "alvarez"]],
    ["family name first", ["Alvarez", "Jose"], ["Jose", "Alvarez"]],
    ["both in one field", ["Jose Alvarez", undefined], ["Jose", "Alvarez"]],
    ["an initial between", ["Jose", "M. Alvarez"], ["Jose", "Alvarez"]],
    ["Chinese, family name in either field", ["小明", "王"], ["王", "小明"]],
    ["Chinese in one field", ["王小明", undefined], ["小明", "王"]],
  ] as const)("are the same whatever the way of writing: %s", (_what, [first, last], [otherFirst, otherLast]) => {
    expect(parts(first, last)).toEqual(parts(otherFirst, otherLast));
    expect(parts(first, last)).not.toEqual([]);
  });

  it("are hashes, in nobody's letters", () => {
    expect(parts("Jose", "Alvarez").join(" ").toLowerCase()).not.toMatch(/jose|alvarez/);
  });

  it.each([
    [undefined, undefined],
    ["", " "],
    ["-", "."],
    ["J", "A"],
  ])("%j %j is no name", (first, last) => {
    expect(parts(first, last)).toEqual([]);
  });

  it("have an end", () => {
    const many = Array.from({ length: 40 }, (_, at) => `na${String.fromCodePoint(97 + (at % 26), 97 + (at % 7))}`);
    expect(parts(many.join(" ")).length).toBe(12);
  });
});

describe("how many people names are of", () => {
  it("is one while each shares a part with another", () => {
    expect(people(["Ann", "Lee"], ["Ann", "Miller"], ["Bob", "Miller"])).toBe(1);
  });

  it("is two where no part is shared", () => {
    expect(people(["Ann", "Lee"], ["Bob", "Miller"])).toBe(2);
  });

  it("does not count who has no name, nor a name in another script", () => {
    expect(people()).toBe(0);
    expect(people([], ["Ann", "Lee"])).toBe(1);
    expect(people(["Ivan", "Petrov"], ["Иван", "Петров"])).toBe(1);
  });

  it("does not depend on the order in which they come", () => {
    const names: [string, string][] = [
      ["Ann", "Lee"],
      ["Bob", "Miller"],
      ["Ann", "Miller"],
      ["Eve", "Stone"],
    ];
    expect([people(...names), people(...names.toReversed())]).toEqual([2, 2]);
  });
});

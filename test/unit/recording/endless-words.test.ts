import { expect, it } from "vitest";
import { parseSettings } from "../../../shared/model/parse-settings.ts";
import { identitiesMeantBy } from "../../../shared/recording/identities-meant-by.ts";
import { hash } from "../../support/recording-deps.ts";

it("looks for nobody under a word that no table takes for a key", () => {
  expect(identitiesMeantBy("x".repeat(3_000), hash)).toEqual([]);
  expect(identitiesMeantBy("C10042", hash)).toEqual(["csv:C10042"]);
});

it("repeats of a wrong value in the settings no more than helps to find it", () => {
  const endless = "X".repeat(1_000_000);
  for (const wrong of [{ currency: endless }, { timeZone: endless }]) {
    const told = (): unknown => parseSettings(JSON.stringify({ currency: "EUR", timeZone: "UTC", ...wrong }), "x.json");
    expect(told).toThrow(/^.{10,1000}$/su);
  }
});

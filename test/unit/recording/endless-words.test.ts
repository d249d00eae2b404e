import { expect, it } from "vitest";
import { normaliseEmail } from "../../../shared/model/identity.ts";
import { parseSettings } from "../../../shared/model/parse-settings.ts";
import { identitiesIn } from "../../../shared/recording/identities-in-text.ts";
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

// Each of these took minutes, or an hour, where the time grew with the square of the length.
it("looks for an address in a text of any length, in time that grows with its length alone", () => {
  for (const sign of [".", ">", "<", "'", "@", "mailto:"]) {
    expect(normaliseEmail(`${sign.repeat(500_000)}x@a.b`)?.length ?? 0).toBeLessThan(320);
    expect(normaliseEmail(`x@a.b${sign.repeat(500_000)}x`)).toBeUndefined();
  }
});

it("looks for people in a body of a million signs, whatever they are", () => {
  const note = `${".".repeat(500_000)}x@a.b`;
  const texts = new Array(200_000).fill("[x]");
  const found = identitiesIn(JSON.stringify({ note, texts, customer_id: 7 }), "woocommerce", hash);
  expect(found).toEqual(expect.arrayContaining([`email:${hash("x@a.b")}`, "woocommerce:7"]));
  expect(found.length).toBeLessThan(10);
});

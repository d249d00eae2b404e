import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseSettings } from "../../../shared/model/parse-settings.ts";

const root = new URL("../../../", import.meta.url);

describe("parseSettings", () => {
  it("needs nothing: every setting has a default, and sending is off", () => {
    const settings = parseSettings("{}");
    expect(settings.mail.sending).toBe("off");
    expect(settings.tiers.cuts).toEqual([1.5, 3, 6]);
    expect(settings.mail.holdoutShare).toBe(0.1);
  });

  it("takes the example that the README hands out, and the demo shop's", () => {
    for (const file of ["settings.example.json", "cli/demo/settings.json"]) {
      expect(() => parseSettings(readFileSync(new URL(file, root), "utf8"), file)).not.toThrow();
    }
  });

  it("names every field that does not fit, and the file", () => {
    const bad = JSON.stringify({ timeZone: "Mars/Olympus", currency: "euro", tiers: { cuts: [1, 2] } });
    expect(() => parseSettings(bad, "shop.json")).toThrow(
      /shop\.json[\s\S]*Mars\/Olympus[\s\S]*timeZone[\s\S]*currency[\s\S]*tiers\.cuts/,
    );
  });

  it("refuses a setting that it does not know, so that a typing mistake cannot pass unseen", () => {
    expect(() => parseSettings('{"mail":{"sendign":"on"}}')).toThrow(/sendign/);
  });

  it("takes addresses of an international domain, in the form that is mailed", () => {
    const { testRecipients, sender } = parseSettings(
      '{"mail":{"testRecipients":["Ada@bücher.example"],"sender":{"email":"shop@täe.example"}}}',
    ).mail;
    expect([testRecipients, sender.email]).toEqual([["Ada@xn--bcher-kva.example"], "shop@xn--te-via.example"]);
    for (const none of ["ada", "ada@", "@bücher.example", "a@b@bücher.example", "ada@bücher"])
      expect(() => parseSettings(JSON.stringify({ mail: { testRecipients: [none] } }))).toThrow(
        /expected an e-mail address/,
      );
  });

  it("says where text is no JSON", () => {
    expect(() => parseSettings('{"currency": EUR}')).toThrow(/settings\.json is not JSON/);
  });

  it("does not let mail go out without the postal address that the law asks for", () => {
    const sending = (mode: string, postalAddress: string) =>
      JSON.stringify({ shop: { postalAddress }, mail: { sending: mode, sender: { email: "hello@teapot.example" } } });
    for (const none of ["  ", "--"]) expect(() => parseSettings(sending("on", none))).toThrow(/shop\.postalAddress/);
    expect(parseSettings(sending("on", "1 Harbour Lane")).mail.sending).toBe("on");
    expect(parseSettings(sending("off", "")).mail.sending).toBe("off");
  });
});

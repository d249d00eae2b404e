import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { parseSettings } from "../../../shared/model/parse-settings.ts";
import { settingsSchema } from "../../../shared/model/settings.ts";
import { settingsRemarks } from "../../../shared/model/settings-remarks.ts";

type Given = z.input<typeof settingsSchema>;
const about = (settings: Given) => settingsRemarks(settingsSchema.parse(settings)).map((remark) => remark.about);
const sender = { email: "hello@shop.test" };
const links = { publicUrl: "https://links.shop.test" };

describe("settingsRemarks", () => {
  it.each<[string, Given, string[]]>([
    ["has nothing to say of a shop that has decided nothing yet", {}, []],
    ["tells who sends without an address of their own what becomes of links", { mail: { sending: "on" } }, ["links"]],
    ["also while mail goes to test addresses alone", { mail: { sending: "test" } }, ["links"]],
    ["is silent about links that have an address", { mail: { sending: "on" }, links }, []],
    ["asks whether SES knows the domain", { mail: { sender } }, ["identity"]],
    ["or the address", { mail: { sender, identity: "address" } }, ["identity"]],
    ["does not ask where it is said to", { mail: { sender, identity: "existing" } }, []],
    [
      "tells whose nights leave no hour for mail",
      { mail: { sending: "on" }, links, nightly: { at: "19:01" } },
      ["night"],
    ],
    ["also where mail may go at night alone", { mail: { sending: "on", hours: { from: 0, to: 4 } }, links }, ["night"]],
    ["is silent about a night that leaves one", { mail: { sending: "on" }, links, nightly: { at: "19:00" } }, []],
    ["and where nothing is sent", { nightly: { at: "23:59" } }, []],
  ])("%s", (_name, settings, expected) => {
    expect(about(settings)).toEqual(expected);
  });

  it("names the command that tells whether SES knows what the stack would make", () => {
    const [domain] = settingsRemarks(settingsSchema.parse({ mail: { sender } }));
    expect(domain?.text).toContain("--email-identity shop.test.");
    const [address] = settingsRemarks(settingsSchema.parse({ mail: { sender, identity: "address" } }));
    expect(address?.text).toContain("--email-identity hello@shop.test.");
  });
});

describe("links.publicUrl", () => {
  it.each([
    "http://links.shop.test",
    "https://links.shop.test/",
    "https://links.shop.test/mail",
    "links.shop.test",
    "https://localhost",
  ])("refuses %s, and says what is expected", (publicUrl) => {
    expect(() => parseSettings(JSON.stringify({ links: { publicUrl } }))).toThrow("an https address without a path");
  });

  it("refuses a certificate that is not ACM's", () => {
    const certificateArn = "arn:aws:iam::000000000000:server-certificate/x";
    expect(() => parseSettings(JSON.stringify({ links: { ...links, certificateArn } }))).toThrow(
      "links.certificateArn",
    );
  });

  it("refuses a certificate without an address", () => {
    const certificateArn = "arn:aws:acm:eu-central-1:000000000000:certificate/0-0";
    expect(() => parseSettings(JSON.stringify({ links: { certificateArn } }))).toThrow("links.publicUrl");
  });
});

import { expect, test } from "vitest";
import { signingSecretsSchema } from "../../../shared/model/keys.ts";
import { parseSettings } from "../../../shared/model/parse-settings.ts";

test("a night compares with sources that are taken, and with no other", () => {
  expect(parseSettings('{"comparison":{"sources":["shopify"]}}').comparison).toEqual({
    sources: ["shopify"],
    days: 7,
    alarmShare: 0.02,
  });
  expect(() => parseSettings('{"sources":{"stripe":{}},"comparison":{"sources":["shopify"]}}')).toThrow(
    'comparison.sources names "shopify", which is not among sources; add "shopify": {} there',
  );
  expect(() => parseSettings('{"comparison":{"sources":["stripe"]}}')).toThrow("comparison.sources");
});

test("an API's address may end in a slash", () => {
  const parsed = signingSecretsSchema.parse({ current: "s", api: "https://shop.example/wp-json/wc/v3//" });
  expect(parsed.api).toBe("https://shop.example/wp-json/wc/v3");
});

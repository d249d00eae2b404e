import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import * as z from "zod";
import { campaignDefinitionSchema } from "../../../shared/model/campaign.ts";

const read = (path: string) => readFile(new URL(`../../../${path}`, import.meta.url), "utf8");

it("campaigns/campaign.schema.json says what a campaign.yaml may say: it is generated from campaignDefinitionSchema", async () => {
  const file = await read("campaigns/campaign.schema.json");
  expect(JSON.parse(file)).toEqual(z.toJSONSchema(campaignDefinitionSchema, { io: "input" }));
});

it("docs/campaigns.md explains every key of a campaign.yaml", async () => {
  const page = await read("docs/campaigns.md");
  for (const key of Object.keys(campaignDefinitionSchema.shape))
    expect(page).toMatch(new RegExp(`^\\| \`${key}\` +\\|`, "m"));
});

it.each(["win-back", "birthday"])("%s's campaign.yaml names the schema in its first line", async (id) => {
  expect(await read(`campaigns/${id}/campaign.yaml`)).toMatch(
    /^# yaml-language-server: \$schema=\.\.\/campaign\.schema\.json\n/,
  );
});

import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../cli/system/project-root.ts";
import { compileCampaigns } from "../../infra/check-files.ts";
import { settingsSchema } from "../../shared/model/settings.ts";
import { runRouse } from "../support/run-rouse.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rouse-check-"));
  await cp(join(projectRoot, "campaigns"), join(folder, "campaigns"), { recursive: true });
  await writeFile(join(folder, "campaigns", "win-back", "first.en.txt"), "{{ customer.frist_name }}");
  await writeFile(
    join(folder, "campaigns", "birthday", "campaign.yaml"),
    "name: Birthday\ntrigger: { on: [birthday }\n",
  );
  await writeFile(join(folder, "settings.json"), JSON.stringify({ shopp: {} }));
  await writeFile(join(folder, "swedish.json"), JSON.stringify({ defaultLocale: "sv" }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("rouse check", () => {
  it("finds no mistake in the project's own campaigns and the example's settings", async () => {
    const { status, stdout } = await runRouse("check", "--settings", join(projectRoot, "settings.example.json"));
    const [verdict, ...remarks] = stdout.trimEnd().split("\n");
    expect([status, verdict]).toEqual([0, "No mistakes in the settings and in 9 campaigns."]);
    expect(remarks).toEqual([
      expect.stringContaining("links.publicUrl is not set"),
      expect.stringContaining("aws sesv2 get-email-identity --email-identity mail.teapot.example"),
    ]);
  });

  it("names every mistake in settings and campaigns at once, where it is and what was meant", async () => {
    const given = ["--settings", join(folder, "settings.json"), "--campaigns", join(folder, "campaigns")];
    const { status, stdout } = await runRouse("check", ...given);
    expect(status).toBe(1);
    expect(stdout).toContain('Unrecognized key: "shopp"; did you mean "shop"?');
    expect(stdout).toMatch(/campaigns\/birthday\/campaign\.yaml:2:\d+: /);
    expect(stdout).toContain(`\n${join(folder, "campaigns")}/birthday/campaign.yaml`);
    expect(stdout).toContain('which is no variable; did you mean "customer.first_name"?');
  });

  it("refuses a default locale that a campaign has no templates in, and names those it has", async () => {
    const { status, stdout } = await runRouse("check", "--json", "--settings", join(folder, "swedish.json"));
    const problem = 'defaultLocale is "sv", and campaigns/win-back has no template "first" in it; it has en, zh-CN';
    expect([status, JSON.parse(stdout)]).toMatchObject([
      1,
      {
        campaigns: [
          "anniversary",
          "birthday",
          "chinese-new-year",
          "early-warning",
          "mid-autumn",
          "new-year",
          "refill",
          "thanks",
          "win-back",
        ],
        problems: expect.arrayContaining([expect.stringContaining(problem)]),
      },
    ]);
  });
});

it("a synthesis refuses what rouse check refuses, and says the same", () => {
  const swedish = settingsSchema.parse({ defaultLocale: "sv" });
  expect(() => compileCampaigns(projectRoot, join(folder, "bundles"), swedish)).toThrow(
    /^settings\.json: defaultLocale is "sv", and campaigns\/birthday has no template "first" in it; it has en, zh-CN/,
  );
  const compiled = compileCampaigns(projectRoot, join(folder, "bundles"), settingsSchema.parse({}));
  expect(JSON.parse(compiled).campaigns).toHaveLength(9);
});

import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCampaigns } from "../../../cli/campaigns/compiled-campaigns.ts";
import { readCampaignFolder } from "../../../cli/campaigns/read-campaign-folder.ts";
import { projectRoot } from "../../../cli/system/project-root.ts";

describe("compiled campaigns", () => {
  let folder: string;
  const url = () => pathToFileURL(`${folder}/`);
  const bytes = async () => JSON.stringify((await readCampaigns(url(), "campaigns")).library);
  const edit = async (name: string, change: (text: string) => string) => {
    const file = join(folder, name);
    await writeFile(file, change(await readFile(file, "utf8")));
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "campaigns-"));
    await cp(join(projectRoot, "campaigns"), folder, { recursive: true });
    // No other test, and no earlier run of this one, has compiled the same.
    await edit("birthday/first.en.mjml", (text) => `${text}<!-- ${folder} -->\n`);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("are the same bytes compiled and kept, by which a version is named", async () => {
    const compiled = JSON.stringify((await readCampaignFolder(url(), "campaigns")).library);
    expect([await bytes(), await bytes(), await bytes()]).toEqual([compiled, compiled, compiled]);
  });

  it("are others as soon as a file is", async () => {
    const before = await bytes();
    await edit("win-back/first.en.txt", (text) => text.replace("in the shop:", "new:"));
    const after = await bytes();
    expect(after).toBe(before.replace("in the shop:", "new:"));
    expect(after).not.toBe(before);
  });

  it.each<[string, (at: string) => Promise<unknown>]>([
    ["a folder without a file", (at) => mkdir(at)],
    ["a folder within one, of a template's name", (at) => mkdir(join(at, "..", "birthday", "first.de.mjml"))],
    ["a link that leads nowhere", (at) => symlink("/nowhere", join(at, "..", "birthday", "first.de.mjml"))],
  ])("are not what was kept before %s came", async (_what, come) => {
    expect((await readCampaigns(url(), "campaigns")).broken).toEqual([]);
    await come(join(folder, "empty"));
    expect((await readCampaigns(url(), "campaigns")).broken).toHaveLength(1);
  });

  it("are told of with the same remarks, compiled and kept, whatever their folder is called", async () => {
    await edit("birthday/first.en.mjml", (text) => `${text}<mj-button href="">a</mj-button>`);
    const remarks = async (shown: string) =>
      (await readCampaigns(url(), shown)).findings.map(({ rule, file }) => [rule, file]);
    for (const shown of ["campaigns", "campaigns", "elsewhere/campaigns"])
      expect(await remarks(shown)).toEqual([["link-to-nowhere", `${shown}/birthday/first.en.mjml`]]);
  });

  it("with a mistake are told of each time, and none is kept", async () => {
    await edit("win-back/campaign.yaml", (text) => text.replace("enabled", "enabeld"));
    for (const _turn of [1, 2])
      expect((await readCampaigns(url(), "campaigns")).broken.map(({ id }) => id)).toEqual(["win-back"]);
  });
});

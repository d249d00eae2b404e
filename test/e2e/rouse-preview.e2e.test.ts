import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runRouse } from "../support/run-rouse.ts";

describe("rouse preview", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const preview = (...words: string[]) => runRouse("preview", ...words, "--data", join(folder, "data"));

  it("writes one page of every campaign, says where it is, and that of nights nothing can be said", async () => {
    const { status, stdout } = await preview();
    const page = join(folder, "data", "previews", "campaigns.html");
    expect([status, stdout]).toEqual([0, expect.stringContaining(`${page}\n`)]);
    expect(stdout).toContain("no system runs here");
    const markup = await readFile(page, "utf8");
    expect(markup).toContain("srcdoc=");
    // The script that fits frames, which its policy names by its hash, and no other.
    expect(markup.match(/<script/g)).toHaveLength(1);
    expect(markup).toMatch(/script-src (?:'|&#39;)sha256-/);
  });

  it("answers as JSON which messages there are, where it is asked for one", async () => {
    const { stdout } = await preview("win-back", "--locale", "zh", "--json", "--out", join(folder, "out"));
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ page: join(folder, "out", "win-back.html"), problems: [], nights: [] });
    expect(answer.messages[0]).toMatchObject({ campaign: "win-back", customer: "known", locale: "zh-CN" });
  });

  it.each([
    [["win-bakc"], 'There is no campaign "win-bakc"; did you mean "win-back"?'],
    [["win-back", "--locale", "fr"], 'There is no language "fr"; there is en, zh-CN.'],
    [["win-back", "--step", "tenth"], 'There is no step "tenth"'],
  ])("refuses %j with what there is", async (words, said) => {
    const { status, stderr } = await preview(...words);
    expect([status, stderr]).toEqual([1, expect.stringContaining(said)]);
  });
});

import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCampaignFolder } from "../../../cli/campaigns/read-campaign-folder.ts";
import { audienceRemarks } from "../../../cli/segments/count-audiences.ts";
import { projectRoot } from "../../../cli/system/project-root.ts";
import { rowOf } from "../../support/published-night.ts";

describe("an audience in campaign.yaml", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "campaigns-"));
    for (const name of ["win-back", "frame.mjml", "segments.yaml"])
      await cp(join(projectRoot, "campaigns", name), join(folder, name), { recursive: true });
    // One step alone, so that a test may write its own.
    await edit((text) => text.replace(/\nsteps:[\s\S]*$/, "\n"));
    for (const step of ["reason", "farewell"])
      for (const end of ["en.mjml", "en.txt", "zh-CN.mjml", "zh-CN.txt"])
        await rm(join(folder, "win-back", `${step}.${end}`));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const edit = async (change: (text: string) => string, name = "win-back/campaign.yaml") => {
    const file = join(folder, name);
    await writeFile(file, change(await readFile(file, "utf8")));
  };
  const read = () => readCampaignFolder(pathToFileURL(`${folder}/`), "campaigns");
  const withAudience = (audience: string) => edit((text) => `audience: ${audience}\n${text}`);

  it("is remarked on, with its place, where it contradicts the trigger", async () => {
    await withAudience('tier == "awake"');
    const { broken, findings } = await read();
    expect(broken).toEqual([]);
    expect(findings).toEqual([
      {
        ...{ rule: "never-due", level: "warning", file: "campaigns/win-back/campaign.yaml", line: 1, column: 11 },
        what: expect.stringContaining("what it asks of tier contradicts its trigger (tiers: drowsy,"),
      },
    ]);
  });

  it("is read beside a holiday, whose days the campaign has with it; of one that there is not, file, line and column are told", async () => {
    const holiday = (name: string) =>
      edit((text) =>
        text.replace(/\ntrigger:[\s\S]*?(?=\n\S|$)/, `\ntrigger: { on: holiday, countries: [DE], holiday: ${name} }`),
      );
    await holiday("christmas-day");
    expect((await read()).library.campaigns[0]?.campaign.days).toHaveLength(20);
    await holiday("christmas-eve");
    const [broken] = (await read()).broken;
    expect(broken?.problems[0]).toMatch(
      /^campaigns\/win-back\/campaign\.yaml:8:51: no public holiday is called christmas-eve in DE/,
    );
  });

  it("may ask for segments of the folder and of Rouse", async () => {
    await withAudience('in_segment("second-order-wanted") || in_segment("champions")');
    const { library, broken } = await read();
    expect(broken).toEqual([]);
    expect(library.campaigns[0]?.campaign).toMatchObject({
      audience: 'in_segment("second-order-wanted") || in_segment("champions")',
    });
  });

  it.each([
    [
      'in_segment("second-order-wnted")',
      'campaigns/win-back/campaign.yaml:1:22: there is no segment "second-order-wnted"; did you mean "second-order-wanted"?',
    ],
    ["|\n  orders > 1\n  && teir == 1", "campaigns/win-back/campaign.yaml:3:6: there is no column"],
    ["orders > 0\nonly_if: orders > 1", "campaigns/win-back/campaign.yaml does not fit"],
    [
      "orders > 0\nsteps:\n  - { name: first, only_if: days_silent > 3 && r > 2 }",
      "campaigns/win-back/campaign.yaml:3:48: r is not known",
    ],
  ])("that is %j is a mistake", async (audience, said) => {
    await withAudience(audience);
    const { broken } = await read();
    expect(broken).toEqual([{ id: "win-back", problems: [expect.stringContaining(said)] }]);
  });

  it("is not asked of a segment that there is not: who waits for somebody to come into one names it", async () => {
    await edit((text) =>
      text.replace(
        /trigger:\n( {2}.*\n)+/,
        "trigger:\n  on: segment-entered\n  segments: [discount-buyers, discont-buyers]\n",
      ),
    );
    expect((await read()).broken[0]?.problems).toEqual([
      expect.stringMatching(
        /^campaigns\/win-back\/campaign\.yaml:\d+:31: there is no segment "discont-buyers" of your own; did you mean "discount-buyers"\?$/,
      ),
    ]);
  });

  it("that is everyone or nobody by the last night is remarked on, as is a segment, by the folder's own conditions", async () => {
    await withAudience('in_segment("ours")');
    await edit(
      () =>
        'ours: { title: A, when: orders >= 1 }\nnone: { title: B, when: orders > 1 }\nsome: { title: C, when: customer_id == "1" }\n',
      "segments.yaml",
    );
    const { library } = await read();
    const rows = ["1", "2", "3"].map((customer_id) => ({ ...rowOf({ customer_id, email: null }), segments: "none" }));
    const remarks = (of: typeof rows) =>
      audienceRemarks(library, {
        last: {
          asOf: "2026-11-19",
          rows: async function* () {
            yield of;
          },
        },
      });
    expect(await remarks(rows)).toEqual([
      "segments.yaml: ours is everyone in the night of 2026-11-19, of 3 customers.",
      "segments.yaml: none is nobody in the night of 2026-11-19, of 3 customers.",
      "win-back: audience is everyone in the night of 2026-11-19, of 3 customers.",
    ]);
    expect(await remarks([])).toEqual([]);
  });
});

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nightOfFiles, nightOfFolder } from "../../../cli/promises/promising-night.ts";
import { showPromises } from "../../../cli/work/show-promises.ts";
import { marketingKeys } from "../../../shared/model/night.ts";
import { addDays } from "../../../shared/scoring/summaries/epoch-day.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, type NightWorld, nightWorld } from "../../support/night-world.ts";
import { silentTerminal } from "../../support/silent-terminal.ts";

const until = "2026-11-20";
const promisedOn = addDays(until, -90);

const ask = (options: { in: string; asOf?: string; stack?: string }) =>
  showPromises({
    command: "rouse promises",
    terminal: silentTerminal,
    args: [],
    options: { data: ".rouse", ...options },
    interrupted: new AbortController().signal,
  });

let world: NightWorld;
/** What a rehearsal leaves: marketing's bucket as a folder. */
let folder: string;
beforeAll(async () => {
  world = nightWorld({ customers: smallShop(400, until) });
  for (const asOf of [promisedOn, until])
    await holdNight(world, { asOf, at: `${addDays(asOf, 1)}T03:30:00.000Z`, simulated: true });
  folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  for (const [key, bytes] of world.marketing.objects) {
    await mkdir(dirname(join(folder, key)), { recursive: true });
    await writeFile(join(folder, key), bytes);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("rouse promises", () => {
  test("tells promise and outcome of the latest night, and has all of the book for programs", async () => {
    const { ok, json, prose } = await ask({ in: folder });
    expect(ok).toBe(true);
    expect(prose[0]).toMatch(
      /^On August 22, 2026 we promised \d+ buyers.* among \d+ customers within 90 days; \d+ came/,
    );
    expect(prose.filter((line) => line.trim().startsWith(promisedOn))).toHaveLength(1);
    expect(prose.at(-1)).toContain("up to February 18, 2027");
    expect(json).toMatchObject({
      asOf: until,
      inBrief: { settled: 1 },
      settled: { promisedOn },
      book: [{ promisedOn }],
    });
  });

  test("tells of an earlier night what it knew, and that there is no other day", async () => {
    const { prose } = await ask({ in: folder, asOf: promisedOn });
    expect(prose[0]).toContain("The book is empty yet");
    await expect(ask({ in: folder, asOf: "2026-11-19" })).rejects.toThrow("the latest is that of 2026-11-20");
  });

  test("reads the folder of one day, and says of what it cannot read which it could", async () => {
    const day = join(folder, "nightly", `dt=${until}`);
    expect((await ask({ in: day })).json).toMatchObject({ asOf: until });
    await expect(ask({ in: day, asOf: promisedOn })).rejects.toThrow("has the night of 2026-11-20 alone");
    await expect(ask({ in: join(folder, "nightly") })).rejects.toThrow("is no result of rouse run or rouse rehearse");
    await expect(nightOfFolder(join(folder, "nowhere"))).rejects.toThrow("is no result of rouse run or rouse rehearse");
    await expect(ask({ in: folder, stack: "Rouse" })).rejects.toThrow("and --stack a system");
  });

  test("knows a shop without a night, and a night of another version", async () => {
    const { marketing } = nightWorld({ customers: [] });
    expect(await nightOfFiles(marketing)).toBeUndefined();
    const latest = { asOf: until, folder: "nightly/", manifest: marketingKeys.manifest(until) };
    await marketing.write(marketingKeys.latest(), JSON.stringify(latest));
    await marketing.write(marketingKeys.model(until), "{}");
    await expect(nightOfFiles(marketing)).rejects.toThrow("fitted by another version of Rouse");
  });
});

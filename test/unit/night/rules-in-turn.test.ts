import { beforeAll, describe, expect, it } from "vitest";
import { namesOf } from "../../../shared/campaigns/segments/own-segments.ts";
import { type ModelFile, modelFileSchema } from "../../../shared/model/model-file.ts";
import { marketingKeys } from "../../../shared/model/night.ts";
import type { OwnSegment } from "../../../shared/model/own-segment.ts";
import { parseJson } from "../../../shared/model/parse-json.ts";
import type { RepeatScore } from "../../../shared/model/repeat-score.ts";
import { PATIENCE_DAYS } from "../../../shared/model/rule-limits.ts";
import { addDays } from "../../../shared/scoring/summaries/epoch-day.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, type NightWorld, nightWorld, receivedFiles } from "../../support/night-world.ts";

/** Silence brings people into it. */
const unlikely: OwnSegment = { name: "unlikely", title: "Unlikely", when: "repeat_score.or(1) < 0.3" };
const first = "2026-11-01";
const shop = smallShop(400, addDays(first, 20));
type Row = Record<string, string>;
type Night = { day: string; model: ModelFile; rows: Row[] };

const newWorld = () =>
  nightWorld({
    customers: shop,
    readCampaignFolder: async () => ({ library: { campaigns: [], segments: [unlikely] }, broken: [] }),
  });

const hold = async (world: NightWorld, day: string): Promise<Night> => {
  await holdNight(world, { at: `${addDays(day, 1)}T03:30:00.000Z` });
  const files = receivedFiles(world, day);
  const [header = "", ...lines] = (files.get("customers.csv") ?? "").replace("\uFEFF", "").trim().split("\r\n");
  const names = header.split(",");
  return {
    day,
    model: modelFileSchema.parse(parseJson(files.get("model.json") ?? "")),
    rows: lines.map((line) => Object.fromEntries(line.split(",").map((cell, at) => [names[at] ?? "", cell]))),
  };
};

/** As if a night had chosen otherwise: what the next one reads of it is this file. */
const hadChosen = async (
  world: NightWorld,
  { day, model }: Night,
  otherwise: (score: RepeatScore) => Partial<RepeatScore>,
) => {
  const score = model.repeatScore;
  if (score === null) throw new Error("the shop is too small for a repeat score");
  const before = { ...model, repeatScore: { ...score, ...otherwise(score) } };
  await world.marketing.write(marketingKeys.model(day), Buffer.from(JSON.stringify(before)));
};

const said = ({ model }: Night) => model.statements.map(({ code }) => code);
/** Who is in the segment since that night, and ordered nothing since the one before. */
const cameWithoutOrder = ({ day, rows }: Night, before: Night) =>
  rows.filter(({ segments, segments_since, last_order_on = "" }) => {
    const at = namesOf(segments).indexOf(unlikely.name);
    return at >= 0 && namesOf(segments_since)[at] === day && last_order_on <= before.day;
  });

describe("nights in a row after one that had chosen another candidate, and another level, than their proofs would", () => {
  const days = [1, 2, PATIENCE_DAYS, PATIENCE_DAYS + 1].map((after) => addDays(first, after));
  const nights: Night[] = [];
  let before: Night;

  beforeAll(async () => {
    const world = newWorld();
    before = await hold(world, first);
    await hadChosen(world, before, ({ proof }) => ({
      inForce: "calibrated-chance",
      proof: proof && { ...proof, level: "of-model" },
    }));
    for (const day of days) nights.push(await hold(world, day));
  });

  it("keep the candidate, which on a first night none of them would take", async () => {
    expect(before.model.repeatScore?.inForce).toBe("plain-chance");
    for (const { model } of nights) expect(model.repeatScore?.inForce).toBe("calibrated-chance");
    for (const day of days.slice(0, 2))
      expect((await hold(newWorld(), day)).model.repeatScore?.inForce).toBe("plain-chance");
  });

  it("keep the level for a fortnight, what waits keeps its day from night to night, and each of them says so", () => {
    expect(before.model.repeatScore?.proof?.level).toBe("foretold");
    for (const night of nights.slice(0, 3)) {
      expect(night.model.repeatScore?.level?.shift).toBe(0);
      expect(night.model.repeatScore?.proof).toMatchObject({
        level: "of-model",
        levelChallenger: { rule: "foretold", since: days[0] },
      });
      expect(said(night)).toContain("rule-waits");
    }
    const last = nights[3]?.model.repeatScore?.proof;
    expect(last?.level).toBe("foretold");
    expect(last?.levelChallenger).toBeUndefined();
  });
});

describe("a night on which the repeat score goes by another rule", () => {
  it("says so, and brings nobody into a segment on that day without an order; the night after does again", async () => {
    const world = newWorld();
    const before = await hold(world, first);
    // An earlier version's candidate cannot be in force tonight: nothing waits.
    await hadChosen(world, before, () => ({ inForce: "calibrated-silence" }));
    const changed = await hold(world, addDays(first, 10));
    expect(said(changed)).toContain("repeat-score-rule-changed");
    expect(cameWithoutOrder(changed, before)).toEqual([]);
    const ordinary = await hold(world, addDays(first, 20));
    expect(said(ordinary)).not.toContain("repeat-score-rule-changed");
    expect(cameWithoutOrder(ordinary, changed).length).toBeGreaterThan(0);
  });
});

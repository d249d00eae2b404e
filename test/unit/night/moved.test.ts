import { beforeAll, describe, expect, test } from "vitest";
import { segments } from "../../../shared/model/segments.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, type NightWorld, nightWorld, receivedFiles } from "../../support/night-world.ts";
import { shippedCampaigns } from "../../support/shipped-campaigns.ts";

const { segments: own = [] } = await shippedCampaigns();

const table = (text = ""): Record<string, string>[] => {
  const [header = "", ...lines] = text.replace("\uFEFF", "").trim().split("\r\n");
  const names = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i] ?? "", cell])));
};

describe("who moved", () => {
  let world: NightWorld;
  let days: Map<string, string>[];
  beforeAll(async () => {
    world = nightWorld({ customers: smallShop(300, "2026-11-20"), counted: 45_000 });
    await holdNight(world, { at: "2026-10-21T03:30:00.000Z" });
    await holdNight(world, { at: "2026-11-21T03:30:00.000Z" });
    days = ["2026-10-20", "2026-11-20"].map((asOf) => receivedFiles(world, asOf));
  });

  test("moved.csv names everybody whose tier or segment is another than the night before, and nobody else", () => {
    const [before = [], now = []] = days.map((files) => table(files.get("customers.csv")));
    const known = new Map(before.map((row) => [row.customer_id, row]));
    const expected = now.flatMap((row) => {
      const was = known.get(row.customer_id);
      if (was === undefined) return [];
      return [
        ...(was.tier === row.tier ? [] : [[row.customer_id, "tier", was.tier, row.tier]]),
        ...(was.rfm_segment === row.rfm_segment
          ? []
          : [[row.customer_id, "segment", was.rfm_segment, row.rfm_segment]]),
      ];
    });
    expect(expected.length).toBeGreaterThan(20);
    const all = table(days[1]?.get("moved.csv")).filter((row) => row.by !== "own-segment");
    const moved = all.map((row) => [row.customer_id, row.by, row.yesterday, row.today]);
    expect(moved.sort()).toEqual(expected.sort());
    expect(table(days[0]?.get("moved.csv"))).toEqual([]);
  });

  test("movement.csv counts the same moves", () => {
    const moved = table(days[1]?.get("moved.csv")).filter((row) => row.by === "tier").length;
    const counted = table(days[1]?.get("movement.csv"))
      .filter((row) => row.by === "tier" && row.yesterday !== "" && row.yesterday !== row.today)
      .reduce((sum, row) => sum + Number(row.customers), 0);
    expect(counted).toBe(moved);
  });

  test("segments.csv names every file, how many are in it, and who they are, in two languages", () => {
    const files = days[1] ?? new Map<string, string>();
    const lines = (files.get("segments.csv") ?? "").trim().split("\r\n").slice(1);
    expect(lines.map((line) => line.split(",")[0])).toEqual([...segments, ...own].map(({ name }) => name));
    for (const line of lines) {
      const [name, path = "", customers] = line.split(",");
      expect(path).toBe(`segments/${name}.csv`);
      expect(Number(customers)).toBe(table(files.get(path)).length);
      expect(line).toMatch(/[a-z]+.*[一-鿿]/);
    }
  });

  test("scores have as many digits in CSV files as mean anything; the columnar files have all", () => {
    const rows = table(days[1]?.get("customers.csv"));
    const longest = (name: string) => Math.max(...rows.map((row) => (row[name] ?? "").split(".")[1]?.length ?? 0));
    expect(["p_alive", "repeat_score", "may_never_return"].map(longest)).toEqual([3, 3, 3]);
    expect(longest("expected_purchases_90d")).toBe(3);
  });
});

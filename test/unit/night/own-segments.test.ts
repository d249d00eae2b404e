import { beforeAll, describe, expect, it } from "vitest";
import { namesOf } from "../../../shared/campaigns/segments/own-segments.ts";
import type { CampaignLibrary } from "../../../shared/model/campaign-library.ts";
import type { OwnSegment } from "../../../shared/model/own-segment.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, type NightWorld, nightWorld, receivedFiles } from "../../support/night-world.ts";

const recent: OwnSegment = { name: "recent", title: "Bought <lately>", title_zh: "最近买过", when: "days_silent < 60" };
const big: OwnSegment = {
  name: "constructor",
  title: "Big, one time",
  when: 'net_value > 200 &&\n  consent == "granted"',
};
const nobody: OwnSegment = { name: "nobody", title: "Nobody", when: "(orders / days_silent).or(0) > 1e9" };
const nights = [
  ["2026-10-21T03:30:00.000Z", [recent, big]],
  ["2026-11-21T03:30:00.000Z", [{ ...recent, title: "Another title" }, big, nobody]],
  ["2026-11-22T03:30:00.000Z", [nobody, { ...recent, when: "days_silent < 90" }]],
  ["2026-11-23T03:30:00.000Z", []],
  ["2026-11-24T03:30:00.000Z", [recent]],
] as const;

const table = (text = ""): Record<string, string>[] => {
  const [header = "", ...lines] = text.replace("\uFEFF", "").trim().split("\r\n");
  const names = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i] ?? "", cell])));
};

describe("segments of the shop's own in a night after the other", () => {
  let world: NightWorld;
  let days: Map<string, string>[];
  let library: CampaignLibrary;
  const withSegments = (segments: readonly OwnSegment[]): CampaignLibrary => ({
    campaigns: [],
    ...(segments.length > 0 && { segments: [...segments] }),
  });
  beforeAll(async () => {
    world = nightWorld({
      customers: smallShop(300, "2026-11-20"),
      counted: 45_000,
      readCampaignFolder: async () => ({ library, broken: [] }),
    });
    for (const [at, segments] of nights) {
      library = withSegments(segments);
      await holdNight(world, { at });
    }
    days = ["2026-10-20", "2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"].map((asOf) =>
      receivedFiles(world, asOf),
    );
  });
  const customers = (day: number) => table(days[day]?.get("customers.csv"));
  const inSegment = (day: number, name: string) => customers(day).filter((row) => namesOf(row.segments).includes(name));

  it("are columns of customers.csv, and files with who meets the condition", () => {
    for (const [day, name, meets] of [
      [0, "recent", (row: Record<string, string>) => Number(row.days_silent) < 60],
      [1, "constructor", (row: Record<string, string>) => Number(row.net_value) > 200 && row.consent === "granted"],
      [2, "recent", (row: Record<string, string>) => Number(row.days_silent) < 90],
      [2, "nobody", () => false],
    ] as const) {
      const expected = customers(day)
        .filter(meets)
        .map((row) => row.customer_id);
      expect(inSegment(day, name).map((row) => row.customer_id)).toEqual(expected);
      const file = table(days[day]?.get(`segments/${name}.csv`));
      expect(file.map((row) => row.customer_id)).toEqual(expected);
    }
    expect(inSegment(1, "recent").length).toBeGreaterThan(20);
    expect(inSegment(1, "constructor").length).toBeGreaterThan(20);
    expect(customers(0)[0]).toMatchObject({ segments: expect.any(String), segments_since: expect.any(String) });
  });

  it("say since when, carried from night to night; earlier of who was in it when it was made or changed", () => {
    const since = (day: number, name: string) =>
      new Map(
        inSegment(day, name).map((row) => [
          row.customer_id,
          namesOf(row.segments_since)[namesOf(row.segments).indexOf(name)],
        ]),
      );
    expect(new Set(since(0, "recent").values())).toEqual(new Set(["earlier"]));
    const [before, then, changed] = [since(0, "recent"), since(1, "recent"), since(2, "recent")];
    const expected = new Map([...then].map(([id]) => [id, before.has(id) ? "earlier" : "2026-11-20"]));
    expect(then).toEqual(expected);
    expect(new Set(then.values())).toEqual(new Set(["earlier", "2026-11-20"]));
    expect(changed).toEqual(new Map([...changed].map(([id]) => [id, then.get(id) ?? "earlier"])));
    expect(new Set(since(4, "recent").values())).toEqual(new Set(["earlier"]));
  });

  it("stand in movement.csv and moved.csv with who came and went, where the night before had them", () => {
    const moves = (day: number, by: string) => table(days[day]?.get("movement.csv")).filter((row) => row.by === by);
    const [was, is] = [0, 1].map((day) => new Set(inSegment(day, "recent").map((row) => row.customer_id)));
    const joined = [...(is ?? [])].filter((id) => !was?.has(id));
    const left = [...(was ?? [])].filter((id) => !is?.has(id));
    expect(joined.length).toBeGreaterThan(0);
    expect(left.length).toBeGreaterThan(0);
    expect(moves(1, "own-segment").filter(({ yesterday, today }) => [yesterday, today].includes("recent"))).toEqual([
      { by: "own-segment", yesterday: "", today: "recent", customers: String(joined.length) },
      { by: "own-segment", yesterday: "recent", today: "", customers: String(left.length) },
      { by: "own-segment", yesterday: "recent", today: "recent", customers: String((is?.size ?? 0) - joined.length) },
    ]);
    const moved = table(days[1]?.get("moved.csv")).filter((row) => row.by === "own-segment");
    expect(
      moved
        .filter(({ today }) => today === "recent")
        .map((row) => row.customer_id)
        .sort(),
    ).toEqual(joined.sort());
    expect(
      moved
        .filter(({ yesterday }) => yesterday === "recent")
        .map((row) => row.customer_id)
        .sort(),
    ).toEqual(left.sort());
    expect(moves(0, "own-segment")).toEqual([]);
    expect(moves(3, "own-segment")).toEqual([]);
    expect(moves(4, "own-segment")).toEqual([]);
  });

  it("stand in segments.csv, the manifest and the report, with title and condition; a title is text and no markup", () => {
    const [, files = new Map<string, string>()] = days;
    const line = (name: string) =>
      (files.get("segments.csv") ?? "").split("\r\n").find((one) => one.startsWith(`${name},`));
    expect(line("recent")).toBe(
      `recent,segments/recent.csv,${inSegment(1, "recent").length},Another title: days_silent < 60,最近买过：days_silent < 60`,
    );
    expect(line("constructor")).toContain('"Big, one time: net_value > 200 && consent == ""granted"""');
    expect(line("nobody")).toContain("segments/nobody.csv,0,");
    expect(files.get("manifest.json")).toContain('"segments/nobody.csv"');
    expect(days[0]?.get("report.html")).toContain("Bought &lt;lately&gt;: days_silent &lt; 60");
    expect(files.get("report.html")).toContain("Segments of your own");
    expect(days[3]?.get("report.html")).not.toContain("own-segments");
    expect(days[3]?.has("segments/recent.csv")).toBe(false);
  });

  it("that this version of the program does not understand are left out, and the report says so", async () => {
    library = withSegments([recent, { ...big, when: "spell_length > 3" }]);
    await holdNight(world, { at: "2026-11-25T03:30:00.000Z" });
    const files = receivedFiles(world, "2026-11-24");
    expect(files.get("report.html")).toContain("Segments of your own were left out:");
    expect(files.get("report.html")).toContain("constructor: there is no column &quot;spell_length&quot;");
    expect(files.has("segments/recent.csv")).toBe(true);
    expect(files.has("segments/constructor.csv")).toBe(false);
  });

  it("give the same bytes in a night that is held again", async () => {
    library = withSegments(nights[2][1]);
    await holdNight(world, { at: nights[2][0] });
    const again = receivedFiles(world, "2026-11-21");
    for (const file of ["customers.csv", "segments.csv", "moved.csv", "movement.csv", "segments/recent.csv"])
      expect(again.get(file)).toBe(days[2]?.get(file));
  });
});

import { describe, expect, it } from "vitest";
import { barsChart } from "../../../../shared/marketing/report/bars-chart.ts";
import { columnsChart } from "../../../../shared/marketing/report/columns-chart.ts";
import { movesChart } from "../../../../shared/marketing/report/moves-chart.ts";
import { promiseChart } from "../../../../shared/marketing/report/promise-chart.ts";
import { rangeChart } from "../../../../shared/marketing/report/range-chart.ts";
import { rfmChart } from "../../../../shared/marketing/report/rfm-chart.ts";
import { weeksChart } from "../../../../shared/marketing/report/weeks-chart.ts";
import { fromEpochDay } from "../../../../shared/scoring/summaries/epoch-day.ts";

/** What fits a telephone of 400 pixels, without its margins, at the smallest size in which letters can be read. */
const WIDEST = 430;
/** A letter of a wide typeface; half of them are narrower. */
const LETTER = 7.6;

const weeksOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    weekOf: fromEpochDay(20_000 + 7 * index),
    orders: 400 + index,
    newCustomers: 90,
    netMinor: 0,
  }));
const columnsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ label: `${index * 100}`, customers: index * 90, title: "" }));
const ends = ["New", "Awake", "Drowsy", "Half asleep", "Asleep"].map((label) => ({ key: label, label, color: "red" }));
const flows = ends.flatMap(({ key: from }) => ends.map(({ key: to }) => ({ from, to, customers: 40 })));
const cells = Array.from({ length: 25 }, (_, index) => `${1 + Math.floor(index / 5)}${1 + (index % 5)}`);

const pictures = {
  bars: barsChart([{ label: "Awake", length: 3, strong: "3", text: "10%" }], "bars"),
  "few columns": columnsChart(columnsOf(7), "columns"),
  "many columns": columnsChart(columnsOf(24), "columns"),
  moves: movesChart([{ key: "", label: "not known yet", color: "red" }, ...ends], ends, flows, "a week ago"),
  promises: promiseChart([{ label: "1", expected: 0.4, actual: 0.3 }], "promises", ["first", "last"]),
  range: rangeChart(5_000, [{ label: "all", low: 4_000, high: 6_000 }], "range", (value) => `€${value}`),
  rfm: rfmChart(new Map(cells.map((cell) => [cell, 12_345]))),
  "two years of weeks": weeksChart(weeksOf(104)),
  "a year of weeks": weeksChart(weeksOf(52)),
  "ten weeks": weeksChart(weeksOf(10)),
};

type Text = { from: number; to: number; y: number; says: string };
const textsOf = (svg: string): Text[] =>
  [...svg.matchAll(/<text ([^>]*)>(.*?)<\/text>/gs)].map(([, attributes = "", content = ""]) => {
    const numberOf = (name: string) => Number(new RegExp(`\\b${name}="([^"]+)"`).exec(attributes)?.[1]);
    const says = content.replaceAll(/<[^>]+>/g, "");
    const length = says.length * LETTER;
    const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1] ?? "start";
    const from =
      numberOf("x") -
      { start: 0, middle: length / 2, end: length }[anchor === "middle" || anchor === "end" ? anchor : "start"];
    return { from, to: from + length, y: numberOf("y"), says };
  });

describe.each(Object.entries(pictures))("on a telephone the picture of %s", (_name, { markup }) => {
  const shown = markup.replace(/<div class="wide">.*?<\/svg>\s*<\/div>/s, "");
  const [, width = Number.NaN] = /viewBox="0 0 ([\d.]+) /.exec(shown)?.map(Number) ?? [];

  it("is one, and no wider than the screen", () => {
    expect(shown.match(/<svg/g)).toHaveLength(1);
    expect(width).toBeLessThanOrEqual(WIDEST);
  });

  it("has all of its words within it, and none upon another", () => {
    const texts = textsOf(shown);
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.filter(({ from, to }) => from < -1 || to > width + 1)).toEqual([]);
    const meeting = texts.filter((one, index) =>
      texts
        .slice(index + 1)
        .some((other) => Math.abs(one.y - other.y) < 10 && one.from < other.to && other.from < one.to),
    );
    expect(meeting).toEqual([]);
  });
});

describe("on a wide screen", () => {
  /** What stands at axes is smaller. */
  const AXIS_LETTER = 6.6;

  it("the names of the first and the last column stay inside the picture, wider than their columns as they are", () => {
    const names = ["10K–20K and less", ...Array.from({ length: 12 }, (_, index) => `${index}`), "200K–500K and more"];
    const { markup } = columnsChart(
      names.map((label) => ({ label, customers: 1, title: "", shown: "1" })),
      "columns",
    );
    const [wide = ""] = /<svg.*?<\/svg>/s.exec(markup) ?? [];
    const width = Number(/viewBox="0 0 ([\d.]+) /.exec(wide)?.[1]);
    const ofAxis = [...wide.matchAll(/<text x="([^"]+)" [^>]*class="axis">(.*?)<\/text>/gs)];
    expect(ofAxis.length).toBeGreaterThan(1);
    for (const [, middle, says = ""] of ofAxis) {
      const half = (says.length * AXIS_LETTER) / 2;
      expect(Number(middle) - half).toBeGreaterThanOrEqual(-0.1);
      expect(Number(middle) + half).toBeLessThanOrEqual(width + 0.1);
    }
  });
});

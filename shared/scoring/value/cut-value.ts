import type { ModelFile, ValueClassRule } from "../../model/model-file.ts";
import type { Settings } from "../../model/settings.ts";
import type { Day } from "../../model/time.ts";
import type { Carriers, RestsOnFew, ValueBands } from "../../model/value-bands.ts";
import type { Cells } from "../summaries/cells.ts";
import type { MoneyCounts } from "../summaries/money.ts";
import type { SpendCells } from "../summaries/spend-cells.ts";
import type { Forecaster, InFull } from "./forecaster.ts";
import { valueBandsOf } from "./value-bands.ts";
import { ValueCutter } from "./value-cutter.ts";

/** Share of all value whose carriers are counted. */
const CARRIED = 0.8;

export type CutValueInput = {
  readonly asOf: Day;
  readonly settings: Pick<Settings, "valueClasses" | "valueBands">;
  readonly minorPerMajor: number;
  /** Cells of those that models are fitted to, in rising order of x: of who never came back, nothing else is needed where spend leaves first days out. */
  readonly cells: Cells;
  readonly money: () => AsyncIterable<Pick<MoneyCounts, "spend" | "once" | "beside" | "net">>;
  readonly yesterday?: Pick<ModelFile, "valueBands" | "currency"> | undefined;
  readonly currency: ModelFile["currency"];
};

export type ValueCuts = {
  readonly valueClass: ValueClassRule;
  readonly valueBands: ValueBands;
  readonly carriers: Carriers;
  readonly restsOnFew?: RestsOnFew;
};

/**
 * Two rounds over the shards' counts of money: value classes by cumulative share, value bands, and the carriers; of CLV where there
 * is one, else of net value. Equal customers have equal CLV, so it is made once for all of a cell.
 */
export const cutValue = async (input: CutValueInput, forecaster: Forecaster): Promise<ValueCuts> => {
  const { settings, asOf, minorPerMajor, yesterday } = input;
  const { a, b } = settings.valueClasses;
  const cutter = new ValueCutter([
    { share: a, of: "usual" },
    { share: a + b, of: "usual" },
    { share: CARRIED, of: "all" },
  ]);
  const round = forecaster.knowsValue ? roundOfClv(input, forecaster) : roundOfNet(input);
  const few = { customers: 0, purchaseDays: 0, spentMinor: 0, believedMinor: 0, valueMinor: 0, inFullMinor: 0 };
  await round((value, customers, inFull) => {
    cutter.count(value, customers);
    if (inFull !== undefined) addToFew(few, value, customers, inFull);
  });
  cutter.startRoundTwo();
  await round((value, customers) => cutter.countExactly(value, customers));

  const [ofA, ofB, carried] = cutter.cuts();
  const { customers, totalMinor, beyond } = cutter;
  const basis = forecaster.knowsValue ? "clv" : "net-value";
  return {
    valueClass: {
      basis,
      shares: settings.valueClasses,
      // Stryker disable next-line OptionalChaining: there is a cut for each share
      cutsMinor: { a: ofA?.leastMinor ?? null, b: ofB?.leastMinor ?? null },
      ...(beyond.customers > 0 && { beyond: { ...beyond, of: customers, ofMinor: totalMinor } }),
    },
    valueBands: valueBandsOf({
      asOf,
      basis,
      totalMinor: totalMinor - beyond.totalMinor,
      customers: customers - beyond.customers,
      minorPerMajor,
      settings: settings.valueBands,
      yesterday: yesterday?.currency === input.currency ? yesterday.valueBands : undefined,
    }),
    carriers: {
      basis,
      share: CARRIED,
      // Stryker disable next-line OptionalChaining: there is a cut for each share
      customers: carried?.customers ?? 0,
      of: customers,
      totalMinor,
      // Stryker disable next-line OptionalChaining: there is a cut for each share
      leastMinor: carried?.leastMinor ?? null,
    },
    ...(few.customers > 0 && { restsOnFew: few }),
  };
};

/** Whole units, so that neither order nor shards matter. Changes `few`. */
const addToFew = (few: RestsOnFew, valueMinor: number, customers: number, inFull: InFull): void => {
  few.customers += customers;
  few.purchaseDays += customers * inFull.purchaseDays;
  few.spentMinor += customers * inFull.spentMinor;
  few.believedMinor += customers * inFull.believedMinor;
  few.valueMinor += customers * valueMinor;
  few.inFullMinor += customers * Math.round(inFull.clvMinor);
};

type Take = (valueMinor: number, customers: number, inFull?: InFull) => void;
type Round = (take: Take) => Promise<void>;

const roundOfNet =
  ({ money }: CutValueInput): Round =>
  async (take) => {
    for await (const { net } of money()) for (const [netMinor, customers] of net()) take(netMinor, customers);
  };

const roundOfClv =
  ({ cells, money }: CutValueInput, forecaster: Forecaster): Round =>
  async (take) => {
    const takeAll = (of: SpendCells) => {
      const { clvMinor } = forecaster.pointForecasts(of);
      for (let i = 0; i < of.length; i++) {
        const clv = clvMinor[i] ?? 0;
        take(Math.round(clv), of.count[i] ?? 0, forecaster.inFull(of, i, clv));
      }
    };
    const byCells = !forecaster.readsFirstDays;
    if (byCells) takeAll(whoNeverCameBack(cells));
    for await (const { spend, once, beside } of money()) {
      takeAll(spend());
      if (!byCells) takeAll(once());
      takeAll(beside());
    }
  };

const whoNeverCameBack = (cells: Cells): SpendCells => {
  const length = endOf(cells.repeats);
  return {
    length,
    repeats: cells.repeats.subarray(0, length),
    recencyDays: cells.recencyDays.subarray(0, length),
    ageDays: cells.ageDays.subarray(0, length),
    count: cells.count.subarray(0, length),
    repeatNetMinor: new Float64Array(length),
    greatestRepeatMinor: new Float64Array(length),
    netMinor: new Float64Array(length),
  };
};

/** Where the cells without repeats end. */
const endOf = (repeats: Int32Array): number => {
  const first = repeats.findIndex((x) => x > 0);
  return first === -1 ? repeats.length : first;
};

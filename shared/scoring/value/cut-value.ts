import type { ModelFile, ValueClassRule } from "../../model/model-file.ts";
import type { Settings } from "../../model/settings.ts";
import type { Day } from "../../model/time.ts";
import type { Carriers, ValueBands } from "../../model/value-bands.ts";
import type { SummaryColumns } from "../summaries/summary-columns.ts";
import type { Forecaster } from "./forecaster.ts";
import { valueBandsOf } from "./value-bands.ts";
import { ValueCutter } from "./value-cutter.ts";

/** Share of all value whose carriers are counted. */
const CARRIED = 0.8;

export type CutValueInput = {
  readonly asOf: Day;
  readonly settings: Pick<Settings, "valueClasses" | "valueBands">;
  readonly minorPerMajor: number;
  readonly summaries: () => AsyncIterable<SummaryColumns>;
  readonly yesterday?: Pick<ModelFile, "valueBands" | "currency"> | undefined;
  readonly currency: ModelFile["currency"];
};

export type ValueCuts = {
  readonly valueClass: ValueClassRule;
  readonly valueBands: ValueBands;
  readonly carriers: Carriers;
};

/** Two passes over all customers: value classes by cumulative share, value bands, and the carriers; of CLV where there is one, else of net value. */
export const cutValue = async (input: CutValueInput, forecaster: Forecaster): Promise<ValueCuts> => {
  const { settings, asOf, minorPerMajor, summaries, yesterday } = input;
  const { a, b } = settings.valueClasses;
  const cutter = new ValueCutter([a, a + b, CARRIED]);
  const round = async (take: (valueMinor: number) => void): Promise<void> => {
    for await (const columns of summaries()) {
      const values = forecaster.knowsValue ? forecaster.pointForecasts(columns).clvMinor : columns.netMinor;
      for (let i = 0; i < values.length; i++) take(Math.round(values[i] ?? 0));
    }
  };
  await round((value) => cutter.count(value));
  cutter.startRoundTwo();
  await round((value) => cutter.countExactly(value));

  const [ofA, ofB, carried] = cutter.cuts();
  const { customers, totalMinor } = cutter;
  const basis = forecaster.knowsValue ? "clv" : "net-value";
  return {
    valueClass: {
      basis,
      shares: settings.valueClasses,
      // Stryker disable next-line OptionalChaining: there is a cut for each share
      cutsMinor: { a: ofA?.leastMinor ?? null, b: ofB?.leastMinor ?? null },
    },
    valueBands: valueBandsOf({
      asOf,
      basis,
      totalMinor,
      customers,
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
  };
};

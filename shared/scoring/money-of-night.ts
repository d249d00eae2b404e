import type { ModelFile } from "../model/model-file.ts";
import type { Day } from "../model/time.ts";
import type { SpendersLeftOut } from "../words/statements.ts";
import { type FirstDays, firstDaysOfNight } from "./first-days.ts";
import { chooseSpendModel } from "./models/choose-models.ts";
import { spendFrequencyCorrelation } from "./models/spend-sample.ts";
import { withUsualSpend } from "./models/usual-spend.ts";
import { type MoneyInput, readMoney, rfmScales } from "./read-money.ts";
import type { ShopOfNight } from "./shop-of-night.ts";

/** What a night knows of its customers' money: the models of spend, and the scales of R, F and M. */
export type MoneyOfNight = {
  readonly spenders: number;
  /** Those whom the model of spend in force was not fitted to. */
  readonly spendersLeftOut: SpendersLeftOut;
  readonly spend: ReturnType<typeof chooseSpendModel>;
  readonly firstDays: FirstDays;
  readonly spendFrequencyCorrelation: number | null;
  readonly rfm: ModelFile["rfm"];
};

/** Reads the shards' counts of money once, and once more where first purchase days count in spend. */
export const moneyOfNight = async (
  night: MoneyInput & { readonly asOf: Day; readonly yesterday?: ModelFile | undefined },
  { usual, history, flawed }: Pick<ShopOfNight, "usual" | "history" | "flawed">,
): Promise<MoneyOfNight> => {
  const money = await readMoney(night);
  const usualSpend = withUsualSpend(money.spend, usual.mostDays - 1);
  const firstDays = await firstDaysOfNight({ ...night, flawed }, usual.mostDays, history.days);
  const spenders = money.spend.spendMajor.length;
  return {
    spenders,
    spendersLeftOut: firstDays.leftOut ?? { ...usualSpend, spenders, firstDays: false },
    spend: chooseSpendModel(usualSpend, night.asOf, night.yesterday),
    firstDays,
    spendFrequencyCorrelation: spendFrequencyCorrelation(usualSpend.spend),
    rfm: rfmScales(night, money.scale),
  };
};

import type { ModelFile } from "../model/model-file.ts";
import type { Day } from "../model/time.ts";
import { type FirstDays, firstDaysOfNight } from "./first-days.ts";
import { chooseSpendModel } from "./models/choose-models.ts";
import { spendFrequencyCorrelation } from "./models/spend-sample.ts";
import { type UsualSpend, withUsualSpend } from "./models/usual-spend.ts";
import { type MoneyInput, readMoney, rfmScales } from "./read-money.ts";
import type { ShopOfNight } from "./shop-of-night.ts";

/** What a night knows of its customers' money: the models of spend, and the scales of R, F and M. */
export type MoneyOfNight = {
  readonly spenders: number;
  readonly usualSpend: UsualSpend;
  readonly spend: ReturnType<typeof chooseSpendModel>;
  readonly firstDays: FirstDays;
  readonly spendFrequencyCorrelation: number | null;
  readonly rfm: ModelFile["rfm"];
};

/** Reads the shards' counts of money once, and once more where first purchase days count in spend. */
export const moneyOfNight = async (
  night: MoneyInput & { readonly asOf: Day; readonly yesterday?: ModelFile | undefined },
  { usual, history }: Pick<ShopOfNight, "usual" | "history">,
): Promise<MoneyOfNight> => {
  const money = await readMoney(night);
  const usualSpend = withUsualSpend(money.spend, usual.mostDays - 1);
  return {
    spenders: money.spend.spendMajor.length,
    usualSpend,
    spend: chooseSpendModel(usualSpend.spend, night.asOf, night.yesterday),
    firstDays: await firstDaysOfNight(night, usual.mostDays, history.days),
    spendFrequencyCorrelation: spendFrequencyCorrelation(usualSpend.spend),
    rfm: rfmScales(night, money.scale),
  };
};

import { describe, expect, it } from "vitest";
import { describeModels, modelsBehind } from "../../../cli/explain/models-behind.ts";
import { modelSection } from "../../../shared/marketing/report/model-section.ts";
import { holdFit } from "../../support/hold-fit.ts";
import { smallReportData } from "../../support/report-data.ts";
import { retailShop, simulatePurchases } from "../../support/simulate-customers.ts";

const customer = { repeats: 2, recency_days: 70, age_days: 140, repeat_net: 5001, net: 6000 };

describe("the models behind a customer's numbers", () => {
  it("are of repeat purchase days, or of all of them where the first counts in spend", async () => {
    const model = await holdFit([simulatePurchases(retailShop, 300, 4)]);
    const { gammaGamma } = model.models;
    if (gammaGamma === null) throw new Error("spend was fitted");
    const withFirst = { ...model, models: { ...model.models, gammaGammaWithFirst: { ...gammaGamma, customers: 290 } } };
    const [plain, counted] = [model, withFirst].map((night) => modelsBehind(customer, night));
    expect(plain?.history).toEqual({ x: 2, t_x_weeks: 10, T_weeks: 20, m: "25.01" });
    expect(plain?.spend).toMatchObject({ counts: "repeat purchase days", customers: gammaGamma.customers });
    expect(counted?.history).toMatchObject({ m: "25.01", m_all: "20.00" });
    expect(counted?.spend).toMatchObject({ counts: "all purchase days", customers: 290 });
    const told = [plain, counted].map((one) => (one ? describeModels(one).join("\n") : ""));
    expect(told[0]).toMatch(/m 25\.01\n[\s\S]*customers with repeat spend$/);
    expect(told[1]).toMatch(/m of all days 20\.00\n[\s\S]*290 customers who spent, first orders counted: by x \+ 1/);
    const data = await smallReportData();
    const section = modelSection({ ...data, model: withFirst }).markup;
    expect(section).toContain("first orders counted: in force");
    expect(modelSection({ ...data, model }).markup).not.toContain("first orders counted");
  });
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { importFile } from "../../cli/import/import-file.ts";
import { writeCustomers } from "../../cli/import/write-customers.ts";
import { readParquet } from "../../shared/adapters/parquet-reader.ts";
import type { Customer } from "../../shared/model/customer.ts";
import { type CustomerRow, customerTable } from "../../shared/model/customer-row.ts";
import { type ModelFile, modelFileSchema } from "../../shared/model/model-file.ts";
import { parseSettings } from "../../shared/model/parse-settings.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { judgeOrder } from "../../shared/recording/judge-order.ts";
import { fromEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import { historyFormats } from "../../shared/sources/history-formats.ts";
import { readBeside } from "../support/beside-checkout.ts";
import { hasReference, readCdnow } from "../support/cdnow.ts";
import { fakeStore } from "../support/fake-store.ts";
import { holdNight, nightWorld } from "../support/night-world.ts";
import { recordDeps } from "../support/recording-deps.ts";
import { silentImport } from "../support/silent-import.ts";

const asOf = "1997-09-30";
const numbers = z.record(z.string(), z.number());
const fit = z.object({ params: numbers, loglik: z.number(), se: numbers });
const sums = z.object({ mean_p_alive: z.number(), sum_clv12m: z.number() });
const referenceSchema = z.object({
  fits: z.object({ cdnow_sample_39w: z.object({ models: z.object({ bgnbd: fit, mbgnbd: fit, gg: fit }) }) }),
  aggregates_at_mle: z.object({ cdnow_sample_39w: z.object({ mbgnbd: sums }) }),
});

/** The customers that an import of the sample leaves in a system. */
const importCdnow = async (settings: Settings): Promise<Customer[]> => {
  const folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  const file = join(folder, "cdnow.csv");
  const lines = [...readCdnow("sample")].flatMap(([id, days]) =>
    days.map(({ day, netMinor }) => `${id}-${day},${id},${fromEpochDay(day)},USD,${(netMinor / 100).toFixed(2)}`),
  );
  await writeFile(file, ["order_id,customer_id,ordered_at,currency,total", ...lines].join("\n"));
  const store = fakeStore();
  const deps = { ...store, ...recordDeps(store, settings) };
  const imported = await importFile(
    {
      file,
      formats: historyFormats,
      reading: {
        timeZone: settings.timeZone,
        currency: settings.currency,
        firstDay: settings.orders.firstDay,
        now: "2026-11-21T03:00:00.000Z",
      },
      readBy: "test",
      dataFolder: folder,
      rejectsFile: `${file}.rejects.csv`,
      breakLock: false,
    },
    {
      ...deps,
      now: () => "2026-11-21T03:00:00.000Z",
      saveImportMark: async () => {},
      writeCustomers: (groups) => writeCustomers(groups, deps),
      judge: (facts) => judgeOrder({ facts, separateRefunds: {} }, settings).counted,
    },
    silentImport,
  );
  await rm(folder, { recursive: true });
  expect(imported).toMatchObject({ rows: lines.length, orders: lines.length, rejected: 0, customers: 2357 });
  return [...store.rows.customers.values()];
};

/** The whole CDNOW sample from a file through the seven states, as `rouse run` does it; zero-value orders counted. */
describe.skipIf(!hasReference)("a night on the CDNOW sample, 39 weeks", () => {
  const reference = () => referenceSchema.parse(JSON.parse(readBeside("reference/clv_reference.json")));
  let model: ModelFile;
  const rows: CustomerRow[] = [];

  beforeAll(async () => {
    const settings = { currency: "USD", timeZone: "UTC", orders: { countZeroValue: true } };
    const customers = await importCdnow(parseSettings(JSON.stringify(settings)));
    const world = nightWorld({ customers, settings, counted: 50_000 });
    await holdNight(world, { asOf, at: "1997-10-01T03:30:00.000Z", simulated: true });
    const read = (path: string) => Buffer.from(world.marketing.objects.get(`nightly/dt=${asOf}/${path}`) ?? "");
    model = modelFileSchema.parse(JSON.parse(read("model.json").toString()));
    for await (const batch of readParquet(customerTable, read("customers.parquet"))) rows.push(...batch);
  });

  test.each(["bgnbd", "mbgnbd", "gammaGamma"] as const)("model.json has the reference's %s", (name) => {
    const { models } = reference().fits.cdnow_sample_39w;
    const expected = models[name === "gammaGamma" ? "gg" : name];
    const fitted = model.models[name];
    expect(fitted?.converged).toBe(true);
    expect(Math.abs((fitted?.logLikelihood ?? 0) - expected.loglik)).toBeLessThan(1e-4);
    const params: Readonly<Record<string, number>> = fitted?.params ?? {};
    const errors: Readonly<Record<string, number | null>> = fitted?.standardErrors ?? {};
    for (const [parameter, value] of Object.entries(expected.params)) {
      expect(Math.abs((params[parameter] ?? 0) / value - 1), parameter).toBeLessThan(1e-5);
      expect(Math.abs((errors[parameter] ?? 0) / (expected.se[parameter] ?? 1) - 1), parameter).toBeLessThan(1e-3);
    }
  });

  test("its customers have the reference's mean P(alive) and sum of CLV, but for what silence in doubt adds", () => {
    const expected = reference().aggregates_at_mle.cdnow_sample_39w.mbgnbd;
    expect(rows).toHaveLength(2357);
    const mean = rows.reduce((sum, row) => sum + (row.p_alive ?? Number.NaN), 0) / rows.length;
    const clv = rows.reduce((sum, row) => sum + (row.clv_12m ?? Number.NaN), 0) / 100;
    // ADR 38: of the few who bought often and fell quiet; the model alone is compared with the reference elsewhere, to many digits.
    expect(mean / expected.mean_p_alive).toBeGreaterThan(1);
    expect(mean / expected.mean_p_alive).toBeLessThan(1.005);
    expect(clv / expected.sum_clv12m).toBeGreaterThan(1);
    expect(clv / expected.sum_clv12m).toBeLessThan(1.02);
  });
});

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inventShop } from "../../cli/demo/invent-shop.ts";
import { ordersCsv } from "../../cli/demo/orders-csv.ts";
import { historyFileOf } from "../../cli/import/reading-options.ts";
import { marketingIn, openGround, type Place, rowsIn } from "../../cli/one-process/ground.ts";
import { groupFile } from "../../cli/one-process/group-file.ts";
import { holdNightHere } from "../../cli/one-process/hold-night.ts";
import { startThreads } from "../../cli/one-process/threads.ts";
import { copyFiles } from "../../cli/result/copy-files.ts";
import { marketingFolder } from "../../shared/model/night.ts";
import { parseSettings } from "../../shared/model/parse-settings.ts";
import { instantAt } from "../../shared/model/shop-time.ts";
import { addDays, fromEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import { hasReference, readCdnow } from "../support/cdnow.ts";
import { nightOnEmbedded } from "../support/embedded-night.ts";
import { silentImport } from "../support/silent-import.ts";

/** `candidates`: how many the night would write to, or stops, at least. */
type Shop = { name: string; csv: () => string; settings: object; asOf: string; candidates: number };

const demoCsv = (): string => {
  const shop = inventShop({ seed: 7, customers: 900, days: 500, endDay: "2026-11-20" });
  return ordersCsv(
    shop.flatMap((customer) => customer.orders.map((order) => ({ customer, order }))),
    "EUR",
  );
};

/** Two shards, and a header of our own columns. */
const cdnowCsv = (): string =>
  [
    "order_id,customer_id,ordered_at,currency,total",
    ...[...readCdnow("master")].flatMap(([id, days]) =>
      days.map(({ day, netMinor }) => `${id}-${day},${id},${fromEpochDay(day)},USD,${(netMinor / 100).toFixed(2)}`),
    ),
  ].join("\n");

/** People who are one by further rows, guests, sales of nobody, refunds of either kind, two currencies, and rows that are refused. */
const mixedCsv = (): string => {
  const rows = Array.from({ length: 1_500 }, (_, index) => {
    const customer = (index * 7919) % 400;
    const day = new Date(Date.UTC(2025, 0, 1) + ((index * 37) % 600) * 86_400_000).toISOString().slice(0, 10);
    const id = customer % 5 === 0 ? "" : `K${customer}`;
    const email = customer % 7 === 0 ? "" : `p${customer % 350}@example.com`;
    const currency = index % 11 === 0 ? "USD" : "EUR";
    const total = index % 97 === 0 ? "ten" : `${10 + (index % 90)}.${index % 2 === 0 ? "50" : "00"}`;
    const refunded = index % 13 === 0 ? "5.00" : "";
    const consent = ["yes", "no", ""][customer % 3];
    return `${index},${id},${email},${day},${currency},${total},${refunded},${consent},--10-0${1 + (customer % 9)}`;
  });
  const refunds = Array.from({ length: 20 }, (_, at) => `${at * 40 + 1},,,2026-09-01,EUR,-3.00,,,`);
  const header = "order_id,customer_id,email,ordered_at,currency,total,refunded,marketing_consent,birthday";
  return [header, ...rows, ...refunds].join("\n");
};

const shops: readonly Shop[] = [
  {
    name: "the demo shop",
    csv: demoCsv,
    settings: { currency: "EUR", timeZone: "Europe/Berlin" },
    asOf: "2026-11-20",
    candidates: 10,
  },
  {
    name: "a file with a bit of everything",
    csv: mixedCsv,
    settings: { currency: "EUR" },
    asOf: "2026-10-01",
    candidates: 1,
  },
  ...(hasReference
    ? [{ name: "CDNOW", csv: cdnowCsv, settings: { currency: "USD" }, asOf: "1998-06-30", candidates: 0 }]
    : []),
];

/** Every file in a folder, by path; of the manifest all but what a night costs and the run's name. */
const bytesIn = async (folder: string): Promise<Record<string, string>> => {
  const found = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const files = await Promise.all(
    found.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      const bytes = await readFile(path, "latin1");
      const { cost: _cost, runId: _run, ...told } = name === "manifest.json" ? JSON.parse(bytes) : {};
      return [path.slice(folder.length + 1), name === "manifest.json" ? JSON.stringify(told) : bytes] as const;
    }),
  );
  return Object.fromEntries(files.sort(([a], [b]) => (a < b ? -1 : 1)));
};

describe("a night in one process", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(shops)(
    "leaves the same bytes as the embedded system: $name",
    async ({ name, csv, settings: given, asOf, candidates }) => {
      const own = join(folder, name.replaceAll(" ", "-"));
      await mkdir(own);
      const [file, settingsFile] = [join(own, "orders.csv"), join(own, "settings.json")];
      await writeFile(file, csv());
      await writeFile(settingsFile, JSON.stringify(given));
      const settings = parseSettings(JSON.stringify(given));
      const at = instantAt(addDays(asOf, 1), settings.nightly.at, settings.timeZone);
      const embedded = await nightOnEmbedded({ file, settingsFile, settings, asOf, at, folder: join(own, "embedded") });

      const place: Place = { folder: join(own, "here"), settings, keys: embedded.keys, at };
      const threads = startThreads(place, 2);
      const out = join(own, "out");
      try {
        const request = historyFileOf(file, {}, settings, at);
        await groupFile(
          { ...request, rejectsFile: join(own, "rejects.csv"), folder: rowsIn(place) },
          threads,
          silentImport,
        );
        const night = await holdNightHere({ asOf, at, simulated: true }, openGround(place), threads, () => undefined);
        expect(night.customers).toBe(embedded.customers);
        await copyFiles(
          [{ files: marketingIn(place), prefix: marketingFolder(asOf) }],
          out,
          new AbortController().signal,
        );
      } finally {
        await threads.stop();
      }
      const [here, there] = await Promise.all([bytesIn(out), bytesIn(embedded.out)]);
      expect(Object.keys(here)).toEqual(Object.keys(there));
      expect(there["messages.csv"]?.match(/\r\n/g)?.length).toBeGreaterThan(candidates);
      for (const [path, bytes] of Object.entries(there)) expect(here[path] === bytes, path).toBe(true);
    },
  );
});

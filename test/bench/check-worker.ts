import { checkFile } from "../../cli/import/check-file.ts";
import { parseSettings } from "../../shared/model/parse-settings.ts";
import { judgeOrder } from "../../shared/recording/judge-order.ts";
import { historyFormats } from "../../shared/sources/history-formats.ts";
import { silentImport } from "../support/silent-import.ts";
import { peakMegabytes } from "./peak-memory.ts";

/** `check-worker.ts FILE`: one check in a process of its own; stdout is JSON: seconds, most memory, orders found. */
const [, , file = ""] = process.argv;
const settings = parseSettings("{}");
const reading = { timeZone: "Europe/Berlin", currency: "USD", firstDay: "1990-01-01", now: "2026-11-20T12:00:00.000Z" };
const started = performance.now();
const { orders } = await checkFile(
  { file, formats: historyFormats, reading },
  (facts) => judgeOrder({ facts, separateRefunds: {} }, settings),
  silentImport,
);
console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000, peakMegabytes: peakMegabytes(), orders }));

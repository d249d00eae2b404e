import { execFile } from "node:child_process";
import { appendFileSync, existsSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkFile } from "../../../cli/import/check-file.ts";
import { sizeOf } from "../../../cli/import/listener-on.ts";
import { splitFile } from "../../../cli/import/split-file.ts";
import { historyFormats } from "../../../shared/sources/history-formats.ts";

const lines = (count: number) => Array.from({ length: count }, (_, at) => `${at},C${at},2026-05-01,EUR,x\n`).join("");
const text = `order_id,customer_id,ordered_at,currency,total\n1,C,2026-05-01,EUR,5\n${lines(100)}`;
const reading = { timeZone: "UTC", currency: "EUR", now: "2026-11-20T00:00:00.000Z", firstDay: "1990-01-01" } as const;

describe("a file while it is read", () => {
  let folder: string;
  let [file, rejects] = ["", ""];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    [file, rejects] = [join(folder, "orders.csv"), join(folder, "rejects.csv")];
    writeFileSync(file, text);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const history = () => ({ file, formats: historyFormats, reading });
  const split = (meanwhile: () => void) =>
    splitFile(history(), folder, rejects, { bytes: () => undefined, opened: meanwhile });

  it("is taken where nobody touches it", async () => {
    expect(await split(() => undefined)).toMatchObject({ rows: 101, taken: 1 });
  });

  it.each([
    ["grows, as one that is being copied does", () => appendFileSync(file, lines(50))],
    ["shrinks", () => truncateSync(file, 100)],
    [
      "is replaced by another of its length",
      () => {
        writeFileSync(`${file}.new`, text);
        renameSync(`${file}.new`, file);
      },
    ],
  ])("is not taken where it %s: nothing comes of it, neither rows nor a list of rejected ones", async (_, change) => {
    await expect(split(change)).rejects.toThrow(`${file} changed while it was read.`);
    expect(existsSync(rejects)).toBe(false);
  });

  it("is not checked either", async () => {
    const counted = { bytes: () => undefined, done: () => undefined };
    const listener = { reading: () => counted, opened: () => appendFileSync(file, lines(50)) };
    const judge = () => ({ counted: { state: "counted" }, netMinor: 0 }) as never;
    await expect(checkFile(history(), judge, listener)).rejects.toThrow("changed while it was read");
  });

  it.skipIf(process.platform === "win32")("is no pipe, which could be read once only", async () => {
    const pipe = join(folder, "pipe");
    await promisify(execFile)("mkfifo", [pipe]);
    await expect(sizeOf(pipe)).rejects.toThrow("orders are read more than once. Save them to a file first.");
  });
});

import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoOrder, inventShop } from "../../cli/demo/invent-shop.ts";
import { ordersCsv } from "../../cli/demo/orders-csv.ts";
import type { Rehearsal } from "../../shared/marketing/rehearsal/rehearsal.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";
import { endOf, runRouse, startRouse } from "../support/run-rouse.ts";

/** Half past three, when a night is held unless the settings say otherwise. */
const HELD_AT_MINUTE = 210;

const settings = {
  currency: "EUR",
  timeZone: "Europe/Berlin",
  shop: { name: "Tea", postalAddress: "1 High Street" },
  notices: { recipients: ["ann@shop.example"] },
  mail: { sending: "off", limits: { per24Hours: 1, per7Days: 1 } },
};

const shop = () => inventShop({ seed: 11, customers: 700, days: 500, endDay: "2026-11-20" });
const csvOf = (isIn: (order: DemoOrder) => boolean): string =>
  ordersCsv(
    shop().flatMap((customer) => customer.orders.filter((order) => isIn(order)).map((order) => ({ customer, order }))),
    "EUR",
  );

/** Cells of a file of marketing's, without those of other columns. */
const cellsOf = async (file: string): Promise<string[][]> =>
  (await readFile(file, "utf8"))
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));

describe("rouse rehearse", () => {
  let folder: string;
  let [orders, settingsFile] = ["", ""];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    [orders, settingsFile] = [join(folder, "orders.csv"), join(folder, "settings.json")];
    await writeFile(
      orders,
      csvOf(() => true),
    );
    await writeFile(settingsFile, JSON.stringify(settings));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const [from, to] = ["2026-08-01", "2026-08-20"];
  const rehearse = (out: string, ...more: string[]) =>
    runRouse(
      "rehearse",
      "--orders",
      orders,
      "--settings",
      settingsFile,
      "--out",
      out,
      "--from",
      from,
      "--to",
      to,
      ...more,
    );

  it("holds every night with what was known then: the first as a run on the file of that day, and mails nobody twice", async () => {
    const out = join(folder, "rehearsal");
    const run = await rehearse(out, "--json");
    expect(run.status, run.stderr).toBe(0);
    const { nights, followUps }: Rehearsal = JSON.parse(run.stdout);
    expect(nights.map(({ asOf }) => asOf)).toEqual(Array.from({ length: 20 }, (_, index) => addDays(from, index)));
    expect(await readdir(join(out, "nightly"))).toHaveLength(21);
    expect(await readFile(join(out, "rehearsal.html"), "utf8")).toContain("would have gone out");

    const report = await readFile(join(out, "nightly", `dt=${to}`, "report.html"), "utf8");
    expect(report).toContain("A rehearsal: nobody was written to.");
    expect(report).not.toContain("were written to tonight");

    // What the shop's file had been when the first night was held.
    const then = join(folder, "then.csv");
    await writeFile(
      then,
      csvOf(({ day, minute }) => day <= from || (day === addDays(from, 1) && minute < HELD_AT_MINUTE)),
    );
    const once = join(folder, "once");
    await runRouse("run", "--orders", then, "--settings", settingsFile, "--out", once, "--as-of", from);
    const first = join(out, "nightly", `dt=${from}`);
    for (const file of ["customers.csv", "segments.csv", "movement.csv", "model.json", "customers.parquet"])
      expect((await readFile(join(first, file))).equals(await readFile(join(once, file))), file).toBe(true);

    // By what each day's file lists as sent.
    const sent = new Map<string, string[]>();
    let [messages, held] = [0, 0];
    for (const { asOf, sendDay, campaigns } of nights) {
      const [head = [], ...rows] = await cellsOf(join(out, "nightly", `dt=${asOf}`, "messages.csv"));
      const cell = (row: string[], name: string) => row[head.indexOf(name)] ?? "";
      // What an earlier night had answered is in the file of the day alone.
      expect(campaigns.reduce((sum, { considered }) => sum + considered, 0)).toBeLessThanOrEqual(rows.length);
      for (const row of rows) {
        if (cell(row, "reason") === "holdout") held += 1;
        if (cell(row, "outcome") !== "sent") continue;
        messages += 1;
        const days = sent.get(cell(row, "customer_id")) ?? [];
        sent.set(cell(row, "customer_id"), [...days, sendDay]);
      }
    }
    expect(messages).toBeGreaterThan(20);
    expect(held).toBeGreaterThan(0);
    for (const days of sent.values())
      for (const [index, day] of days.entries())
        if (index > 0) expect(day >= addDays(days[index - 1] ?? "", 7)).toBe(true);
    const followed = followUps.reduce((sum, { written }) => sum + written.occasions + written.open, 0);
    expect(followed).toBe(messages);
    expect(followUps.reduce((sum, { written }) => sum + written.returned, 0)).toBeGreaterThan(0);
  });

  it("knows since when somebody is in a segment: each night by the one before, though that is told after it", async () => {
    const out = join(folder, "since");
    expect((await rehearse(out)).status).toBe(0);
    const [head = [], ...rows] = await cellsOf(join(out, "nightly", `dt=${to}`, "customers.csv"));
    const cell = (row: string[], name: string) => row[head.indexOf(name)] ?? "";
    const known = rows.flatMap((row) => {
      const at = cell(row, "segments").split(" ").indexOf("second-order-wanted");
      // Three weeks after the one order.
      const entered = addDays(cell(row, "last_order_on"), 21);
      return at < 0 ? [] : [[cell(row, "segments_since").split(" ")[at], entered > from ? entered : "earlier"]];
    });
    expect(known.map(([since]) => since)).toEqual(known.map(([, entered]) => entered));
    expect(new Set(known.map(([, entered]) => entered)).size).toBeGreaterThan(3);
  });

  it("gives the same bytes twice, and replaces an earlier rehearsal and nothing else", async () => {
    const out = join(folder, "again");
    const some = ["rehearse", "--orders", orders, "--settings", settingsFile, "--out", out, "--from", "2026-08-01"];
    expect((await runRouse(...some, "--to", "2026-08-02")).status).toBe(0);
    const files = (await readdir(out, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const bytes = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), "base64")));
    const second = await runRouse(...some, "--to", "2026-08-02");
    expect(second.stderr).toContain("The earlier rehearsal of 2026-08-01 to 2026-08-02");
    for (const [index, { parentPath, name }] of files.entries())
      expect((await readFile(join(parentPath, name), "base64")) === bytes[index], name).toBe(true);

    const other = join(folder, "other");
    await mkdir(other);
    await writeFile(join(other, "mine.txt"), "mine");
    const refused = await rehearse(other);
    expect(refused).toMatchObject({ status: 1, stdout: "" });
    expect(refused.stderr).toContain("holds other files");
    expect(await readdir(other)).toEqual(["mine.txt"]);
  });

  it("knows of a refund from when the file dates it, and takes an example's address where there is none", async () => {
    const [file, out] = [join(folder, "refunds.csv"), join(folder, "refunds")];
    const header = "order_id,customer_id,email,ordered_at,updated_at,currency,total,refunded";
    const rows = ["1,A,ann@example.com,2026-01-05,2026-03-03,EUR,50.00,50.00", "2,B,,2026-01-06,,EUR,20.00,20.00"];
    const later = ["3,A,ann@example.com,2026-03-10,,EUR,5.00,", "4,C,,2026-01-07,,EUR,9.00,"];
    await writeFile(file, [header, ...rows, ...later].join("\n"));
    const args = ["--orders", file, "--from", "2026-03-01", "--to", "2026-03-04", "--out", out];
    const run = await runRouse("rehearse", ...args, "--json");
    expect(run.status, run.stderr).toBe(0);
    expect(run.stderr).toContain("no shop.postalAddress");
    const { nights, undone, lastDay }: Rehearsal = JSON.parse(run.stdout);
    // Order 1 is A's until it went back: the night of March 2 is held after that. B's is gone from the start.
    expect(nights.map(({ customers }) => customers)).toEqual([2, 1, 1, 1]);
    expect({ undone, lastDay }).toEqual({ undone: { dated: 1, undated: 1 }, lastDay: "2026-03-10" });
  });

  it("holds nights in which orders counted that all went back since, and says why none did where it is so", async () => {
    const [file, out] = [join(folder, "gone.csv"), join(folder, "gone")];
    const header = "order_id,customer_id,ordered_at,updated_at,currency,total,refunded,status";
    const rows = ["1,A,2026-01-05,2026-03-03,EUR,50.00,50.00,paid", "2,B,2026-01-06,2026-03-04,EUR,20.00,,cancelled"];
    await writeFile(file, [header, ...rows].join("\n"));
    const days = (from: string, to: string) => ["rehearse", "--orders", file, "--from", from, "--to", to, "--out", out];
    const run = await runRouse(...days("2026-03-01", "2026-03-03"), "--json");
    expect(run.status, run.stderr).toBe(0);
    const { nights }: Rehearsal = JSON.parse(run.stdout);
    expect(nights.map(({ customers }) => customers)).toEqual([2, 1, 0]);
    const none = await runRouse(...days("2026-03-10", "2026-03-11"));
    expect(none).toMatchObject({ status: 1, stdout: "" });
    expect(none.stderr).toContain("None of the 2 orders");
  });

  it.each([
    { says: "lies before --from", args: ["--from", "2026-08-02", "--to", "2026-08-01"] },
    { says: "--to got", args: ["--from", "2026-08-02", "--to", "2026-13-01"] },
    { says: "are 11189 nights", args: ["--from", "1996-01-01", "--to", "2026-08-19"] },
    { says: "--to 2100-01-01 is not over yet", args: ["--from", "2100-01-01", "--to", "2100-01-01"] },
    { says: "which is no folder", args: ["--from", "2026-08-01", "--to", "2026-08-02", "--campaigns", "package.json"] },
    {
      says: "which is one campaign. Name the folder around it",
      args: ["--from", "2026-08-01", "--to", "2026-08-02", "--campaigns", "campaigns/win-back"],
    },
    {
      says: "which holds no campaign",
      args: ["--from", "2026-08-01", "--to", "2026-08-02", "--campaigns", "docs/sources"],
    },
    { says: "Nobody bought by 2020-01-02", args: ["--from", "2020-01-01", "--to", "2020-01-02"] },
  ])("refuses what cannot be rehearsed, and leaves nothing: $says", async ({ says, args }) => {
    const out = join(folder, "refused");
    const run = await runRouse("rehearse", "--orders", orders, "--settings", settingsFile, "--out", out, ...args);
    expect(run).toMatchObject({ status: 1, stdout: "" });
    expect(run.stderr).toContain(says);
    expect(existsSync(out)).toBe(false);
    expect((await readdir(folder)).filter((name) => name.startsWith("refused"))).toEqual([]);
  });

  it("takes campaigns from elsewhere, and tells of one with mistakes", async () => {
    const [campaigns, out] = [join(folder, "campaigns"), join(folder, "elsewhere")];
    await mkdir(join(campaigns, "spring"), { recursive: true });
    await writeFile(join(campaigns, "frame.html.liquid"), "{{ content }}");
    await writeFile(join(campaigns, "spring", "campaign.json"), "{");
    const args = ["--orders", orders, "--settings", settingsFile, "--from", "2026-08-01", "--to", "2026-08-01"];
    const run = await runRouse("rehearse", ...args, "--out", out, "--campaigns", campaigns, "--json");
    expect(run.status, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ leftOut: [{ id: "spring" }], peopleWritten: 0 });
    expect(await readFile(join(out, "rehearsal.html"), "utf8")).toContain("The campaign spring was left out");
  });

  it("broken off, leaves no result and nothing in temporary folders", async () => {
    const [out, temporary] = [join(folder, "broken"), join(folder, "tmp")];
    await mkdir(temporary);
    const args = ["rehearse", "--orders", orders, "--settings", settingsFile, "--out", out, "--from", from, "--to", to];
    const child = startRouse(args, { TMPDIR: temporary });
    const ended = endOf(child);
    while (!existsSync(`${out}.part/result/nightly`)) await new Promise((soon) => setTimeout(soon, 20));
    child.kill("SIGINT");
    expect((await ended).status).toBe(130);
    expect(existsSync(out)).toBe(false);
    expect(existsSync(`${out}.part`)).toBe(false);
    expect((await readdir(temporary)).filter((name) => name.startsWith("rouse-run"))).toEqual([]);
  });
});

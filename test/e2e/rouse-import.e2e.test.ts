import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { paginateScan } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findRunning } from "../../infra/local/running-file.ts";
import { createDynamoClient, createS3Client } from "../../shared/adapters/aws-clients.ts";
import { importMarks } from "../../shared/adapters/import-marks.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { settingsMetadata } from "../../shared/model/template-settings.ts";
import { cloudFormation } from "../support/cloud-formation.ts";
import { endOf, runRouse, startRouse } from "../support/run-rouse.ts";

const CUSTOMERS = 100;
const ORDERS = 1_600;
/** Rows so wide that few of them fill three partitions: the last is not begun when the first is done. */
const ITEMS = JSON.stringify(Array.from({ length: 25 }, (_, at) => ({ sku: `A${at}`, category: "Tea ".repeat(25) })));

const header = "order_id,customer_id,email,ordered_at,currency,total,items";

const linesFor = (shop: string, orders: number) =>
  Array.from({ length: orders }, (_, index) => {
    const name = `${shop}${index % CUSTOMERS}`;
    const items = ITEMS.replaceAll('"', '""');
    return `${shop}${index},C${name},c${name}@example.com,2026-01-0${1 + (index % 9)},USD,12.50,"${items}"`;
  });

describe("rouse import", () => {
  let folder: string;
  let data: string;
  let dev: ChildProcess;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    data = join(folder, "data");
    dev = startRouse(["dev", "--data", data, "--json"]);
    await new Promise((ready) => dev.stdout?.once("data", ready));
    Object.assign(process.env, (await findRunning(data))?.environment);
  });
  afterAll(async () => {
    const ended = new Promise((resume) => dev.once("exit", resume));
    dev.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  });

  const countRows = async (output: string): Promise<number> => {
    const TableName = (await findRunning(data))?.outputs[output];
    let rows = 0;
    for await (const { Count = 0 } of paginateScan({ client: createDynamoClient() }, { TableName, Select: "COUNT" }))
      rows += Count;
    return rows;
  };

  it("killed in the middle and run again, has every order once and every customer once", async () => {
    const file = join(folder, "orders.csv");
    await writeFile(file, [header, ...linesFor("", ORDERS)].join("\n"));
    const killed = startRouse(["import", file, "--data", data]);
    // The first checkpoint in the second pass means that some are written and most are not.
    await untilWriting(join(data, "imports"));
    const dead = new Promise((resume) => killed.once("exit", resume));
    killed.kill("SIGKILL");
    await dead;
    expect(await countRows("OrdersTable")).toBeLessThan(ORDERS);

    const night = await runRouse("nightly", "--data", data);
    expect(night.status).toBe(0);
    expect(night.stdout).toContain("An import of orders was not finished when the night began");

    const again = await runRouse("import", file, "--data", data, "--json");
    expect(again.stderr).not.toMatch(/Error|under way/);
    expect(again.status).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({
      rows: ORDERS,
      rejected: 0,
      orders: ORDERS,
      customers: CUSTOMERS,
      resumed: true,
    });
    expect(await countRows("OrdersTable")).toBe(ORDERS);
    expect(await countRows("CustomersTable")).toBe(CUSTOMERS);
    // A holder and two identities each, and the row of the lock, which is given back.
    expect(await countRows("IdentitiesTable")).toBe(3 * CUSTOMERS + 1);
    expect(await readdir(join(data, "imports"))).toEqual([]);
    const after = await runRouse("nightly", "--data", data, "--json");
    expect(JSON.parse(after.stdout)).toMatchObject({ importMet: { whenPlanned: false, held: 0 } });
  });

  it("twice at once: the second is refused, and the first brings all in", async () => {
    const file = join(folder, "twice.csv");
    await writeFile(file, `${header}\n${linesFor("T", 1_000).join("\n")}`);
    const before = await countRows("OrdersTable");
    const first = startRouse(["import", file, "--data", data, "--json"]);
    const ended = endOf(first);
    await untilThere(join(data, "imports"), /^owner\.json$/, first);
    first.kill("SIGSTOP");
    const second = await runRouse("import", file, "--data", data);
    first.kill("SIGCONT");
    expect(second).toMatchObject({ status: 1, stdout: "" });
    expect(second.stderr).toContain(`Another rouse command (pid ${first.pid}) works on ${join(data, "imports")}`);
    const { status, stdout } = await ended;
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ rows: 1_000, orders: 1_000, repeated: 0 });
    expect(await countRows("OrdersTable")).toBe(before + 1_000);
  });

  it.each([
    ["has the folder", "A", /^owner\.json$/],
    ["reads", "B", /rows\.ndjson$/],
    ["splits", "C", /part-0000\.ndjson$/],
    ["is about to write", "D", /checkpoint\.json$/],
  ])("killed when it %s and run again, has every order", async (_when, name, sign) => {
    const file = join(folder, `${name}.csv`);
    await writeFile(file, `${header}\n${linesFor(name, 1_000).join("\n")}`);
    const before = await countRows("OrdersTable");
    const killed = startRouse(["import", file, "--data", data]);
    const dead = new Promise((resume) => killed.once("exit", resume));
    await untilThere(join(data, "imports"), sign, killed);
    killed.kill("SIGKILL");
    await dead;
    const again = await runRouse("import", file, "--data", data, "--json");
    expect(again.status).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ rows: 1_000, orders: 1_000, repeated: 0 });
    expect(await countRows("OrdersTable")).toBe(before + 1_000);
    expect(await readdir(join(data, "imports"))).toEqual([]);
  });

  it("into a deployed stack marks itself there, for the stack's own nights", async () => {
    const running = await findRunning(data);
    if (!running) throw new Error("the embedded system does not run");
    const template = { Metadata: { Rouse: settingsMetadata(running.settings) } };
    const stack = await cloudFormation(() => ({ outputs: running.outputs, template: JSON.stringify(template) }));
    const file = join(folder, "more.csv");
    await writeFile(file, "order_id,customer_id,ordered_at,currency,total\nm1,M1,2026-01-01,USD,1\n");
    const before = new Date().toISOString();
    const ended = await endOf(
      startRouse(["import", file, "--stack", "Rouse", "--data", folder, "--json"], {
        AWS_ENDPOINT_URL_CLOUDFORMATION: stack.url,
      }),
    );
    await stack.stop();
    expect(ended.status).toBe(0);
    const bucket = s3FileStore(createS3Client(), String(running.outputs.DataBucket));
    const mark = await importMarks(bucket).readImportMark();
    expect(mark?.startedAt && mark.startedAt >= before).toBe(true);
    expect(mark?.finishedAt && mark.finishedAt >= before).toBe(true);
  });

  it("brings nobody back who was erased, and lists their rows with the reason", async () => {
    const file = join(folder, "erased.csv");
    const header = "order_id,customer_id,email,ordered_at,currency,total\n";
    await writeFile(file, `${header}e1,E1,eve@example.com,2026-01-01,USD,1\n`);
    expect((await runRouse("import", file, "--data", data)).status).toBe(0);
    for (const said of ["Erased: 1 order and ", "Nothing is kept of them any more: they were erased before."]) {
      const erased = await runRouse("erase", "eve@example.com", "--yes", "--data", data);
      expect(erased).toMatchObject({ status: 0, stdout: expect.stringContaining(said) });
    }
    const before = await countRows("OrdersTable");
    await writeFile(file, `${header}e1,E1,,2026-01-01,USD,1\nf1,F1,fay@example.com,2026-01-01,USD,1\n`);
    const again = await runRouse("import", file, "--data", data, "--json");
    expect(again.status).toBe(1);
    expect(JSON.parse(again.stdout)).toMatchObject({ rows: 2, rejected: 1, erased: 1, orders: 1, customers: 1 });
    expect(await readFile(`${file}.rejects.csv`, "utf8")).toContain(
      "2,names somebody who was erased after this order: it is not brought back,e1,E1,",
    );
    expect(await countRows("OrdersTable")).toBe(before + 1);
  });

  it("refuses a file that breaks off in a quote, and writes nothing of it", async () => {
    const file = join(folder, "broken.csv");
    await writeFile(
      file,
      'order_id,customer_id,ordered_at,currency,total\n1,Q1,2026-01-01,USD,1\n2,"Q2,2026-01-01,USD,1\n',
    );
    const before = await countRows("OrdersTable");
    const run = await runRouse("import", file, "--data", data, "--json");
    expect(run).toMatchObject({ status: 1, stdout: "" });
    expect(run.stderr).toContain(`line 3 of ${file} is never closed`);
    expect(await countRows("OrdersTable")).toBe(before);
  });

  it("says with --check what it would take, and makes no folder for it", async () => {
    const [file, nowhere] = [join(folder, "look.csv"), join(folder, "nowhere")];
    await writeFile(file, `${header}\n1,C1,c1@example.com,2026-01-05,USD,12.50,\n2,C2,,2026-01-06,USD,ten,\n`);
    const run = await runRouse("import", "--check", file, "--data", nowhere, "--json");
    expect(run.status).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({ rows: 2, rejected: 1, orders: 1, persons: 1, oddities: [] });
    expect(existsSync(nowhere)).toBe(false);
    expect(existsSync(`${file}.rejects.csv`)).toBe(false);
  });

  it("takes a file of customers, who have no order: it says what they said of mail, and lists who is nobody", async () => {
    const [file, before] = [join(folder, "customers.csv"), await countRows("OrdersTable")];
    const customers = ["Z1,z1@example.com,yes,2026-01-05", "Z2,z2@example.com,no,", "Z3,,,", ",,yes,"];
    await writeFile(file, ["customer_id,email,marketing_consent,consent_at", ...customers].join("\n"));
    const run = await runRouse("import", file, "--data", data);
    expect(run.status).toBe(1);
    expect(run.stderr).toContain("Taken for customers in Rouse's own columns (--format customers).");
    expect(run.stderr).toContain("Writing customers");
    expect(run.stdout).toContain("Imported 3 customers from 3 rows. Marketing mail: 1 yes, 1 no, 1 not said.");
    expect(run.stdout).toMatch(/1 row: email names nobody.* \(line 5\)/);
    expect(await readFile(`${file}.rejects.csv`, "utf8")).toMatch(/^5,/m);
    expect(await countRows("OrdersTable")).toBe(before);
  });

  it("says which columns it misses, without a stack", async () => {
    const file = join(folder, "columns.csv");
    await writeFile(file, "order_id,total\n1,2\n");
    const run = await runRouse("import", file, "--data", data);
    expect(run.status).toBe(1);
    expect(run.stderr).toContain(`for that it lacks: ordered_at, currency, customer_id or email.`);
    expect(run.stderr).not.toMatch(/\n\s+at /);
  });
});

/** Waits until a checkpoint tells of rows written. */
const untilWriting = async (imports: string): Promise<void> => {
  for (;;) {
    const names = await readdir(imports).catch(() => []);
    for (const name of names) {
      const text = await readFile(join(imports, name, "checkpoint.json"), "utf8").catch(() => "{}");
      if (/"rowsWritten":[1-9]/.test(text)) return;
    }
    await new Promise((resume) => setTimeout(resume, 10));
  }
};

/** Waits until a file of this name is there, or the process has ended. */
const untilThere = async (folder: string, name: RegExp, child: ChildProcess): Promise<void> => {
  while (child.exitCode === null) {
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    if (names.some((found) => name.test(found))) return;
    await new Promise((resume) => setTimeout(resume, 2));
  }
};

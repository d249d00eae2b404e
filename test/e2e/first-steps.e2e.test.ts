import type { ChildProcess } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { runRouse, startRouse } from "../support/run-rouse.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const served = z.object({ url: z.url(), outputs: z.record(z.string(), z.string()) });

const ordersOf = (currency: string) => {
  const lines = Array.from({ length: 60 }, (_, i) => `${i},C${i % 20},2026-0${1 + (i % 9)}-03,${currency},12.50`);
  return ["order_id,customer_id,ordered_at,currency,total", ...lines].join("\n");
};

/** What the README tells a stranger to do first, with the very file that it names. */
describe("the README's first steps", () => {
  let folder: string;
  let orders: string;
  let settings: string;
  let data: string;
  let dev: ChildProcess;
  const stop = async () => {
    const ended = new Promise((resume) => dev.once("exit", resume));
    dev.kill("SIGTERM");
    await ended;
  };
  const rouse = async (...args: string[]) => {
    const { status, stdout, stderr } = await runRouse(...args, "--data", data, "--json");
    return { status, stderr, ...(stdout && { answer: JSON.parse(stdout) }) };
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    [orders, settings, data] = [join(folder, "orders.csv"), join(folder, "settings.json"), join(folder, "data")];
    await writeFile(orders, ordersOf("EUR"));
    await cp(join(root, "settings.example.json"), settings);
    dev = startRouse(["dev", "--settings", settings, "--data", data, "--json"]);
    const [first] = await new Promise<unknown[]>((ready, fail) => {
      dev.stdout?.once("data", (...chunks) => ready(chunks));
      dev.once("exit", () => fail(new Error("rouse dev --settings settings.example.json did not start")));
    });
    expect(served.parse(JSON.parse(String(first))).outputs.DkimRecord1).toMatch(
      /_domainkey\.mail\.teapot\.example CNAME /,
    );
  });
  afterAll(async () => {
    if (dev.exitCode === null) await stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("are in the README as they are here", async () => {
    const readme = await readFile(join(root, "README.md"), "utf8");
    expect(readme).toContain("cp settings.example.json settings.json");
    expect(readme).toContain("npx rouse import orders.csv");
  });

  it("run a night on the file that the README names", async () => {
    const readme = await readFile(join(root, "README.md"), "utf8");
    const [, args = ""] = /^npx rouse (run --orders .*) --out result$/m.exec(readme) ?? [];
    const out = join(folder, "result");
    const { status, stderr } = await runRouse(...args.split(" "), "--out", out);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(await readFile(join(out, "report.html"), "utf8")).toContain("<html");
  });

  it("import beside the running system, which goes by its own settings without being told again", async () => {
    const { status, answer } = await rouse("import", orders);
    expect({ status, answer }).toMatchObject({ status: 0, answer: { orders: 60, rejected: 0, notCounted: {} } });
  });

  it("refuse settings that are not those it runs by", async () => {
    const other = join(folder, "other.json");
    await writeFile(other, JSON.stringify({ currency: "USD" }));
    const { status, stderr } = await rouse("import", orders, "--settings", other);
    expect(status).toBe(1);
    expect(stderr).toContain("was started with other settings");
  });

  it("hold a night that counts the shop's own currency, also after the system was stopped", async () => {
    await stop();
    const { status, answer } = await rouse("nightly");
    expect({ status, answer }).toMatchObject({ status: 0, answer: { customers: 20 } });
    const again = await rouse("import", orders);
    expect(again).toMatchObject({ status: 0, answer: { notCounted: {} } });
  });
});

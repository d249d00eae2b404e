import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runRouse, startRouse } from "../support/run-rouse.ts";

describe("what the command refuses", () => {
  let folder: string;
  const taken: Server = createServer();
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    await new Promise<void>((listening) => taken.listen(0, "127.0.0.1", listening));
  });
  afterAll(async () => {
    await new Promise((closed) => taken.close(closed));
    await rm(folder, { recursive: true, force: true });
  });

  it("a port that is taken: it says which, stops what it had started, and ends", async () => {
    const address = taken.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const data = join(folder, "dev");
    const { status, stdout, stderr } = await runRouse("dev", "--port", `${port}`, "--data", data);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toBe(
      `Port ${port} of this machine is taken. Choose another with --port, or stop what listens there.\n`,
    );
    expect(existsSync(data)).toBe(false);
  });

  it.each([["nightly"], ["redrive"], ["explain", "C1"], ["export", "C1"], ["erase", "C1", "--yes"]])(
    "a folder without a shop, of which it makes none: %s",
    async (...args) => {
      const data = join(folder, "nowhere");
      const { status, stderr } = await runRouse(...args, "--data", data);
      expect(status).toBe(1);
      expect(stderr).toContain(`There is no shop in ${data}. Bring in its orders (rouse import FILE --data DIR)`);
      expect(existsSync(data)).toBe(false);
    },
  );

  it.each([
    ["run", "--orders", "FILE", "--as-of", "2026-11-20", "--out", "OUT"],
    ["rehearse", "--orders", "FILE", "--from", "2026-11-19", "--to", "2026-11-20", "--out", "OUT"],
    ["import", "FILE", "--data", "OUT"],
  ])("a list of rejected rows in place of the orders, which stay as they are: %s", async (...args) => {
    const [file, out] = [join(folder, "orders.csv"), join(folder, "listed")];
    const orders =
      "order_id,email,ordered_at,currency,total\n1,a@x.example,2026-09-01,EUR,5\n2,b@x.example,2026-09-01,EUR,x\n";
    await writeFile(file, orders);
    const named = args.map((arg) => ({ FILE: file, OUT: out })[arg] ?? arg);
    const { status, stderr } = await runRouse(...named, "--rejects", file);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `--rejects got ${file}, which is the file itself, and would be written over. Name another.\n`,
    });
    expect(await readFile(file, "utf8")).toBe(orders);
    expect(existsSync(out)).toBe(false);
  });

  it("a night over a file of customers alone, in one sentence", async () => {
    const [file, out] = [join(folder, "customers.csv"), join(folder, "out")];
    await writeFile(file, "customer_id,email\n1,ann@example.com\n");
    const { status, stdout, stderr } = await runRouse("run", "--orders", file, "--as-of", "2026-11-20", "--out", out);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/customers\.csv is customers in Rouse's own columns, and tells of no order, [^.]*\.\n$/);
    expect(existsSync(out)).toBe(false);
  });

  it("nothing, where who reads it has read enough: it ends as it would have, and complains of nothing", async () => {
    const child = startRouse(["run", "--help"]);
    child.stdout?.destroy();
    const [stderr, [status]] = await Promise.all([child.stderr && text(child.stderr), once(child, "exit")]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  it("a Node that it cannot run on is answered by plain JavaScript alone", async () => {
    const launcher = await readFile(new URL("../../cli/launch.mjs", import.meta.url), "utf8");
    expect(launcher.match(/from "[^"]+"/g)?.every((name) => name.startsWith('from "node:'))).toBe(true);
  });
});

import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explainInFolder } from "../../cli/work/explain-in-folder.ts";
import { manifestSchema } from "../../shared/model/manifest.ts";
import { endOf, runRouse, startRouse } from "../support/run-rouse.ts";

const header = "order_id,customer_id,email,ordered_at,currency,total";

/** Every setting of AWS and of Node that could lead a program to an address, all to one that notes who asks. */
const listenElsewhere = async (folder: string) => {
  const asked: string[] = [];
  const server = createServer((socket) => {
    socket.on("error", () => undefined).once("data", (bytes) => asked.push(bytes.toString("latin1").slice(0, 80)));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const config = join(folder, "aws-config");
  const profile = `endpoint_url = ${url}\nregion = eu-west-1\nservices = away\ncredential_process = curl ${url}`;
  const services = ["dynamodb", "s3", "sqs", "ses", "sfn"].map((name) => `${name} =\n  endpoint_url = ${url}`);
  await writeFile(
    config,
    `[default]\n${profile}\n[profile work]\n${profile}\n[services away]\n${services.join("\n")}\n`,
  );
  const named = ["DYNAMODB", "S3", "SQS", "SES", "SFN", "SECRETS_MANAGER", "SNS"];
  return {
    variables: {
      ...Object.fromEntries(named.map((name) => [`AWS_ENDPOINT_URL_${name}`, url])),
      AWS_ENDPOINT_URL: url,
      AWS_PROFILE: "work",
      AWS_CONFIG_FILE: config,
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
      AWS_DEFAULTS_MODE: "auto",
      AWS_CONTAINER_CREDENTIALS_FULL_URI: url,
      AWS_EC2_METADATA_SERVICE_ENDPOINT: url,
      NODE_USE_ENV_PROXY: "1",
      HTTP_PROXY: url,
      HTTPS_PROXY: url,
      http_proxy: url,
      https_proxy: url,
    },
    asked: async () => {
      await new Promise((closed) => server.close(closed));
      return asked;
    },
  };
};

/** Every file in a folder, by path. */
const bytesIn = async (folder: string): Promise<Record<string, string>> => {
  const paths = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const contents = paths.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    return [path.slice(folder.length), await readFile(path, "base64")] as const;
  });
  return Object.fromEntries(await Promise.all(contents));
};

describe("rouse run", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("takes the only currency of the file, lists rejected rows and says what else does not count, and exits with 1", async () => {
    const [orders, out] = [join(folder, "euro.csv"), join(folder, "euro")];
    const lines = ["1,A,,2026-01-05,EUR,10.00", "2,A,,2026-02-05,EUR,0.00", "3,B,,2026-01-07,EUR,5.00"];
    const rejected = ["4,A,,2026-02-05,EUR,ten", '5,B,,2026-01-07,EUR,"1,5"'];
    await writeFile(orders, [header, ...lines, lines[0], ...rejected].join("\r\n"));
    const args = ["run", "--orders", orders, "--as-of", "2026-03-01", "--out", out];
    const run = await runRouse(...args, "--json");
    expect(run.stderr).toContain("the file's only currency, EUR");
    expect(run.status).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({
      customers: 2,
      import: { rows: 6, rejected: 2, orders: 3, repeated: 1, notCounted: { "zero-value": 1 } },
    });
    expect(await readFile(`${orders}.rejects.csv`, "utf8")).toMatch(
      /^\uFEFFline,reason,order_id.*\r\n6,total is not an amount: it has letters\. An amount looks like 1234\.50,/,
    );
    expect(await readdir(out)).toContain("report.html");

    const dollars = await runRouse(...args, "--currency", "USD", "--json");
    expect(dollars).toMatchObject({ status: 1, stdout: "" });
    expect(dollars.stderr).toContain("None of the 3 orders");
    expect(dollars.stderr).toContain("other-currency 3");
    expect(await readFile(join(out, "manifest.json"), "utf8")).toContain("2026-03-01");
  });

  it("mails nobody whatever the settings say, speaks to no address that the operator set up, and gives the same bytes twice", async () => {
    const [orders, settings, out] = [join(folder, "mail.csv"), join(folder, "mail.json"), join(folder, "mail")];
    // Known by their address alone.
    const lines = Array.from(
      { length: 200 },
      (_, i) => `${i},,c${i % 60}@example.com,2026-01-${10 + (i % 20)},USD,${10 + (i % 7)}.00,true,`,
    );
    const born = (day: string) => `A${day},a${day}@example.com,2026-02-05,USD,10.00,true,1990-${day}`;
    const columns = `${header},marketing_consent,birthday`;
    await writeFile(orders, [columns, ...lines, `b1,${born("03-02")}`, `b2,${born("04-02")}`].join("\n"));
    const mail = { sending: "on", holdoutShare: 0, sender: { email: "hello@shop.example" } };
    const notices = { recipients: ["ann@shop.example"] };
    const shop = { name: "Shop", postalAddress: "1 High Street" };
    await writeFile(settings, JSON.stringify({ currency: "USD", timeZone: "UTC", shop, mail, notices }));
    const args = ["run", "--orders", orders, "--as-of", "2026-03-01", "--settings", settings, "--out"];
    const elsewhere = await listenElsewhere(folder);
    const run = await endOf(startRouse([...args, out, "--json"], elsewhere.variables));
    expect(await elsewhere.asked()).toEqual([]);
    expect(run.stderr).toContain("A night on a file mails nobody, whatever the settings say");
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ written: 0, writtenBefore: 0, wouldBeMail: 1, told: 0 });
    expect(await readFile(join(out, "messages.csv"), "utf8")).toMatch(
      /birthday,first,2026,waiting,sending-off,email,,2026-03-03,\r\n/,
    );
    const report = await readFile(join(out, "report.html"), "utf8");
    expect(report).toContain("Sending is switched off: everything below is what would have happened.");
    expect(report).not.toContain("were written to tonight");

    const again = await runRouse(...args, `${out} again`);
    expect(again.stdout).toContain("0 mails sent, 1 would have been,");
    const [first, second] = [await bytesIn(out), await bytesIn(`${out} again`)];
    expect(Object.keys(first)).toContain("/customers.csv");
    expect(Object.keys(second)).toEqual(Object.keys(first));
    for (const [path, bytes] of Object.entries(first)) expect(second[path] === bytes, path).toBe(true);
    const manifest = manifestSchema.parse(JSON.parse(await readFile(join(out, "manifest.json"), "utf8")));
    for (const { path, bytes } of manifest.files) {
      expect((await readFile(join(out, path))).byteLength, path).toBe(bytes);
    }
  });

  it("leaves a result that explains itself, by id and by address, and says of others that nobody is kept", async () => {
    const [orders, out] = [join(folder, "known.csv"), join(folder, "known")];
    const lines = ["1,A,ann@example.com,2026-01-05,EUR,10.00", "2,,ann@example.com,2026-02-05,EUR,20.00"];
    await writeFile(orders, [header, ...lines, "3,B,bo@example.com,2026-01-07,USD,5.00"].join("\n"));
    await runRouse("run", "--orders", orders, "--as-of", "2026-03-01", "--out", out, "--currency", "EUR");
    const mayRead = await Promise.all(
      ["", ...(await readdir(out, { recursive: true }))].map(
        async (path) => (await stat(join(out, path))).mode & 0o077,
      ),
    );
    expect(mayRead.filter((others) => others !== 0)).toEqual([]);
    const byId = await runRouse("explain", "A", "--in", out, "--json");
    expect(byId.status).toBe(0);
    expect(JSON.parse(byId.stdout)).toMatchObject({
      customerId: "A",
      asOf: "2026-03-01",
      restsOn: "night",
      differs: [],
      changedSince: [],
      orders: [
        { orderKey: "csv#1", day: "2026-01-05", netMinor: 1000, currency: "EUR" },
        { orderKey: "csv#2", day: "2026-02-05", netMinor: 2000, currency: "EUR" },
      ],
    });
    const byAddress = await runRouse("explain", "Ann@example.com", "--in", out, "--json");
    expect(byAddress.stdout).toBe(byId.stdout);
    const nobody = await runRouse("explain", "nobody@example.com", "--in", out);
    expect(nobody.status).toBe(1);
    expect(nobody.stdout).toContain("Nobody is kept under that name");
    const otherDay = await runRouse("explain", "A", "--in", out, "--as-of", "2020-01-01");
    expect(otherDay).toMatchObject({ status: 1, stdout: "" });
    expect(otherDay.stderr).toContain("alone. Run rouse run --as-of 2020-01-01");
    const oneSystem = await runRouse("explain", "A", "--in", out, "--stack", "Rouse");
    expect(oneSystem).toMatchObject({ status: 1, stdout: "" });
    expect(oneSystem.stderr).toContain("--in names what rouse run left, and --stack a system.");
    const notThere = await runRouse("explain", "A", "--in", folder);
    expect(notThere).toMatchObject({ status: 1, stdout: "" });
    expect(notThere.stderr).toContain("is no result of rouse run");
    const customers = join(out, "night", "customers");
    await rm(customers, { recursive: true });
    await expect(explainInFolder("nobody@example.com", out)).rejects.toThrow(
      `${out} lacks part of what its night knew`,
    );
    await mkdir(customers);
    await writeFile(join(customers, "bin-00"), "half");
    await expect(explainInFolder("A", out)).rejects.toThrow("or it was changed. Run rouse run again");
  });

  it("refuses a file without orders, and a day that is not over, before anything starts", async () => {
    const empty = join(folder, "empty.csv");
    await writeFile(empty, `${header}\n`);
    const run = (orders: string, day: string) =>
      runRouse("run", "--orders", orders, "--as-of", day, "--out", join(folder, "never"));
    const none = await run(empty, "2026-01-06");
    expect(none).toMatchObject({ status: 1, stdout: "" });
    expect(none.stderr).toContain("There are no orders in");
    await writeFile(empty, `${header}\n1,A,,2026-01-05,USD,10.00\n`);
    const early = await run(empty, "2999-01-01");
    expect(early.status).toBe(1);
    expect(early.stderr).toContain("is not over yet");
    expect((await run(folder, "2026-01-06")).stderr).toContain("is a folder");
  });

  it("refuses a day that is none, and a folder that holds something else, before anything starts", async () => {
    const orders = join(folder, "one.csv");
    await writeFile(orders, `${header}\n1,A,,2026-01-05,USD,10.00\n`);
    const noDay = await runRouse("run", "--orders", orders, "--as-of", "yesterday", "--out", join(folder, "x"));
    expect(noDay).toMatchObject({ status: 1, stdout: "" });
    expect(noDay.stderr).toContain("expected a day as YYYY-MM-DD");
    const foreign = await runRouse("run", "--orders", orders, "--as-of", "2026-01-06", "--out", folder);
    expect(foreign.stderr).toContain("holds other files");
    expect(existsSync(orders)).toBe(true);
  });
});

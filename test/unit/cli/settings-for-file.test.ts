import { appendFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { settingsForFile } from "../../../cli/import/settings-for-file.ts";
import { createTerminal } from "../../../cli/terminal/terminal.ts";

const header = "order_id,customer_id,ordered_at,currency,total\n";
const row = (currency: string) => `1,C,2026-05-01,${currency},5\n`;

describe("the settings for nights on a file of orders", () => {
  let folder: string;
  let said: string[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    said = [];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const written = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const settingsOf = async (settings: object, orders: string, currency?: string) => {
    const stream = { write: (text: string) => said.push(text) };
    const file = await written("settings.json", JSON.stringify(settings));
    return settingsForFile(
      { orders: await written("orders.csv", orders), settings: file, currency },
      createTerminal(false, stream, stream),
    );
  };

  it("have the file's only currency where they name none, and say by what a system would go", async () => {
    const settings = await settingsOf({ shop: { name: "Teapot" } }, `${header}${row("EUR")}${row("eur")}`);
    expect(settings).toMatchObject({ currency: "EUR", shop: { name: "Teapot" } });
    expect(said.join("")).toContain("taking the file's only one, EUR. A system counts USD until they name another.");
  });

  it("ask which it is where the file has several and they name none", async () => {
    await expect(settingsOf({}, `${header}${row("EUR")}${row("USD")}`)).rejects.toThrow(
      "several currencies: EUR 1, USD 1. Say with --currency",
    );
  });

  it("keep the currency that they name, whatever the file has", async () => {
    expect(await settingsOf({ currency: "GBP" }, `${header}${row("EUR")}`)).toMatchObject({ currency: "GBP" });
    expect(said).toEqual([]);
  });

  it("say which currency is meant where neither they nor the file name one", async () => {
    expect(await settingsOf({}, `${header}${row("")}`)).toMatchObject({ currency: "USD" });
    expect(said.join("")).toContain("Nothing names a currency: amounts are taken for USD.");
  });

  it("give way to --currency", async () => {
    expect(await settingsOf({}, `${header}${row("EUR")}${row("USD")}`, "usd")).toMatchObject({ currency: "USD" });
  });

  it("are not found by a file that changes while its currency is looked for", async () => {
    const file = await written("settings.json", "{}");
    const orders = await written("orders.csv", `${header}${row("EUR")}`);
    const stream = { write: () => appendFileSync(orders, row("USD")), isTTY: true };
    await expect(settingsForFile({ orders, settings: file }, createTerminal(false, stream, stream))).rejects.toThrow(
      "changed while it was read",
    );
  });
});

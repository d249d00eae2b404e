import { expect, test } from "vitest";
import { listenerOn } from "../../../cli/import/listener-on.ts";
import { createTerminal } from "../../../cli/terminal/terminal.ts";
import { historyFormats } from "../../../shared/sources/history-formats.ts";

test.each(["orders", "customers"] as const)("an import says that it writes %s where its file has them", (what) => {
  const said: string[] = [];
  const stream = { write: (text: string) => said.push(text) };
  listenerOn(createTerminal(false, stream, stream), 10, "webhooks")
    .writing(what, 5, 2)
    .done();
  expect(said.join("")).toContain(`Writing ${what}`);
});

test("a file that is looked through once and then read is read to its end once, by its own size", () => {
  const said: string[] = [];
  const stream = { write: (text: string) => said.push(text), isTTY: true };
  const size = 40 * 1024;
  const reading = listenerOn(createTerminal(false, stream, stream), size, "nothing").reading("orders.csv");
  for (let bytes = 0; bytes < 2 * size; bytes += 1000) reading.bytes(1000);
  expect(said.join("")).toContain("of 40 KiB");
});

test.each([
  ["nothing", false],
  ["webhooks", true],
] as const)("what matters only beside webhooks is said where there may be some: %s", (beside, isSaid) => {
  const said: string[] = [];
  const stream = { write: (text: string) => said.push(text) };
  for (const format of historyFormats) {
    const opened = { format, form: { encoding: "utf-8", separator: "," }, unknown: [] };
    listenerOn(createTerminal(false, stream, stream), 10, beside).opened(opened);
  }
  expect(said.filter((line) => /Which (?:order|payment) a webhook tells of/.test(line)).length).toBe(isSaid ? 3 : 0);
  expect(said.join("")).toContain("Not in it: Who agreed to marketing mail.");
});

import { expect, test } from "vitest";
import { listenerOn } from "../../../cli/import/listener-on.ts";
import { createTerminal } from "../../../cli/terminal/terminal.ts";

test.each(["orders", "customers"] as const)("an import says that it writes %s where its file has them", (what) => {
  const said: string[] = [];
  const stream = { write: (text: string) => said.push(text) };
  listenerOn(createTerminal(false, stream, stream), 10)
    .writing(what, 5, 2)
    .done();
  expect(said.join("")).toContain(`Writing ${what}`);
});

test("a file that is looked through once and then read is read to its end once, by its own size", () => {
  const said: string[] = [];
  const stream = { write: (text: string) => said.push(text), isTTY: true };
  const size = 40 * 1024;
  const reading = listenerOn(createTerminal(false, stream, stream), size).reading("orders.csv");
  for (let bytes = 0; bytes < 2 * size; bytes += 1000) reading.bytes(1000);
  expect(said.join("")).toContain("of 40 KiB");
});

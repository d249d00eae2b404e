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

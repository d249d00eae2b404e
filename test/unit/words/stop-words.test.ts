import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { wouldWait } from "../../../shared/campaigns/ask-gates.ts";
import { stopReasonSchema } from "../../../shared/model/message.ts";
import { stopWords } from "../../../shared/words/stop-words.ts";

it("docs/campaigns.md has every reason in the order of the gates, what its gate answers, and its sentence", async () => {
  const page = await readFile("docs/campaigns.md", "utf8");
  const [, table = ""] = page.split(/^\| reason .*\n\|[-| ]+\n/m);
  const rows = table.slice(0, table.search(/\n(?!\|)/)).split("\n");
  const cells = rows.map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  expect(cells).toEqual(
    stopReasonSchema.options.map((reason) => [
      `\`${reason}\``,
      wouldWait(reason) ? "waits" : "stops",
      stopWords[reason].en,
    ]),
  );
});

it("each sentence is said in Chinese as well", () => {
  for (const { en, zh } of Object.values(stopWords)) {
    expect(en).not.toMatch(/\p{Script=Han}/u);
    expect(zh).toMatch(/\p{Script=Han}/u);
  }
});

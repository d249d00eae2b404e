import { expect, test } from "vitest";
import { publishedFiles } from "../../../shared/adapters/published-files.ts";
import { marketingKeys } from "../../../shared/model/night.ts";
import { fakeFiles } from "../../support/fake-files.ts";

test("a model that another version of the program wrote counts as none, so that the night after an upgrade is held", async () => {
  const files = fakeFiles();
  await files.write(marketingKeys.model("2026-11-19"), JSON.stringify({ asOf: "2026-11-19", chosen: "mbgnbd" }));
  expect(await publishedFiles(files).findPublishedModel("2026-11-19")).toBeUndefined();
});

import { expect, test } from "vitest";
import { everySetting, settingsDocument } from "../../support/settings-document.ts";

test("docs/settings.md is what the settings say of themselves (vitest -u writes it anew)", async () => {
  await expect(settingsDocument()).toMatchFileSnapshot("../../../docs/settings.md");
});

test("every setting says what it is for", () => {
  expect(everySetting().filter(({ node }) => node.description === undefined)).toEqual([]);
});

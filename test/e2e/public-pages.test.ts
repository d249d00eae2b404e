import { describe, expect, it } from "vitest";
import type { PublicAnswer } from "../../shared/pages/public-page.ts";
import { unsubscribeWords } from "../../shared/words/unsubscribe-words.ts";
import { hasBrowser } from "../support/browser.ts";
import { onePage } from "../support/one-page.ts";
import { publicPages } from "../support/public-pages.ts";

const locales = Object.keys(unsubscribeWords);
const pages: [string, string, PublicAnswer][] = [];
for (const locale of locales)
  for (const [name, answer] of await publicPages(locale)) pages.push([name, locale, answer]);

describe.skipIf(!hasBrowser)("the pages behind our links, in a browser", () => {
  const { expectGoodLooks } = onePage();

  it("are all there, each in every language, and no two say the same", () => {
    expect(pages).toHaveLength(9 * locales.length);
    expect(new Set(pages.map(([, , { body }]) => body)).size).toBe(pages.length);
  });

  it.each(pages)("have nothing that axe-core finds, nor anything too wide: %s, %s", async (_name, locale, answer) => {
    expect(answer.headers["content-language"]).toBe(locale);
    await expectGoodLooks(answer.body, [320, 1000]);
  });
});

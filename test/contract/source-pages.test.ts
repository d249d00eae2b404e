import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { webhookSourceSchema } from "../../shared/model/order.ts";
import { sources } from "../../shared/sources/sources.ts";

const docs = new URL("../../docs/", import.meta.url);
const pages = readdirSync(new URL("sources/", docs));

it("every room has its page, and every page its room", () => {
  expect(pages.sort()).toEqual(webhookSourceSchema.options.map((source) => `${source}.md`).sort());
});

describe.each(webhookSourceSchema.options)("the page of %s", (source) => {
  const text = readFileSync(new URL(`sources/${source}.md`, docs), "utf8");
  const { title, events } = sources[source];

  it("has the room's name, its address, how it is set up, and its name in the settings", () => {
    expect(text.split("\n")[0]).toBe(`# ${title}`);
    for (const part of [`\`POST /webhooks/${source}\``, "## Set up", "## Events", `"sources": { "${source}": {} }`]) {
      expect(text).toContain(part);
    }
  });

  it("says of every event that the room knows what becomes of it", () => {
    const isSaid = (event: string) =>
      text.includes(`\`${event}\``) || text.includes(`\`${event.replace(/[^./]+$/, "*")}\``);
    expect(events.filter((event) => !isSaid(event))).toEqual([]);
  });

  it("is led to from docs/webhooks.md", () => {
    expect(readFileSync(new URL("webhooks.md", docs), "utf8")).toContain(`](sources/${source}.md)`);
  });
});

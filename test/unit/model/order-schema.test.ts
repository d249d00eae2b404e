import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { orderEventSchema } from "../../../shared/model/order-event.ts";

describe("docs/order.schema.json", () => {
  it("says what the program accepts: it is generated from orderEventSchema", async () => {
    const file = await readFile(new URL("../../../docs/order.schema.json", import.meta.url), "utf8");
    expect(JSON.parse(file)).toEqual(z.toJSONSchema(orderEventSchema, { io: "input" }));
  });

  it("accepts its own example of docs/webhooks.md", async () => {
    const page = await readFile(new URL("../../../docs/webhooks.md", import.meta.url), "utf8");
    const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = ""]) => JSON.parse(json));
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(orderEventSchema.parse(example)).toEqual(example);
  });
});

import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { orderEventSchema } from "../../../shared/model/order-event.ts";
import { readStandard } from "../../../shared/sources/standard/read-standard.ts";

describe("docs/order.schema.json", () => {
  it("says what the program accepts: it is generated from orderEventSchema", async () => {
    const file = await readFile(new URL("../../../docs/order.schema.json", import.meta.url), "utf8");
    expect(JSON.parse(file)).toEqual(z.toJSONSchema(orderEventSchema, { io: "input" }));
  });

  it("accepts the examples of docs/webhooks.md, one for each type", async () => {
    const page = await readFile(new URL("../../../docs/webhooks.md", import.meta.url), "utf8");
    const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = ""]) => JSON.parse(json));
    const types = orderEventSchema.options.map(({ shape }) => shape.type.value);
    expect(examples.map(({ type }) => type).sort()).toEqual([...types].sort());
    for (const example of examples) {
      expect(orderEventSchema.parse(example)).toEqual(example);
      expect(readStandard(example, "2026-11-21T09:00:00.000Z")).toHaveProperty("kind");
    }
  });
});

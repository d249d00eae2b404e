import { parse } from "csv-parse/sync";
import * as z from "zod";
import { type Tier, tierSchema } from "../../shared/model/customer.ts";
import { RouseError } from "../../shared/model/errors.ts";
import { marketingFolder } from "../../shared/model/night.ts";
import type { FileStore } from "../../shared/ports/files.ts";

const customerSchema = z.object({ customer_id: z.string(), email: z.string(), tier: tierSchema });
const messageSchema = z.object({ outcome: z.string(), reason: z.string() });

export type NightFacts = {
  tiers: ReadonlyMap<string, Tier>;
  tiersByEmail: ReadonlyMap<string, Tier>;
  /** What became of messages: `sent`, or why not, with how many. */
  messages: ReadonlyMap<string, number>;
};

/** Reads what marketing received of a night, as marketing would. */
export const readNightFacts = async (files: FileStore, asOf: string): Promise<NightFacts> => {
  const rowsOf = async (path: string): Promise<unknown[]> => {
    const bytes = await files.read(marketingFolder(asOf) + path);
    if (bytes === undefined) throw new RouseError("FileMissingError", `The night published no ${path}.`);
    return parse(Buffer.from(bytes), { bom: true, columns: true });
  };
  const customers = z.array(customerSchema).parse(await rowsOf("customers.csv"));
  const messages = new Map<string, number>();
  for (const { outcome, reason } of z.array(messageSchema).parse(await rowsOf("messages.csv"))) {
    const what = reason === "" ? outcome : reason;
    messages.set(what, (messages.get(what) ?? 0) + 1);
  }
  return {
    tiers: new Map(customers.map((row) => [row.customer_id, row.tier])),
    tiersByEmail: new Map(customers.filter(({ email }) => email !== "").map((row) => [row.email, row.tier])),
    messages,
  };
};

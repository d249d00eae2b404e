import * as z from "zod";
import { csvRecords } from "../../shared/model/csv-records.ts";

/** Read by the names of the file's own header: another version of Rouse may have written it, with fewer columns. */
const rowSchema = z.object({
  customer_id: z.string(),
  campaign: z.string(),
  outcome: z.string(),
  reason: z.string(),
  until: z.string().optional(),
});

/** What `messages.csv` says of one message, word for word. */
export type ToldMessage = z.infer<typeof rowSchema>;

/** The messages of a day's `messages.csv`: what a command tells of a day is what its file has. */
export async function* readMessages(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ToldMessage> {
  let names: readonly string[] | undefined;
  for await (const record of csvRecords(chunks)) {
    const cells = record.cells();
    if (names === undefined) names = cells;
    else yield rowSchema.parse(Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""])));
  }
}

import * as z from "zod";
import { stopReasonSchema } from "../../shared/model/message.ts";
import { messagesColumns } from "../../shared/night-files/csv-columns.ts";
import { createCsvParser } from "../import/csv-parser.ts";

const blank = z.literal("").transform(() => undefined);
const rowSchema = z.object({
  campaign: z.string(),
  outcome: z.enum(["sent", "refused", "unknown", "in-progress", "stopped", "waiting", "expired"]),
  reason: z.union([blank, stopReasonSchema]),
  until: z.union([blank, z.string()]),
});

/** What `messages.csv` says of one message, without saying whose it is. */
export type ToldMessage = z.infer<typeof rowSchema>;

const columns = Object.keys(rowSchema.shape).map((name) => ({
  name,
  at: messagesColumns.findIndex((column) => column === name),
}));

/**
 * The messages of a day's `messages.csv`, piece by piece: what a command tells of a day is what its file has.
 * @throws ZodError for a file that an other version of Rouse wrote in other columns
 */
export async function* readMessages(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly ToldMessage[]> {
  const parser = createCsvParser(",");
  const decoder = new TextDecoder();
  let isHead = true;
  const rowsOf = (records: readonly { cells: readonly string[] }[]): ToldMessage[] => {
    const rows = isHead ? records.slice(1) : records;
    if (records.length > 0) isHead = false;
    return rows.map(({ cells }) =>
      rowSchema.parse(Object.fromEntries(columns.map(({ name, at }) => [name, cells[at]]))),
    );
  };
  for await (const chunk of chunks) yield rowsOf(parser.push(decoder.decode(chunk, { stream: true })));
  yield rowsOf(parser.push(decoder.decode()));
  yield rowsOf(parser.end());
}

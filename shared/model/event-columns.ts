import * as z from "zod";
import { column } from "./table.ts";
import { daySchema } from "./time.ts";

const day = () => column("day", daySchema.nullable());
const count = () => column("integer", z.int().nonnegative().nullable());

/** What somebody did beside ordering, up to the as-of day (docs/adr/0016): buyers and prospects alike. null where nothing was told. */
export const eventColumns = {
  signed_up_on: day(),
  cart_left_on: day(),
  page_viewed_on: day(),
  message_read_on: day(),
  task_done_on: day(),
  pages_viewed_30d: count(),
  messages_read_30d: count(),
};

const eventColumnsSchema = z.object(eventColumns);
export type EventColumns = z.infer<typeof eventColumnsSchema>;

import * as z from "zod";
import { consentSchema } from "../../shared/model/consent.ts";
import { profileSchema } from "../../shared/model/customer.ts";
import { orderFactsSchema } from "../../shared/model/order.ts";
import { instantSchema } from "../../shared/model/time.ts";

/**
 * One valid row of any format, as the import works on it: an order, whose it is, and what it says of the person.
 * This is also the line of a spill file, so that it is parsed again where it is read.
 */
export const importRowSchema = z.object({
  /** Line of the file; of two rows equally new, the later one counts. */
  line: z.int().positive(),
  /** The file's own customer id, as it is written there. */
  customerId: z.string().min(1).optional(),
  /** As it is mailed; identities are made of it by the shared rules. */
  email: z.string().optional(),
  order: orderFactsSchema,
  profile: profileSchema,
  consent: consentSchema.optional(),
  /** When the file was read, for a refusal in it without a time of its own; `consent.at` is then the order's. */
  refusalToldAt: instantSchema.optional(),
});
export type ImportRow = z.infer<typeof importRowSchema>;

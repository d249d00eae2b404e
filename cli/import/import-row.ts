import * as z from "zod";
import { handedChannelSchema } from "../../shared/model/channel.ts";
import { consentSchema } from "../../shared/model/consent.ts";
import { profileSchema } from "../../shared/model/customer.ts";
import { normaliseEmail } from "../../shared/model/identity.ts";
import { orderFactsSchema, sourceSchema } from "../../shared/model/order.ts";
import { instantSchema } from "../../shared/model/time.ts";

/** What any row says of somebody. */
const sayingSchema = z.object({
  /** Line of the file; of two rows equally new, the later one counts. */
  line: z.int().positive(),
  /** The file's own customer id, as it is written there; or the address or number in its place, of which identities are made by the shared rules. */
  customerId: z.string().min(1).optional(),
  /** As it is mailed; identities are made of it by the shared rules. */
  email: z.string().optional(),
  /** Their name in one piece, where the file has it so: it tells people apart, and greets nobody. */
  wholeName: z.string().optional(),
  profile: profileSchema,
  consent: consentSchema.optional(),
});

/** An order, whose it is, and what the row says of them. */
const orderRowSchema = sayingSchema.extend({
  order: orderFactsSchema,
  /** Whether the row is one of the attempts to pay for the order. */
  attempt: z.literal(true).optional(),
  /** When refunds went back that have rows of their own in the file, by their ids in the order. */
  refundedAt: z.record(z.string(), instantSchema).optional(),
  /** When the file was read, for a refusal in it without a time of its own; `consent.at` is then the order's. */
  refusalToldAt: instantSchema.optional(),
});
export type OrderRow = z.infer<typeof orderRowSchema>;

/** Somebody, and no order. */
const customerRowSchema = sayingSchema.extend({
  /** Whose customer they are. */
  source: sourceSchema,
  /** When their source said it; absent where the file gives no time. */
  saidAt: instantSchema.optional(),
  /** What they said of channels other than mail. */
  channels: z
    .array(z.object({ channel: handedChannelSchema, handle: z.string().optional(), consent: consentSchema.optional() }))
    .optional(),
});
export type CustomerRow = z.infer<typeof customerRowSchema>;

/**
 * One valid row of any format, as the import works on it. This is also the line of a spill file, so that it is parsed again
 * where it is read.
 */
export const importRowSchema = z.union([orderRowSchema, customerRowSchema]);
export type ImportRow = z.infer<typeof importRowSchema>;

export const isOrderRow = <Row extends ImportRow>(row: Row): row is Extract<Row, OrderRow> => "order" in row;

/** The system that a row is of. */
export const sourceOfRow = (row: ImportRow) => ("order" in row ? row.order.source : row.source);

/** Undefined for who has something better: a number names who has nothing else. */
export const phoneNaming = ({ customerId, email, profile }: ImportRow): string | undefined =>
  customerId === undefined && normaliseEmail(email) === undefined ? profile.phone : undefined;

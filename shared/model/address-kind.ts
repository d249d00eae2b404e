import * as z from "zod";

/**
 * What an address is that is not one person's mailbox. `relay`: a marketplace passes mail on, for its own orders alone;
 * `disposable`: thrown away after use; `role`: read by whoever has the role; `placeholder`: typed where there was none;
 * `shops-own`: of the shop itself; `staff`: of whoever works there, for its domain is the shop's. None of them is ever mailed.
 */
const addressKindSchema = z.enum(["shops-own", "staff", "placeholder", "relay", "disposable", "role"]);
export type AddressKind = z.infer<typeof addressKindSchema>;

/** As a reason why an address is not written to. */
export type AddressKindReason = `${AddressKind}-address`;
export const reasonOfKind = (kind: AddressKind): AddressKindReason => `${kind}-address`;
export const addressKindReasons = addressKindSchema.options.map(reasonOfKind);

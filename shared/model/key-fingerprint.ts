import * as z from "zod";

/** Key of the one row of the Suppressions table that is no suppression: it lies where it goes along with every copy. */
export const suppressionsFingerprintKey = "identity-key";

/** What the identity key makes of this text is its fingerprint: it tells two keys apart, and gives neither away. */
export const keyFingerprintText = "fingerprint of the identity key";

export const keyFingerprintSchema = z.object({ fingerprint: z.string().min(1) });

import { createHash } from "node:crypto";

const SHARES = 2 ** 48;

/**
 * Whether a campaign deliberately does not write to somebody, to measure what its mail achieves. The choice is a hash of
 * campaign and address: the same for every occasion, also after the customer was merged or got a better name, independent
 * between campaigns, and `share` of all addresses.
 *
 * @param lot keyed hash of the address that is mailed; by other channels the customer id, since handles come and go
 * @param share 0 to 1; raising it keeps all who were held out before
 */
export const isHeldOut = (campaignId: string, lot: string, share: number): boolean => {
  const hash = createHash("sha256").update(`holdout\0${campaignId}\0${lot}`).digest();
  return hash.readUIntBE(0, 6) / SHARES < share;
};

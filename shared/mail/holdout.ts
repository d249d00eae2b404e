import { createHash } from "node:crypto";

const SHARES = 2 ** 48;

/**
 * Whether a campaign deliberately does not write to a customer, to measure what its mail achieves. The choice is a hash of
 * campaign and customer: the same for every occasion, independent between campaigns, and `share` of all customers.
 *
 * @param share 0 to 1; raising it keeps all who were held out before
 */
export const isHeldOut = (campaignId: string, customerId: string, share: number): boolean => {
  const hash = createHash("sha256").update(`holdout\0${campaignId}\0${customerId}`).digest();
  return hash.readUIntBE(0, 6) / SHARES < share;
};

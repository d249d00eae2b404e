import { stringHash } from "../stats/string-hash.ts";

/**
 * A shop with more customers is fitted to a sample of them. So many were fitted whole in 2 GB, at ten purchase days a customer and on a first
 * night, when there is most to judge; and what the sample leaves open is a tenth of a percent of a parameter (docs/adr/0020).
 */
export const FITTED_WHOLE = 8_000_000;

/** One customer in so many is fitted: 1 for nearly every shop, else the least power of two that leaves no more than `FITTED_WHOLE`. */
export const fitsOneIn = (customers: number): number => {
  let oneIn = 1;
  while (customers > oneIn * FITTED_WHOLE) oneIn *= 2;
  return oneIn;
};

/**
 * Whether a customer is among those that models are fitted to and judged by: by a hash of their id alone, so that it is the same whatever the
 * shards, tonight and tomorrow, and a sample of a sample is one of the shop.
 */
export const isFitted = (customerId: string, oneIn: number): boolean =>
  oneIn === 1 || stringHash(customerId) % oneIn === 0;

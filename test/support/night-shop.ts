import type { Customer } from "../../shared/model/customer.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";
import { exponential, gamma, seededRandom } from "../../shared/stats/random.ts";
import { customerWith } from "./night-world.ts";

/**
 * A small shop of people with rhythms of their own over two years up to `lastDay`; some leave for good. Every seventh
 * has no address, every fifth did not agree to mail, every eleventh has the send day's birthday. The same seed, the same shop.
 */
export const smallShop = (customers: number, lastDay: string, seed = 7): Customer[] => {
  const random = seededRandom(seed);
  const sendDay = addDays(lastDay, 1);
  return Array.from({ length: customers }, (_, index) => {
    const purchases: [string, number][] = [];
    const intervalDays = 15 + 20 * gamma(random, 2);
    const spendMinor = 1000 + 1500 * gamma(random, 2);
    for (let ago = Math.floor(random() * 730); ago >= 0; ago -= Math.ceil(intervalDays * exponential(random))) {
      purchases.push([addDays(lastDay, -ago), Math.round(spendMinor * (0.5 + random()))]);
      if (random() < 0.18) break;
    }
    const id = `c${String(index).padStart(4, "0")}`;
    return customerWith(id, purchases, {
      profile: {
        ...(index % 7 !== 3 && { email: `${id}@example.com` }),
        ...(index % 11 === 0 && { birthday: `1990${sendDay.slice(4)}` }),
      },
      ...(index % 5 === 2 && { consents: { granted: {} } }),
    });
  });
};

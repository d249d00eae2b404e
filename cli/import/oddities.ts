import { counted, grouped } from "../../shared/model/counted.ts";
import { decimalOf } from "../../shared/model/minor-units.ts";
import type { AmountTally } from "./tally-amounts.ts";
import type { OrdersTally } from "./tally-orders.ts";
import type { ConsentTally } from "./walk-history.ts";

/** Fewer are no sample of anything. */
const ENOUGH_ORDERS = 20;
const ENOUGH_PERSONS = 20;
const MOST_ORDERS_OF_ONE = 1 / 3;
const MOST_ON_ONE_DAY = 1 / 2;
const TIMES_APART = 1_000;
/** So many ids of one address, or addresses of one id, are no person's. */
const MANY_IDENTITIES = 10;

type Oddity = { about: string; text: string };

/** What may be meant in a file, and is mostly a mistake: of an export, of a column, of who stands for whom. */
export const odditiesIn = (tally: OrdersTally, consents: ConsentTally | undefined): Oddity[] => [
  ...(tally.orders >= ENOUGH_ORDERS ? [...ofOneCustomer(tally), ...ofOneDay(tally)] : []),
  ...tally.amounts.flatMap(ofAmounts),
  ...ofRefunds(tally),
  ...ofIdentities(tally),
  ...ofCounted(tally),
  ...(consents && tally.persons >= ENOUGH_PERSONS ? ofConsents(consents) : []),
];

const share = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`;

const ofOneCustomer = ({ most, orders }: OrdersTally): Oddity[] => {
  const { count, line } = most.orders;
  if (count < orders * MOST_ORDERS_OF_ONE) return [];
  const text = `The customer of line ${grouped(line)} has ${share(count, orders)} of all orders: an account of staff, a till, or a marketplace?`;
  return [{ about: "one-customer", text }];
};

const ofOneDay = ({ days, orders }: OrdersTally): Oddity[] => {
  if (days === undefined || days.most.orders < orders * MOST_ON_ONE_DAY) return [];
  const text = `${share(days.most.orders, orders)} of all orders are of one day, ${days.most.day}: is it the day of an export, and not of the orders?`;
  return [{ about: "one-day", text }];
};

const ofAmounts = ({ currency, orders, ...tally }: AmountTally): Oddity[] => {
  const { greatestMinor, greatestLine, middleMinor, leastPaidMinor, leastPaidLine } = tally;
  if (orders < ENOUGH_ORDERS || middleMinor <= 0 || leastPaidMinor === 0) return [];
  const amountOn = (minor: number, line: number) =>
    `${decimalOf(minor, currency)} ${currency} on line ${grouped(line)}`;
  const texts: string[] = [];
  if (greatestMinor >= middleMinor * TIMES_APART) {
    const times = grouped(Math.floor(greatestMinor / middleMinor));
    const amount = amountOn(greatestMinor, greatestLine);
    texts.push(
      `The greatest total, ${amount}, is ${times} times the middle one: a decimal mark lost, or a wholesale order?`,
    );
  }
  if (leastPaidMinor * TIMES_APART <= middleMinor) {
    const times = grouped(Math.floor(middleMinor / leastPaidMinor));
    const amount = amountOn(leastPaidMinor, leastPaidLine);
    texts.push(
      `The middle total is ${times} times the least, ${amount}: a mark between thousands taken for a decimal one?`,
    );
  }
  return texts.map((text) => ({ about: "amounts", text }));
};

const ofRefunds = ({ refundedMore: { count, line } }: OrdersTally): Oddity[] => {
  if (count === 0) return [];
  const text = `Of ${counted(count, "order")} more was paid back than it came to, first on line ${grouped(line)}: a refund told twice, or a total that is what was left?`;
  return [{ about: "refunded-more", text }];
};

const ofIdentities = ({ most: { idsOfAddress, addressesOfId } }: OrdersTally): Oddity[] => [
  ...(idsOfAddress.count >= MANY_IDENTITIES
    ? [
        {
          about: "one-address",
          text: `The address on line ${grouped(idsOfAddress.line)} stands with ${grouped(idsOfAddress.count)} customer ids: the shop's own, or a placeholder? Beyond the limits of settings (identity.address) an address joins nobody.`,
        },
      ]
    : []),
  ...(addressesOfId.count >= MANY_IDENTITIES
    ? [
        {
          about: "one-customer-id",
          text: `The customer id on line ${grouped(addressesOfId.line)} stands with ${grouped(addressesOfId.count)} addresses: an account of staff, a till, or a marketplace? Beyond the limits of settings (identity.account) a customer id joins nobody.`,
        },
      ]
    : []),
];

const ofConsents = ({ granted, denied, unknown }: ConsentTally): Oddity[] => {
  if (granted > 0 && denied + unknown === 0)
    return [{ about: "all-agreed", text: "Every row agrees to marketing mail: did each of them say so?" }];
  if (granted === 0 && denied > 0)
    return [
      { about: "nobody-agreed", text: "No row agrees to marketing mail: is the column of consent the right one?" },
    ];
  return [];
};

const ofCounted = ({ orders, notCounted }: OrdersTally): Oddity[] => {
  const left = Object.values(notCounted).reduce((sum, count) => sum + count, 0);
  if (orders === 0 || left * 2 < orders) return [];
  return [{ about: "not-counted", text: `${share(left, orders)} of all orders would not count.` }];
};

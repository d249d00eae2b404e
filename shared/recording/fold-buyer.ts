import { accountOf, addressOf, namedIn } from "../model/holder.ts";
import type { BuyerNamed, BuyerTold } from "../model/order.ts";
import { compareRanks, compareTexts, type Rank } from "./state-rank.ts";

/** As whom a state of an order names its buyer, and whether it may leave out who that is. */
type Told = { holder: string | undefined; at: Rank; isInPart: boolean };

/**
 * What one state says of who bought. One that may leave it out says nothing where it names nobody, of the address where it
 * names a customer id alone, and next to nothing by a phone number alone: that names only who has nothing else.
 */
export const buyerTold = ({ holder, at, isInPart }: Told): BuyerTold => {
  const told = { ...(holder !== undefined && { holder }), at: [...at] };
  if (!isInPart) return { latest: { ...told, whole: true } };
  if (holder === undefined) return {};
  if (namedIn(holder).phone !== undefined) return { phone: told };
  return { latest: addressOf(holder).length > 0 ? { ...told, whole: true } : told };
};

/**
 * Whose an order is after one state more. Commutative, associative, idempotent: it is theirs whom the newest state names that
 * names anybody, with the address that the newest state with one gives, as long as no state between the two names another buyer.
 */
export const foldBuyer = (known: BuyerTold, told: BuyerTold): BuyerTold => {
  const claim = told.latest;
  if (claim === undefined) return known.latest ? known : withPhone(known, told);
  const { latest } = known;
  if (latest === undefined) return { latest: claim };
  const isNewer = compareClaims(claim, latest) > 0;
  if (groupOf(claim) !== groupOf(latest)) {
    const [newest, older] = isNewer ? [claim, latest] : [latest, claim];
    const whole = wholeOf(isNewer ? { latest: claim } : known);
    return following(newest, whole, isNewer ? older.at : newerRank(known.apart, older.at));
  }
  const wholes = [wholeOf(known), wholeOf(told)].filter((one) => one !== undefined);
  const whole = wholes.sort(compareClaims).at(-1);
  return following(isNewer ? claim : latest, whole, known.apart);
};

/** As whom the buyer is named. */
export const holderIn = ({ latest, whole, phone }: BuyerTold): string | undefined =>
  latest === undefined ? phone?.holder : latest.whole ? latest.holder : (whole ?? latest).holder;

/** Whether a state names another buyer than was known before; an address that comes to the customer id is no other. */
export const namesAnother = (known: BuyerTold, told: BuyerTold): boolean => {
  if (known.latest === undefined || told.latest === undefined) return false;
  if (groupOf(known.latest) !== groupOf(told.latest)) return true;
  const [before, now] = [wholeOf(known), wholeOf(told)];
  return before !== undefined && now !== undefined && before.holder !== now.holder;
};

/** Texts by which two states of one rank are told apart; "" for one that says nothing of who bought. */
export const claimText = ({ latest }: BuyerTold): string =>
  latest === undefined ? "" : JSON.stringify([groupOf(latest), Number(latest.whole ?? false), latest.holder ?? ""]);

const compareClaims = (a: BuyerNamed, b: BuyerNamed): number =>
  compareRanks(a.at, b.at) || compareTexts(claimText({ latest: a }), claimText({ latest: b }));

/** All that name one customer id; else those of one address, or number, or of nobody. */
const groupOf = ({ holder }: BuyerNamed): string => (holder === undefined ? "" : (accountOf(holder)[0] ?? holder));

const wholeOf = ({ latest, whole }: BuyerTold): BuyerNamed | undefined => (latest?.whole ? latest : whole);

/** `apart` is when another buyer was last named before; it is kept where nothing whole was said since. */
const following = (latest: BuyerNamed, whole: BuyerNamed | undefined, apart: Rank | undefined): BuyerTold => {
  const holds = whole !== undefined && (apart === undefined || compareRanks(whole.at, apart) > 0);
  return {
    latest,
    ...(holds && !latest.whole && { whole }),
    ...(apart !== undefined && !holds && { apart: [...apart] }),
  };
};

const newerRank = (a: Rank | undefined, b: Rank): Rank => (a !== undefined && compareRanks(a, b) > 0 ? a : b);

const withPhone = (known: BuyerTold, { phone }: BuyerTold): BuyerTold => {
  if (phone === undefined || (known.phone !== undefined && compareClaims(known.phone, phone) >= 0)) return known;
  return { phone };
};

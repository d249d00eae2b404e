import { type MayOmit, type OrderFacts, type Unsaid, unsaidFactSchema } from "../model/order.ts";
import { compareRanks, compareTexts, type Rank } from "./state-rank.ts";

/** One state of an order: its facts, how new it is, and what it may omit. */
type State = { facts: OrderFacts; at: Rank; mayOmit: readonly MayOmit[] };
/** An order as it is kept: `facts` of its newest state, with what others tell that this one leaves unsaid. */
type Known = { facts: OrderFacts; at: Rank; unsaid?: Unsaid | undefined };

const fields = unsaidFactSchema.options;
type Field = (typeof fields)[number];
type Said = { value?: string | number | undefined; at: readonly number[] };

/** What one state tells, as it would be kept. */
export const unsaidBy = ({ facts, at, mayOmit }: State): Known => {
  const left = fields.filter((field) => mayOmit.includes(field) && !facts[field]);
  return { facts, at, ...(left.length > 0 && { unsaid: Object.fromEntries(left.map((field) => [field, {}])) }) };
};

/**
 * Each of the facts that a state may leave unsaid, by the newest state that tells it, beside those of the newest state.
 * Commutative, associative, idempotent: of two told at once the greater text.
 */
export const withUnsaid = (newest: Known, other: Known | undefined): Pick<Known, "facts" | "unsaid"> => {
  if (other === undefined) return newest;
  const said = fields.map((field) => [field, newerSaid(saidOf(newest, field), saidOf(other, field))] as const);
  const { discountMinor: _discount, locale: _locale, country: _country, ...facts } = newest.facts;
  const values = said.flatMap(([field, one]) => (one?.value === undefined ? [] : [[field, one.value] as const]));
  const besides = said.filter(([, one]) => one === undefined || compareRanks(one.at, newest.at) !== 0);
  return {
    facts: { ...facts, discountMinor: 0, ...Object.fromEntries(values) },
    ...(besides.length > 0 && { unsaid: Object.fromEntries(besides.map(([field, one]) => [field, one ?? {}])) }),
  };
};

/** The facts that every state tells by itself. */
export const withoutUnsaid = ({
  discountMinor: _discount,
  locale: _locale,
  country: _country,
  ...facts
}: OrderFacts): Partial<OrderFacts> => facts;

const saidOf = ({ facts, at, unsaid }: Known, field: Field): Said | undefined => {
  const besides = unsaid?.[field];
  if (besides === undefined) return { value: facts[field], at };
  return besides.at === undefined ? undefined : { value: besides.value, at: besides.at };
};

const newerSaid = (a: Said | undefined, b: Said | undefined): Said | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  const difference = compareRanks(a.at, b.at) || compareTexts(textOf(a), textOf(b));
  return difference >= 0 ? a : b;
};

const textOf = ({ value }: Said): string => JSON.stringify(value ?? "");

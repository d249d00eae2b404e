import { counted } from "../../shared/model/counted.ts";
import { decimalOf } from "../../shared/model/minor-units.ts";
import type { TieTold } from "../../shared/model/tie.ts";
import type { Standing } from "../../shared/recording/stands-with.ts";
import type { WeakTrace } from "../../shared/recording/weak-evidence.ts";
import type { HolderTold, PersonTold, SaleTold, WhoIs, WordTold } from "../../shared/recording/who-is.ts";
import { notReachedWords, tieWords, weakWords } from "../../shared/words/tie-words.ts";

/** Which evidence makes each person, and what could be said of it; addresses and numbers by their keyed hashes. */
export const describeWho = ({ persons, sales, ...none }: WhoIs): string[] => {
  const why = describeNone(none);
  return [...persons.map(describePerson), ...(why.length === 0 ? [] : [why]), ...sales.map(describeSale)].flatMap(
    (lines, at) => (at === 0 ? lines : ["", ...lines]),
  );
};

const describeSale = ({ orderKey, day, counted: judged, netMinor, currency }: SaleTold): string[] => {
  const on = day === undefined ? "" : ` on ${day}`;
  const why = judged.state === "counted" ? "" : `, not counted: ${judged.reason}`;
  return [`${orderKey}  a sale that names nobody: ${decimalOf(netMinor, currency)} ${currency}${on}${why}`];
};

/** Of identities that name nobody, why; and of those by which nobody goes, where what bears them stands. */
export const describeNone = ({ nobody, standing }: Omit<WhoIs, "persons" | "sales">): string[] => {
  const told = new Set(standing.map(({ tie }) => tie.identity));
  return [
    ...describeNobody(nobody.filter(({ identity }) => !told.has(identity))),
    ...standing.flatMap(describeStanding),
  ];
};

/** Nobody is shown more of them. */
const MOST_OTHERS = 20;

const describeStanding = ({ tie, orders, others }: Standing): string[] => [
  describeTie(tie),
  `Nobody goes by it. ${counted(orders, "order")} with it ${orders === 1 ? "stands" : "stand"} with ${othersWords(others)}.`,
  `What bears it, and nothing else of theirs: rouse export ${tie.identity} --bearing, or rouse erase ${tie.identity} --bearing --yes`,
];

const othersWords = (others: readonly string[]): string => {
  if (others.length === 0) return "nobody: they are sales";
  const left = others.length - MOST_OTHERS;
  return `${others.slice(0, MOST_OTHERS).join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
};

const describePerson = (person: PersonTold): string[] => {
  const { customerId, identities, holders, words, weak } = person;
  const orders = holders.reduce((sum, holder) => sum + holder.orders, 0);
  return [
    `${customerId === undefined ? nobodyWords(orders) : `Customer ${customerId}`}: ${counted(orders, "order")}${daysOf(holders)}`,
    ...section("By which identities they are known, and what each joins", identities.map(describeTie)),
    ...section("What was told of them, and as whom", holders.map(describeHolder)),
    ...section("What was said of them, and holds", words.map(describeWord)),
    ...section(
      weakWords,
      weak.map((trace) => describeWeak(trace, identities[0]?.identity ?? "")),
    ),
    ...section("Where they are more than one", partable(identities, holders)),
  ];
};

const nobodyWords = (orders: number): string =>
  orders > 0 ? "Sales without a customer" : "No customer: the orders that named them name others by now, or nobody";

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];

const describeTie = (tie: TieTold): string => `${tie.identity}  ${tieWords(tie)}`;

/** Why identities that somebody bears name nobody. */
export const describeNobody = (nobody: readonly TieTold[]): string[] => nobody.map(describeTie);

const nameWords: Record<HolderTold["name"], string> = {
  known: "name known",
  unclear: "a name that tells nobody apart (initials, figures, titles or words for a name alone), so it counts as none",
  none: "no name",
};

const describeHolder = (holder: HolderTold): string => {
  const { identities, orders, name, isAddressOwn, sources } = holder;
  const told = [
    `${counted(orders, "order")}${daysOf([holder])}`,
    ...(sources.length > 0 ? [`told by ${sources.join(", ")}`] : []),
    nameWords[name],
    ...(isAddressOwn ? ["the source says that the address is the account's own"] : []),
  ];
  return `${identities.join(" with ")}: ${told.join("; ")}`;
};

const daysOf = (holders: readonly Pick<HolderTold, "firstOn" | "lastOn">[]): string => {
  const days = holders.flatMap(({ firstOn, lastOn }) => [firstOn ?? [], lastOn ?? []].flat()).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined) return "";
  return first === last ? ` on ${first}` : ` from ${first} to ${last}`;
};

const describeWord = ({ said, identity, other, at, by }: WordTold): string =>
  said === "together"
    ? `${identity} and ${other} are one: said by ${by}, ${at}. To take it back: rouse split ${identity} --part ${identity} --part ${other}`
    : `${identity} and ${other} are two: said by ${by}, ${at}. To take it back: rouse join ${identity} ${other}`;

const describeWeak = ({ by, shared, other }: WeakTrace, own: string): string =>
  `${by === "address" ? "by the address" : `by ${by} ${shared}`}: rouse join ${own} ${other}`;

/** What a privacy request did not reach, for the operator to look at. */
export const describeNotReached = (traces: readonly WeakTrace[]): string[] =>
  section(
    notReachedWords,
    [...new Set(traces.map(({ other }) => other))].map((other) => `rouse who ${other}`),
  );

/** What was told as of one buyer is one person's, and so is a customer id with the one address that its source says is its own. */
const partable = (identities: readonly TieTold[], holders: readonly HolderTold[]): string[] => {
  const [first, ...others] = identities.map(({ identity }) => identity);
  const isOwn = ({ identities: both, isAddressOwn }: HolderTold) =>
    isAddressOwn && identities.every(({ identity }) => both.includes(identity));
  return first === undefined || others.length === 0 || holders.length === 1 || holders.some(isOwn)
    ? []
    : [`rouse split ${first} --part ${others.join(" --part ")}`, "with identities of one of them joined by a comma"];
};

/** Who is who before a word of an operator, and after. */
export const describePersons = (
  title: string,
  persons: readonly { identities: readonly string[]; orders: number }[],
) => [
  title,
  ...persons.map(
    ({ identities, orders }) => `  ${orders === 0 ? "no orders" : counted(orders, "order")}: ${identities.join(", ")}`,
  ),
];

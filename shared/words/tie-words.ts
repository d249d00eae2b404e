import type { AddressKind } from "../model/address-kind.ts";
import { counted } from "../model/counted.ts";
import { MOST_HOLDERS } from "../model/evidence.ts";
import type { Leads, TieTold } from "../model/tie.ts";

const kindWords: Readonly<Record<AddressKind, string>> = {
  "shops-own": "it is one of the shop's own addresses",
  staff: "its domain is the shop's own (identity.ownDomains)",
  placeholder: "it stands for an address that there was not",
  relay: "it is a marketplace's, which passes on mail about its own orders alone",
  disposable: "it is a mailbox that is thrown away after use",
  role: "it is the mailbox of a role, read by whoever has it",
};

/** What an identity joins, why, and by which numbers: one sentence, after its name. */
export const tieWords = (tie: TieTold): string =>
  tie.apart === undefined
    ? reasonWords(tie)
    : `${reasonWords(tie)}; ${tie.apart} more ${tie.apart === 1 ? "does" : "do"} not join it, or ${tie.apart === 1 ? "was" : "were"} parted from it`;

const reasonWords = (tie: TieTold): string => {
  switch (tie.reason) {
    case "joins":
      return joinsWords(tie);
    case "own":
      return `joins ${counted(tie.joins.length, "address", "addresses")}, which its source says ${tie.joins.length === 1 ? "is" : "are"} its own`;
    case "names-differ":
      return `joins nobody: ${counted(tie.leads.names, "name")} that share no part stand with it (${leadWords(tie.leads)})${tie.kind === "account" ? ". Its orders go by the addresses given with them, and those without one by itself" : ""}`;
    case "role":
      return `joins nobody, and is never mailed: ${kindWords[tie.address ?? "role"]}`;
    case "placeholder":
      return tie.kind === "phone"
        ? "names nobody: it is one of the shop's own phone numbers"
        : `names nobody, and is never mailed: ${kindWords[tie.address ?? "placeholder"]}`;
    case "too-many":
      return `names nobody: ${passedWords(tie)}. Its orders go by what else they tell`;
  }
};

const handleWords = (identity: string): string => {
  if (identity.startsWith("push:")) return "a device";
  return identity.startsWith("wecom:") ? "a WeCom account" : "a phone number";
};

const joinsWords = ({ identity, kind, address, joins, apart, leads, limits }: TieTold): string => {
  if (kind === "phone")
    return `joins nobody: ${handleWords(identity)} names only who has nothing else (${withinWords(leads, limits)})`;
  const [one, many] =
    kind === "account" ? (["address", "addresses"] as const) : (["customer id", "customer ids"] as const);
  const mailed = address === undefined ? "" : `; it is never mailed: ${kindWords[address]}`;
  const joined =
    joins.length === 0
      ? `joins no ${one}${apart === undefined ? ": none stands with it" : ""}`
      : `joins ${counted(joins.length, one, many)}`;
  return `${joined} (${withinWords(leads, limits)})${mailed}`;
};

const passedWords = ({ kind, leads, limits, isFull }: TieTold): string => {
  const passed = counts.filter((count) => (leads[count] ?? 0) > (limits[count] ?? Number.POSITIVE_INFINITY));
  const told = passed.map(
    (count) =>
      `${countWords(count, leads[count] ?? 0)} stand with it, more than identity.${kind}.${count} allows (${limits[count]})`,
  );
  const full = isFull ? [`more than ${MOST_HOLDERS} buyers bear it`] : [];
  return [...told, ...full].join("; ");
};

const counts = ["names", "addresses", "accounts"] as const;
type Count = (typeof counts)[number];

const ones: Readonly<Record<Count, readonly [string, string]>> = {
  names: ["different name", "different names"],
  addresses: ["address", "addresses"],
  accounts: ["customer id", "customer ids"],
};
const countWords = (count: Count, number: number): string => counted(number, ...ones[count]);

const leadWords = (leads: Leads): string =>
  counts.flatMap((count) => (leads[count] === undefined ? [] : countWords(count, leads[count]))).join(", ");

const withinWords = (leads: Leads, limits: Leads): string =>
  counts
    .flatMap((count) =>
      leads[count] === undefined ? [] : `${countWords(count, leads[count])} of at most ${limits[count]}`,
    )
    .join(", ");

/** What weak evidence is, before it is listed. */
export const weakWords =
  "Bear a phone number or an address of theirs, and are not joined: neither makes two people one. Where you know that they are:";

/** The same, in the answer to a privacy request. */
export const notReachedWords =
  "What bears the same phone number or address was not reached: whoever typed it opens nobody's data. Look at each with rouse who, and decide.";

import { counted, grouped } from "../../shared/model/counted.ts";
import { decimalOf } from "../../shared/model/minor-units.ts";
import type { FileCheck } from "./check-file.ts";
import { describeConsents } from "./describe-consents.ts";
import { describeRefusals, describeRemarks } from "./describe-doubts.ts";
import { describeKept } from "./describe-import.ts";

const LABEL_CHARACTERS = 11;
const lineOf = (label: string, text: string) => `${label.padEnd(LABEL_CHARACTERS)}${text}`;
/** Under the first of its kind. */
const listed = (label: string, texts: readonly string[]) =>
  texts.map((text, at) => lineOf(at === 0 ? label : "", text));

/** What an import would take of a file, as a table. */
export const describeCheck = (check: FileCheck): string[] => [
  lineOf("rows", `${grouped(check.rows)}, ${grouped(check.rejected)} of them would be rejected`),
  ...describeRefusals(check.refusals).map((line) => lineOf("", line.trim())),
  ...(check.consents === undefined ? [lineOf("orders", ordersOf(check))] : []),
  lineOf("persons", personsOf(check)),
  ...listed("mail", check.consents === undefined ? [] : [describeConsents(check.consents)]),
  ...listed("days", check.days ? [`${check.days.from} to ${check.days.to}`] : []),
  ...listed("amounts", check.amounts.map(amountsOf)),
  ...listed("besides", [...describeKept({ ...check, repeated: 0 }), ...describeRemarks(check)]),
  ...listed("odd", check.oddities.length > 0 ? check.oddities.map(({ text }) => text) : ["nothing"]),
];

/** Whether what shares a name is one person an import works out by all that is known. */
const personsOf = ({ persons, personsAtMost, personsWithoutAddress }: FileCheck): string => {
  const without = `${grouped(personsWithoutAddress)} of them without an address`;
  return personsAtMost > persons
    ? `${grouped(persons)} to ${grouped(personsAtMost)}, as ids and addresses that stand together are one person's or several's; ${without}`
    : `${grouped(persons)}, ${without}`;
};

const ordersOf = ({ orders, repeated }: FileCheck): string =>
  repeated > 0 ? `${grouped(orders)}, and ${counted(repeated, "row")} that repeat one of them` : grouped(orders);

const amountsOf = ({ currency, ...tally }: FileCheck["amounts"][number]): string => {
  const amount = (minor: number) => decimalOf(minor, currency);
  const isOne = tally.leastMinor === tally.greatestMinor;
  const range = isOne
    ? `each ${amount(tally.leastMinor)}`
    : `from ${amount(tally.leastMinor)} to ${amount(tally.greatestMinor)}, the middle one about ${amount(tally.middleMinor)}`;
  return `${currency} ${amount(tally.totalMinor)} in ${counted(tally.orders, "order")}, ${range}`;
};

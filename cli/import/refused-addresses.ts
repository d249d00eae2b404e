import { normaliseRefusedPhone } from "../../shared/model/identity.ts";
import type { Source } from "../../shared/model/order.ts";
import { bareAddress } from "../../shared/model/written-address.ts";
import { type HistoryCells, type HistoryField, noCells } from "../../shared/sources/history-format.ts";
import { loginIn, meantById } from "../../shared/sources/meant-by-id.ts";
import { isNotGiven } from "../../shared/sources/not-given.ts";
import { addressesIn } from "../../shared/sources/standard/addresses-in.ts";
import type { Doubts } from "./doubts.ts";
import { isNo, withoutApostrophe } from "./person-cells.ts";

/** Columns in which a row of an order, or one of a customer, says no, and with each what is reached there. */
const saying: Readonly<Record<"order" | "customer", readonly (readonly [HistoryField, ...HistoryField[]])[]>> = {
  order: [["marketing_consent"]],
  customer: [
    ["marketing_consent"],
    ["sms_consent"],
    ["whatsapp_consent"],
    ["push_consent", "push_handle"],
    ["wecom_consent", "wecom_handle"],
  ],
};

/** A row as it names one buyer, and rows that hold nothing but what it refuses, at each other address in it. */
type Refusing = { cells: HistoryCells; besides: readonly HistoryCells[] };

/**
 * What a row refuses is heard at each address of it: of a list under `email`, and of one, or of a number, under `customer_id` beside
 * another in its own column. Of a row that has nothing besides a list, that refusal is all that is taken. Where an address cannot be read, the row says
 * that nobody heard its refusal there.
 *
 * @param written the row before what stands under `customer_id` was told apart
 */
export const withRefusedAddresses = (
  cells: HistoryCells,
  written: HistoryCells,
  doubts: Doubts,
  { row, source }: { row: "order" | "customer"; source: Source },
): Refusing => {
  const refusal = refusalIn(cells, row);
  if (refusal === undefined) return { cells, besides: [] };
  const inId = leftOutOfId(cells, written, doubts).map((named) => ({ ...refusal, ...named }));
  const ofLogin = (source === "csv" ? loginsNamedIn(cells, row) : []).map((customer_id) => ({
    ...refusal,
    customer_id,
  }));
  if (cells.email === "" || isNotGiven(cells.email) || bareAddress(cells.email) !== undefined)
    return { cells, besides: [...inId, ...ofLogin] };
  const isNamed = cells.customer_id !== "" || (row === "customer" && cells.phone !== "");
  const listed = (addressesIn(cells.email) ?? []).map((email) => ({ ...refusal, email }));
  const [first, ...others] = listed;
  if (!isNamed && (first === undefined || row === "order")) {
    doubts.refuse("email", UNHEARD);
    return { cells: { ...cells, email: "" }, besides: [] };
  }
  if (first === undefined) doubts.remark("email", UNHEARD, "left out");
  else doubts.remark("email", LISTED, "left out, its refusal heard at each address");
  if (isNamed || first === undefined) return { cells: { ...cells, email: "" }, besides: [...listed, ...inId] };
  return { cells: first, besides: [...others, ...ofLogin] };
};

/** The cells of a row by which it says no; undefined for one that does not. */
const refusalIn = (cells: HistoryCells, row: "order" | "customer"): HistoryCells | undefined => {
  const refused = saying[row].filter(([consent]) => isNo(cells[consent]));
  if (refused.length === 0) return undefined;
  const { updated_at, consent_at, time_zone } = cells;
  const refusal = { ...noCells, updated_at, consent_at, time_zone };
  for (const field of refused.flat()) refusal[field] = cells[field];
  return refusal;
};

/** The addresses, or the number, under `customer_id` of a row that has one of its own; of one that has none, the account itself. */
const leftOutOfId = (
  cells: HistoryCells,
  { customer_id }: HistoryCells,
  doubts: Doubts,
): Partial<Pick<HistoryCells, "customer_id" | "email" | "phone">>[] => {
  const id = withoutApostrophe(customer_id);
  const meant = meantById(id);
  if (meant === "phone") {
    const phone = normaliseRefusedPhone(id);
    return phone === undefined || phone === normaliseRefusedPhone(cells.phone) ? [] : [{ phone }];
  }
  if (meant !== "address") return [];
  // The account refuses, whoever else stands with it.
  if (cells.email === id) return cells.customer_id === "" ? [] : [{ customer_id: cells.customer_id }];
  const addresses = addressesIn(id);
  if (addresses === undefined) doubts.remark("customer_id", UNHEARD, "left out");
  return (addresses ?? []).map((email) => ({ email }));
};

/**
 * An address, or a number alone, by which a row names somebody without an id, may be the login of an account that stands with another.
 * Platforms have ids of their own.
 */
const loginsNamedIn = ({ customer_id, email, phone }: HistoryCells, row: "order" | "customer"): string[] => {
  if (customer_id !== "") return [];
  const addresses = isNotGiven(email) ? [] : (addressesIn(email) ?? []);
  if (addresses.length > 0) return addresses.flatMap((address) => loginIn(address) ?? []);
  const number = row === "customer" ? normaliseRefusedPhone(phone) : undefined;
  return number === undefined ? [] : [number];
};

const LISTED = "is more than one address, and its row refuses";
const UNHEARD =
  "is not an e-mail address, and its row refuses: that refusal reached nobody by it. Give each address a row of its own";

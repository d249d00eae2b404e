import { normalisePhone } from "../../shared/model/identity.ts";
import type { HistoryCells } from "../../shared/sources/history-format.ts";
import { isNobodysId, isNotGiven } from "../../shared/sources/not-given.ts";
import type { Doubts } from "./doubts.ts";
import { withoutApostrophe } from "./person-cells.ts";

/** Also what is no address, and would show one: several, or one with a sign in it. */
const isAddress = (text: string): boolean => /[^\s@]@[^\s@]/u.test(text);
/** Only with its country can a number be told from an id; one of figures alone may be an id that is filled up with noughts. */
const isPhone = (text: string): boolean => !/^[\d\s.-]*$/.test(text) && normalisePhone(text) !== undefined;
/** Letters and figures that begin with no nought: most ids, and none of them an address, a number with its country, or what a guest has. */
const PLAIN = /^[a-z]{0,20}[1-9]\d{0,18}$/i;

/**
 * The cells of a row without an address or a number for its customer id, and without one that names nobody. An id is shown as it stands, where addresses and
 * numbers are their hashes. Where the row has no address, or number, of its own, the one in the id is taken for it.
 */
export const withPlainId = (cells: HistoryCells, doubts: Doubts, row: "order" | "customer"): HistoryCells => {
  if (cells.customer_id === "" || PLAIN.test(cells.customer_id)) return cells;
  const id = withoutApostrophe(cells.customer_id);
  if (isAddress(id)) return withAddress(cells, id, doubts);
  if (isPhone(id)) return withPhone(cells, id, doubts, row);
  if (!isNobodysId(id)) return cells;
  if (!isNotGiven(id)) doubts.remark("customer_id", A_GUEST, "taken for none");
  return { ...cells, customer_id: "" };
};

const withAddress = (cells: HistoryCells, id: string, doubts: Doubts): HistoryCells => {
  const isFree = cells.email === "" || isNotGiven(cells.email);
  doubts.remark("customer_id", AN_ADDRESS, isFree ? "taken as email" : "left out");
  return { ...cells, customer_id: "", ...(isFree && { email: id }) };
};

const withPhone = (cells: HistoryCells, id: string, doubts: Doubts, row: "order" | "customer"): HistoryCells => {
  const without = { ...cells, customer_id: "" };
  const isFree = row === "customer" && cells.phone === "";
  if (isFree || cells.email !== "") doubts.remark("customer_id", A_PHONE, isFree ? "taken as phone" : "left out");
  else doubts.refuse("customer_id", `${A_PHONE}: give the row a customer id of the shop's, or an address`);
  return isFree ? { ...without, phone: id } : without;
};

const AN_ADDRESS = "is an e-mail address, and an id is shown as it stands";
const A_GUEST = "is what a guest has for one, such as 0";
const A_PHONE = "is a telephone number, and an id is shown as it stands";

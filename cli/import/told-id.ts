import { normalisePhone, normaliseRefusedPhone } from "../../shared/model/identity.ts";
import type { HistoryCells } from "../../shared/sources/history-format.ts";
import { meantById } from "../../shared/sources/meant-by-id.ts";
import { isNotGiven } from "../../shared/sources/not-given.ts";
import type { Doubts } from "./doubts.ts";
import { withoutApostrophe } from "./person-cells.ts";

/**
 * The cells of a row without an address or a number for its customer id, and without one that names nobody. An id is shown as it stands, where addresses and
 * numbers are their hashes. Where the row has no address, or number, of its own, the one in the id is taken for it.
 */
export const withPlainId = (cells: HistoryCells, doubts: Doubts, row: "order" | "customer"): HistoryCells => {
  const id = withoutApostrophe(cells.customer_id);
  const meant = meantById(id);
  if (meant === "id") return cells;
  if (meant === "address") return withAddress(cells, id, doubts);
  if (meant === "phone") return withPhone(cells, id, doubts, row);
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
  return isFree
    ? { ...without, phone: normalisePhone(id) === undefined ? (normaliseRefusedPhone(id) ?? id) : id }
    : without;
};

const AN_ADDRESS = "is an e-mail address, and an id is shown as it stands";
const A_GUEST = "is what a guest has for one, such as 0";
const A_PHONE = "is a telephone number, and an id is shown as it stands";

import { normaliseEmail, normaliseRefusedPhone } from "../../shared/model/identity.ts";
import type { HistoryCells } from "../../shared/sources/history-format.ts";
import { loginIn, meantById } from "../../shared/sources/meant-by-id.ts";
import { isNotGiven } from "../../shared/sources/not-given.ts";
import type { Doubts } from "./doubts.ts";
import { shortText, withoutApostrophe } from "./person-cells.ts";

/**
 * The cells of a row without a customer id that names nobody. An address or a number in its place is the account's login: it stays,
 * as we write it, to be shown as its hash (`groupRows`). Where the row has no address, or number, of its own, it is taken for that as well.
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
  doubts.remark("customer_id", AN_ADDRESS, isFree ? "taken as email" : AS_ITS_HASH);
  const isReadable = !isFree || normaliseEmail(id) !== undefined;
  return { ...cells, customer_id: "", ...(isReadable && withLogin(id)), ...(isFree && { email: id }) };
};

const withPhone = (cells: HistoryCells, id: string, doubts: Doubts, row: "order" | "customer"): HistoryCells => {
  const isFree = row === "customer" && cells.phone === "";
  if (isFree || cells.email !== "") doubts.remark("customer_id", A_PHONE, isFree ? "taken as phone" : AS_ITS_HASH);
  else doubts.refuse("customer_id", `${A_PHONE}: give the row a customer id of the shop's, or an address`);
  return { ...cells, ...withLogin(id), ...(isFree && { phone: normaliseRefusedPhone(id) ?? id }) };
};

/** A list without an end is no login. */
const withLogin = (id: string): Pick<HistoryCells, "customer_id"> => {
  const login = loginIn(id) ?? "";
  return { customer_id: "value" in shortText(login) ? login : "" };
};

const AS_ITS_HASH = "shown as its hash";
const AN_ADDRESS = "is an e-mail address, and an id is shown as it stands";
const A_GUEST = "is what a guest has for one, such as 0";
const A_PHONE = "is a telephone number, and an id is shown as it stands";

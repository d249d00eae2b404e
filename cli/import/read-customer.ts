import type { Consent } from "../../shared/model/consent.ts";
import { normaliseEmail, normalisePhone } from "../../shared/model/identity.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { HistoryCells, HistoryFormat } from "../../shared/sources/history-format.ts";
import { readChannels } from "./channel-cells.ts";
import { Doubts, type Remark } from "./doubts.ts";
import { readId } from "./id-cells.ts";
import type { CustomerRow } from "./import-row.ts";
import { readBirthday, readEmail, readName, readPhone, readPlace, readSaid, type Said } from "./person-cells.ts";
import type { TableRow } from "./read-table.ts";
import { instantsOf, notAfter, refusedBy } from "./read-times.ts";
import type { Reading } from "./reading.ts";
import { withRefusedAddresses } from "./refused-addresses.ts";
import { withPlainId } from "./told-id.ts";

export type CustomerRead =
  /** Beside it, at whose addresses what it refuses is heard too. */
  { customer: CustomerRow; besides: readonly CustomerRow[]; remarks: readonly Remark[] } | { reason: string };

/** Reads a row that tells of a customer, and of no order. The reason for refusing it never quotes a person's data. */
export const createCustomerReader =
  (format: HistoryFormat, reading: Reading): ((row: TableRow) => CustomerRead) =>
  (row) => {
    if ("reason" in row) return row;
    const doubts = new Doubts(format);
    const plain = withPlainId(row.row, doubts, "customer");
    const { cells, besides } = withRefusedAddresses(plain, row.row, doubts, {
      row: "customer",
      source: format.source,
    });
    const customer = { line: row.line, ...readRow(cells, format, reading, doubts) };
    if (doubts.reasons.length > 0) return { reason: doubts.reasons.join("; ") };
    return { customer, besides: readRefusals(besides, row.line, format, reading), remarks: doubts.remarks };
  };

/** Rows of a line that hold nothing but what was refused at an address. Where one of its cells cannot be read, that line says so. */
export const readRefusals = (
  refusals: readonly HistoryCells[],
  line: number,
  format: HistoryFormat,
  reading: Reading,
): CustomerRow[] => refusals.map((cells) => ({ line, ...readRow(cells, format, reading, new Doubts(format)) }));

const readRow = (
  cells: HistoryCells,
  format: HistoryFormat,
  reading: Reading,
  doubts: Doubts,
): Omit<CustomerRow, "line"> => {
  const email = readEmail(cells, doubts);
  const customerId = readId("customer_id", cells.customer_id, reading, doubts);
  const phone = readPhone(cells, doubts);
  const isNamed = normaliseEmail(email) !== undefined || normalisePhone(phone) !== undefined || customerId !== "";
  if (!isNamed && doubts.reasons.length === 0) doubts.refuse("email", NOBODY);
  const times = readTold(cells, format, reading, doubts);
  // What a file shows without a time is as it was when the file was read: a later file corrects an earlier one.
  const updatedAt = times.updatedAt ?? reading.now;
  const refused = {
    updatedAt: times.updatedAt && refusedBy(cells.updated_at, times.updatedAt, reading),
    consentAt: times.consentAt && refusedBy(cells.consent_at, times.consentAt, reading),
  };
  const consent = readConsent(cells, { times, refused }, format, reading, doubts);
  // A row's time is that of its newest change, whatever that was: a refusal may have it, a grant not, for it would undo a later STOP.
  const channelSaidAt = ({ state }: Said) => (state === "granted" ? undefined : refused.updatedAt);
  const channels = readChannels(cells, (said) => dated(said, channelSaidAt(said), format, reading), doubts);
  const { wholeName, ...name } = readName(cells, doubts);
  const saidAt = latest(Object.values(times));
  return {
    ...(customerId !== "" && { customerId }),
    ...(email !== "" && { email }),
    source: format.source,
    ...(saidAt !== undefined && { saidAt }),
    ...(wholeName !== undefined && { wholeName }),
    profile: {
      ...(email !== "" && { email }),
      ...(phone !== "" && { phone }),
      ...name,
      ...readBirthday(cells, updatedAt, doubts),
      ...readPlace(cells, doubts),
      updatedAt,
    },
    ...(consent && { consent }),
    ...(channels.length > 0 && { channels }),
  };
};

const NOBODY = "names nobody, nor does a customer id, nor a phone number with its country, such as +49";

type Times = { updatedAt?: Instant | undefined; consentAt?: Instant | undefined };

const readTold = (cells: HistoryCells, format: HistoryFormat, reading: Reading, doubts: Doubts): Times => {
  const instantIn = instantsOf(cells, format, reading);
  const timeIn = (field: "updated_at" | "consent_at") => {
    const told = cells[field] === "" ? undefined : doubts.may(field, instantIn(cells[field]));
    return told && notAfter(told, reading.now);
  };
  return { updatedAt: timeIn("updated_at"), consentAt: timeIn("consent_at") };
};

/**
 * What was said of marketing mail. A refusal without a time was said by the time that the file was read. A grant without one
 * stays so: it gives way to every refusal whose time is known.
 */
const readConsent = (
  cells: HistoryCells,
  { times, refused }: { times: Times; refused: Times },
  format: HistoryFormat,
  reading: Reading,
  doubts: Doubts,
): Consent | undefined => {
  const said = readSaid(cells, doubts);
  const { consentAt, updatedAt } = said?.state === "denied" ? refused : times;
  return said && dated(said, consentAt ?? updatedAt, format, reading);
};

const dated = (said: Said, told: Instant | undefined, { name }: HistoryFormat, { now }: Reading): Consent => {
  const at = told ?? (said.state === "denied" ? now : undefined);
  return { ...said, ...(at !== undefined && { at }), source: name };
};

const latest = (times: readonly (Instant | undefined)[]): Instant | undefined =>
  times
    .filter((time) => time !== undefined)
    .sort((a, b) => Date.parse(a) - Date.parse(b))
    .at(-1);

import { consentFor } from "../model/consent.ts";
import type { Profile } from "../model/customer.ts";
import { emailKeyNamedBy } from "../model/identity.ts";
import type { Message } from "../model/message.ts";
import type { Order } from "../model/order.ts";
import type { Suppressed } from "../model/suppression.ts";
import type { FileStore } from "../ports/files.ts";
import type { ReadMessagesTo, ReadSuppressions } from "../ports/messages.ts";
import { fromEpochDay } from "../scoring/summaries/epoch-day.ts";
import { decodePurchaseDays, type PurchaseDay } from "../scoring/summaries/purchase-days.ts";
import { type FindSubjectDeps, findSubject } from "./find-subject.ts";

export type ExportDeps = FindSubjectDeps & {
  readMessagesTo: ReadMessagesTo;
  readSuppressions: ReadSuppressions;
  data: Pick<FileStore, "read">;
};

/** Everything that is kept about one person; `consent` is what is in force for mail to their address. `received` holds the bodies their orders and facts were read from. */
export type CustomerExport = {
  customers: readonly (Record<string, unknown> & { customerId: string; profile: Profile })[];
  orders: readonly Order[];
  messages: readonly Message[];
  suppressions: readonly Suppressed[];
  received: readonly { archiveKey: string; body: string }[];
};

/** Puts together what is kept about the person that these identities lead to; undefined where there is nobody. */
export const exportCustomer = async (
  handles: readonly string[],
  deps: ExportDeps,
): Promise<CustomerExport | undefined> => {
  const subject = await findSubject(handles, deps);
  if (subject.customers.length === 0) return undefined;
  const orders: Order[] = [];
  for (const id of subject.customerIds) orders.push(...(await deps.readOrdersOf(id)));
  const emailKeys = subject.identities.map(emailKeyNamedBy).filter((key) => key !== undefined);
  const messages = await deps.readMessagesTo(emailKeys);
  const suppressions = await deps.readSuppressions(emailKeys);
  const archiveKeys = [...subject.customers, ...orders].flatMap((row) => row.archiveKeys);
  return {
    customers: subject.customers.map(({ days, categories = [], ...row }) => ({
      ...row,
      consent: consentFor(row.consents, row.emailKey),
      purchaseDays: decodePurchaseDays(days).map((purchase) => readablePurchase(purchase, categories)),
    })),
    orders,
    messages,
    suppressions: [...suppressions.values()],
    received: await bodiesOf([...new Set(archiveKeys)].sort(), deps),
  };
};

/** The day as a date and the category by its name; what is not known is left out. */
const readablePurchase = ({ day, habit, ...sums }: PurchaseDay, categories: readonly string[]) => {
  const category = habit?.category === undefined ? undefined : categories[habit.category];
  return {
    day: fromEpochDay(day),
    ...sums,
    ...(habit?.hour !== undefined && { hour: habit.hour }),
    ...(habit && { discountedOrders: habit.discountedOrders }),
    ...(category !== undefined && { category }),
  };
};

const bodiesOf = async (archiveKeys: readonly string[], { data }: ExportDeps) => {
  const bodies: { archiveKey: string; body: string }[] = [];
  for (const archiveKey of archiveKeys) {
    const bytes = await data.read(archiveKey);
    if (bytes) bodies.push({ archiveKey, body: Buffer.from(bytes).toString("utf8") });
  }
  return bodies;
};

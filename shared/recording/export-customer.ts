import { handedChannelSchema } from "../model/channel.ts";
import { type Consent, type Consents, consentFor } from "../model/consent.ts";
import type { Profile } from "../model/customer.ts";
import type { Message } from "../model/message.ts";
import type { Order } from "../model/order.ts";
import type { Suppressed } from "../model/suppression.ts";
import type { FileStore } from "../ports/files.ts";
import type { ReadMessagesTo, ReadSuppressions } from "../ports/messages.ts";
import { fromEpochDay } from "../scoring/summaries/epoch-day.ts";
import { decodePurchaseDays, type PurchaseDay } from "../scoring/summaries/purchase-days.ts";
import { customerOf } from "./customer-of.ts";
import { type FindSubjectDeps, findSubject, type Reach, type Subject } from "./find-subject.ts";
import { isKept, isThere, nameOf } from "./know-around.ts";
import { handleKeysOfHolders, readMessagesOf, sharedKeysOf } from "./messages-of.ts";
import { readOrdersOfHolders } from "./orders-of.ts";
import { type WeakTrace, weakEvidence } from "./weak-evidence.ts";

export type ExportDeps = FindSubjectDeps & {
  readMessagesTo: ReadMessagesTo;
  readSuppressions: ReadSuppressions;
  data: Pick<FileStore, "read">;
};

/**
 * Everything that is kept about one person; `consent` is what is in force for mail to their address, and beside each channel for that. `told` is what each source
 * said of them, as it named them; `received` holds the bodies their orders and facts were read from.
 */
export type CustomerExport = {
  customers: readonly (Record<string, unknown> & { customerId: string; profile: Profile })[];
  told: readonly Record<string, unknown>[];
  orders: readonly Order[];
  messages: readonly Message[];
  suppressions: readonly Suppressed[];
  received: readonly { archiveKey: string; body: string }[];
  /** Who else bears a phone number or an address of theirs: not reached, and nothing of them is told. */
  notReached: readonly WeakTrace[];
};

/** How far the handles lead, and what the request says of the person besides, which is not theirs for sure. */
type Asked = { reach?: Reach; named?: readonly string[] };

/** Puts together what is kept about the person that these handles lead to; undefined where there is nobody. */
export const exportCustomer = async (
  handles: readonly string[],
  deps: ExportDeps,
  { reach = "person", named = [] }: Asked = {},
): Promise<CustomerExport | undefined> => {
  const subject = await findSubject(handles, deps, { reach });
  const customers = customersOf(subject, deps);
  if (!subject.persons.some(isKept) && subject.nameless.length === 0) return undefined;
  const orders = [...(await readOrdersOfHolders(subject.holders, deps)), ...subject.nameless];
  const { emailKeys, ownIds } = subject;
  const handleKeys = handleKeysOfHolders(subject.holders, deps.hash);
  const written = { emailKeys, handleKeys, sharedKeys: sharedKeysOf(subject), customerIds: ownIds };
  const messages = await readMessagesOf(written, deps.readMessagesTo);
  const suppressions = await deps.readSuppressions([...emailKeys, ...handleKeys]);
  const archiveKeys = [...subject.holders, ...orders].flatMap((row) => row.archiveKeys);
  return {
    customers: customers.map(({ days, categories = [], ...row }) => ({
      ...row,
      purchaseDays: decodePurchaseDays(days).map((purchase) => readablePurchase(purchase, categories)),
    })),
    told: subject.holders.map(
      ({ entries: _e, days: _d, uncounted: _u, judgedBy: _j, categories: _c, lostPhones: _l, ...row }) => row,
    ),
    orders: orders.sort((a, b) => (a.orderKey < b.orderKey ? -1 : 1)),
    messages,
    suppressions: [...suppressions.values()],
    received: await bodiesOf([...new Set(archiveKeys)].sort(), deps),
    notReached: await weakEvidence(subject, deps, named),
  };
};

/**
 * As they told it themselves. Of a refusal that others said, who have an address or a number of theirs, it is told that one is in
 * force, and neither when nor to whom it was said.
 */
const customersOf = ({ persons }: Subject, deps: ExportDeps) =>
  persons.flatMap((person) => {
    const id = nameOf(person);
    if (id === undefined || !isThere(person)) return [];
    const { sharing: _others, ...alone } = person;
    const [own, heard] = [customerOf(id, { ...alone, beside: [] }, deps), customerOf(id, person, deps)];
    const channels = Object.entries(own.channels ?? {}).map(([channel, told]) => {
      const { consents = told.consents } = heard.channels?.[handedChannelSchema.parse(channel)] ?? {};
      return [channel, { ...told, consent: inForce(told.consents, consents, told.key) }] as const;
    });
    return [
      {
        ...own,
        consent: inForce(own.consents, heard.consents, own.emailKey),
        ...(channels.length > 0 && { channels: Object.fromEntries(channels) }),
      },
    ];
  });

const inForce = (said: Consents, heard: Consents, key: string | undefined): Consent => {
  const [own, { state, basis }] = [consentFor(said, key), consentFor(heard, key)];
  return own.state === state ? own : { state, basis };
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

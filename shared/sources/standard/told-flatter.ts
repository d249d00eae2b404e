/**
 * What is plainly told of a consent, where ours has it a level deeper: beside the customer, and in a channel's entry itself. Told
 * twice, it is moved only where both say the same; what is left stands there for nothing, and is looked at as such.
 */
export const moveConsents = (body: unknown): void => {
  if (!isRecord(body)) return;
  const { order } = body;
  const customer = isRecord(order) ? order["customer"] : body["customer"];
  if (!movedIn.has(body["type"]) || !isRecord(customer)) return;
  for (const beside of [body, ...(isRecord(order) ? [order] : [])])
    for (const field of ["marketingConsent", "channels"]) moveInto(customer, field, beside);
  const { channels } = customer;
  for (const entry of Object.values(isRecord(channels) || Array.isArray(channels) ? channels : {})) deepen(entry);
};

const movedIn: ReadonlySet<unknown> = new Set(["order.updated", "customer.updated"]);

const moveInto = (customer: Fields, field: string, beside: Fields): void => {
  if (!Object.hasOwn(beside, field)) return;
  const there = customer[field] ?? undefined;
  if (there !== undefined && JSON.stringify(there) !== JSON.stringify(beside[field])) return;
  customer[field] = beside[field];
  delete beside[field];
};

const deepen = (entry: unknown): void => {
  if (!isRecord(entry) || !Object.hasOwn(entry, "state") || (entry["consent"] ?? undefined) !== undefined) return;
  const { state, at } = entry;
  entry["consent"] = { state, ...(at !== undefined && { at }) };
  delete entry["state"];
  delete entry["at"];
};

type Fields = Record<string, unknown>;
const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

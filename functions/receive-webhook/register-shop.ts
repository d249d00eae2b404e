import { webhookSourceSchema } from "../../shared/model/order.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { ReadSigningSecrets } from "../../shared/ports/world.ts";
import type { Headers } from "../../shared/sources/signature.ts";
import { sources } from "../../shared/sources/sources.ts";

/** `query` as it was sent, without its question mark. */
export type Registration = { source: string; query: string; headers: Headers; receivedAt: Instant };

/** JSON for a shop that has proven itself; everybody else is told that there is nothing here. */
export type RegistrationAnswer = { status: 200; body: string } | { status: 404 };

/**
 * Answers a shop that asks, before its first webhook, with which secret it shall sign: some systems have an app registered
 * in each shop that takes it.
 */
export const registerShop = async (
  { source: name, query, headers, receivedAt }: Registration,
  readSigningSecrets: ReadSigningSecrets,
): Promise<RegistrationAnswer> => {
  const source = webhookSourceSchema.safeParse(name).data;
  const register = source && sources[source].register;
  const secrets = source && register && (await readSigningSecrets(source));
  const body = secrets && register?.({ query, headers, now: receivedAt }, secrets);
  return body === undefined ? { status: 404 } : { status: 200, body };
};

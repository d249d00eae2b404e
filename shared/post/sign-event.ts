import type { HandedChannel } from "../model/channel.ts";
import { SettingsError } from "../model/errors.ts";
import type { Instant } from "../model/time.ts";
import type { ReadOutboxSecrets } from "../ports/post-event.ts";
import { activeSecrets } from "../sources/signature.ts";
import { signStandard } from "../sources/standard/standard-signature.ts";

/** The headers with which a body is posted. */
export type SignEvent = (body: string, as: { id: string; at: Instant }) => Record<string, string>;

/**
 * How messages of a channel are signed: with both secrets where two are active, so that a receiver may change over at any moment.
 * Asked before a message is claimed: what cannot be signed is not claimed either.
 *
 * @throws SettingsError where there is no secret, or one that is no key
 */
export const signerOf = async (channel: HandedChannel, readOutboxSecrets: ReadOutboxSecrets): Promise<SignEvent> => {
  const secrets = await readOutboxSecrets(channel);
  if (secrets === undefined)
    throw new SettingsError(
      `outbox.${channel} has a receiver, and the deployment no secret for it; deploy it again with npm run deploy`,
    );
  const keys = activeSecrets(secrets).map((secret) => keyOf(secret, channel));
  return (body, as) => {
    const all = keys.map((key) => signStandard(body, { ...as, secret: "" }, () => key));
    return { ...all[0], "webhook-signature": all.map((headers) => headers["webhook-signature"]).join(" ") };
  };
};

/** As Standard Webhooks have it. */
const LEAST_BYTES = 24;

const keyOf = (secret: string, channel: HandedChannel): Uint8Array => {
  const text = secret.replace(/^whsec_/, "");
  const key = Buffer.from(text, "base64");
  // What is no base64 is passed over in silence, and words of a language would come out as some key.
  if (key.toString("base64") === text && key.byteLength >= LEAST_BYTES) return key;
  throw new SettingsError(
    `The secret of outbox.${channel} is not ${LEAST_BYTES} bytes or more in base64 (after whsec_, if that stands before it). Put one into Secrets Manager that is, such as openssl rand -base64 32 makes.`,
  );
};

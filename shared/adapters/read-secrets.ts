import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { z } from "zod";
import type { HandedChannel } from "../model/channel.ts";
import { RouseError } from "../model/errors.ts";
import { keysSchema, type SigningSecrets, signingSecretsSchema } from "../model/keys.ts";
import type { WebhookSource } from "../model/order.ts";
import { parseJson } from "../model/parse-json.ts";
import type { ProveKeys, ReadKeys, ReadSigningSecrets } from "../ports/world.ts";

/** A secret that was rotated is seen after this long at the latest. */
const KEEP_MS = 5 * 60_000;

/**
 * The keys of keyed hashes and links, from the secret with this ARN. Whoever hashes an address, or mails by what was
 * hashed, has them proven first; keys that are not are not kept.
 */
export const secretKeys = (client: SecretsManagerClient, arn: string, prove?: ProveKeys): ReadKeys =>
  keep(client, keysSchema, arn, prove);

/** The secrets of each source, or channel, that is set up: `arns` names where they lie. */
export const secretSigningSecrets = <Name extends WebhookSource | HandedChannel>(
  client: SecretsManagerClient,
  arns: Readonly<Partial<Record<Name, string>>>,
): ((name: Name) => Promise<SigningSecrets | undefined>) => {
  const readers = new Map<string, () => Promise<SigningSecrets>>(
    Object.entries<string | undefined>(arns).flatMap(([name, arn]) =>
      arn === undefined ? [] : [[name, keep(client, signingSecretsSchema, arn)] as const],
    ),
  );
  return async (name) => readers.get(name)?.();
};

/** The same with the address that each source posts to: its name under `webhooksUrl`, unless its secret says otherwise. */
export const postedTo =
  (webhooksUrl: string, read: ReadSigningSecrets): ReadSigningSecrets =>
  async (source) => {
    const secrets = await read(source);
    return secrets && { ...secrets, url: secrets.url ?? `${webhooksUrl}/${source}` };
  };

const keep = <Schema extends z.ZodType>(
  client: SecretsManagerClient,
  schema: Schema,
  arn: string,
  prove: (value: z.output<Schema>) => Promise<void> = async () => undefined,
) => {
  let kept: { value: Promise<z.output<Schema>>; untilMs: number } | undefined;
  return async (): Promise<z.output<Schema>> => {
    const nowMs = Date.now();
    if (kept && nowMs < kept.untilMs) return kept.value;
    const value = readSecret(client, schema, arn).then(async (read) => {
      await prove(read);
      return read;
    });
    kept = { value, untilMs: nowMs + KEEP_MS };
    try {
      return await value;
    } catch (error) {
      kept = undefined;
      throw error;
    }
  };
};

/** Neither the secret nor what zod says of it goes into an error: the message could quote it. */
const readSecret = async <Schema extends z.ZodType>(client: SecretsManagerClient, schema: Schema, arn: string) => {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  const parsed = schema.safeParse(parseJson(SecretString ?? ""));
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join(".") || "the whole"))].join(", ");
  throw new RouseError("SecretShapeError", `secret ${arn} is not JSON of the expected shape; look at: ${fields}`);
};

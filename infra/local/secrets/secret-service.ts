import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import * as z from "zod";
import { RouseError } from "../../../shared/model/errors.ts";
import { arn } from "../place.ts";
import { type JsonOperation, ServiceError } from "../service-server.ts";
import { resolve, type Scope } from "../template/intrinsics.ts";
import { resourcesOf, type Template } from "../template/read-template.ts";
import { findWhole, writeWhole } from "../whole-files.ts";

const generateSchema = z.object({
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
  PasswordLength: z.number().default(32),
  ExcludePunctuation: z.boolean().default(false),
  ExcludeCharacters: z.string().default(""),
  ExcludeUppercase: z.boolean().default(false),
  ExcludeLowercase: z.boolean().default(false),
  ExcludeNumbers: z.boolean().default(false),
});
const secretSchema = z.object({ SecretString: z.string().optional(), GenerateSecretString: generateSchema.optional() });

/** A value as Secrets Manager would generate it for these rules. */
export const generateSecret = (rules: z.infer<typeof generateSchema>): string => {
  const alphabet = [
    ...(rules.ExcludeUppercase ? "" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    ...(rules.ExcludeLowercase ? "" : "abcdefghijklmnopqrstuvwxyz"),
    ...(rules.ExcludeNumbers ? "" : "0123456789"),
    ...(rules.ExcludePunctuation ? "" : "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
  ].filter((character) => !rules.ExcludeCharacters.includes(character));
  const password = Array.from({ length: rules.PasswordLength }, () => alphabet[randomInt(alphabet.length)]).join("");
  if (!rules.GenerateStringKey) return password;
  const fields = z.record(z.string(), z.unknown()).parse(JSON.parse(rules.SecretStringTemplate ?? "{}"));
  return JSON.stringify({ ...fields, [rules.GenerateStringKey]: password });
};

/** Secrets by ARN, kept in one file that only its owner may read. */
export type Secrets = {
  read: (arnOrName: string) => string | undefined;
  write: (arnOrName: string, value: string) => Promise<void>;
};

const asArn = (id: string) => (id.startsWith("arn:") ? id : arn("secretsmanager", `secret:${id}`));

const keptSchema = z.record(z.string(), z.string());

/** Nothing takes the place of lost keys: addresses in the tables are hashed with them. */
const readKept = async (file: string): Promise<z.infer<typeof keptSchema>> => {
  const kept = existsSync(file) ? await findWhole(file, keptSchema) : {};
  if (kept !== undefined) return kept;
  throw new RouseError(
    "FolderBrokenError",
    `${file} is not whole, and the keys in it are those that this folder's customers are known by. Put a copy of it back, or begin with another folder.`,
  );
};

/**
 * Opens the file, and generates what the template wants and the file lacks: kept data stays readable with its keys.
 *
 * @throws RouseError `FolderBrokenError` where the file is there and not whole
 */
export const openSecrets = async (
  file: string,
  { template, scope }: { template: Template; scope: Scope },
): Promise<Secrets> => {
  const values = new Map(Object.entries(await readKept(file)));
  const save = async () => {
    await mkdir(dirname(file), { recursive: true });
    await writeWhole(file, JSON.stringify(Object.fromEntries(values)));
  };
  for (const [logicalId, { Properties }] of resourcesOf(template, "AWS::SecretsManager::Secret")) {
    const secretArn = z.string().parse(scope.ref(logicalId));
    if (values.has(secretArn)) continue;
    const { SecretString, GenerateSecretString } = secretSchema.parse(resolve(Properties, scope));
    values.set(secretArn, SecretString ?? generateSecret(GenerateSecretString ?? generateSchema.parse({})));
  }
  await save();
  return {
    read: (id) => values.get(asArn(id)),
    write: async (id, value) => {
      values.set(asArn(id), value);
      await save();
    },
  };
};

const idSchema = z.object({ SecretId: z.string() });
const putSchema = idSchema.extend({ SecretString: z.string() });

/** Secrets Manager's calls, as far as functions and the operator need them. */
export const createSecretService = (secrets: Secrets): ReadonlyMap<string, JsonOperation> =>
  new Map<string, JsonOperation>([
    [
      "secretsmanager.GetSecretValue",
      (input) => {
        const { SecretId } = idSchema.parse(input);
        const value = secrets.read(SecretId);
        if (value === undefined) {
          throw new ServiceError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
        }
        return { ARN: asArn(SecretId), Name: SecretId, SecretString: value, VersionId: "local" };
      },
    ],
    [
      "secretsmanager.PutSecretValue",
      async (input) => {
        const { SecretId, SecretString } = putSchema.parse(input);
        await secrets.write(SecretId, SecretString);
        return { ARN: asArn(SecretId), Name: SecretId, VersionId: "local" };
      },
    ],
  ]);

import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { arn } from "../place.ts";
import { type JsonOperation, ServiceError } from "../service-server.ts";
import { resolve, type Scope } from "../template/intrinsics.ts";
import { resourcesOf, type Template } from "../template/read-template.ts";

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

/** Opens the file, and generates what the template wants and the file lacks: kept data stays readable with its keys. */
export const openSecrets = async (file: string, template: Template, scope: Scope): Promise<Secrets> => {
  const kept: unknown = existsSync(file) ? JSON.parse(await readFile(file, "utf8")) : {};
  const values = new Map(Object.entries(z.record(z.string(), z.string()).parse(kept)));
  const save = async () => {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.new`, JSON.stringify(Object.fromEntries(values)), { mode: 0o600 });
    await rename(`${file}.new`, file);
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

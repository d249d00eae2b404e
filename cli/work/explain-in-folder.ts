import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import packageFile from "../../package.json" with { type: "json" };
import { keyedHash } from "../../shared/adapters/keyed-hash.ts";
import { reachabilityRules } from "../../shared/mail/reachability.ts";
import { type Customer, customerSchema, isSomebody } from "../../shared/model/customer.ts";
import { RouseError } from "../../shared/model/errors.ts";
import { type Manifest, manifestSchema } from "../../shared/model/manifest.ts";
import { type ModelFile, modelFileSchema } from "../../shared/model/model-file.ts";
import { parseJson } from "../../shared/model/parse-json.ts";
import type { Suppressed } from "../../shared/model/suppression.ts";
import type { Day } from "../../shared/model/time.ts";
import { identitiesMeantBy } from "../../shared/recording/identities-meant-by.ts";
import { describeExplanation } from "../explain/describe-explanation.ts";
import { explainCustomer } from "../explain/explain-customer.ts";
import { outcomeOf } from "../explain/outcome-of.ts";
import { hasKept, openKept } from "../one-process/kept-night.ts";
import { keysOfRuns } from "../one-process/keys-of-runs.ts";
import { rehearsalResult } from "../result/result-kind.ts";
import { nobody } from "../terminal/nobody.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";

/** Every number about the customers that a word means, by the result of `rouse run` in a folder. */
export const explainInFolder = async (word: string, folder: string, asOf?: Day): Promise<Outcome> => {
  refuseRehearsal(folder);
  const [manifest, model] = await Promise.all([
    readResult(folder, "manifest.json", manifestSchema),
    readResult(folder, "model.json", modelFileSchema),
  ]);
  if (asOf !== undefined && asOf !== manifest.asOf)
    throw new UsageError(
      `${folder} has the night of ${manifest.asOf} alone. Run rouse run --as-of ${asOf}, and name its --out here.`,
    );
  if (!hasKept(folder)) throw new UsageError(`${folder} is no result of rouse run: it has no folder "night". ${AGAIN}`);
  return explainByKept(word, folder, { manifest, model }).catch((error: unknown) => {
    if (error instanceof RouseError) throw error;
    throw new RouseError("UsageError", damaged(folder), error);
  });
};

/** A rehearsal keeps of its nights what marketing receives, and not what they knew. */
const refuseRehearsal = (folder: string): void => {
  const marks = [join(folder, rehearsalResult.mark), join(folder, "..", "..", rehearsalResult.mark)];
  if (existsSync(join(folder, "night")) || !marks.some((mark) => existsSync(mark))) return;
  throw new UsageError(
    `${folder} is of a rehearsal, which keeps no customer's orders. Run rouse run --as-of with the day that you ask about, and name its --out here.`,
  );
};

const damaged = (folder: string): string => `${folder} lacks part of what its night knew, or it was changed. ${AGAIN}`;

const explainByKept = async (
  word: string,
  folder: string,
  { manifest, model }: { manifest: Manifest; model: ModelFile },
): Promise<Outcome> => {
  const kept = openKept(folder);
  const meant = new Set(identitiesMeantBy(word, (text) => keyedHash(text, keysOfRuns.identityKey)));
  const { customers, seen } = await customersNamed(meant, kept);
  const [run] = (await kept.readRunsOf(manifest.asOf)).filter(({ runId }) => runId === manifest.runId);
  if (run === undefined || seen < manifest.customers) throw new UsageError(damaged(folder));
  if (customers.length === 0) return nobody();
  const deps = {
    ...kept,
    readOrdersOf: async (customerId: string) => kept.ordersOf(customerId),
    readMessagesTo: async () => [],
    readSuppressions: async () => new Map<string, Suppressed>(),
    reachabilityRules: reachabilityRules(run.settings, run.sendDay),
  };
  const told = await Promise.all(
    customers.map((customer) => explainCustomer(customer, { manifest, model }, packageFile.version, deps)),
  );
  return outcomeOf(told, describeExplanation);
};

const AGAIN =
  "Run rouse run again, and name its --out here; what the demo or rouse nightly left is asked by their data folder, such as --data .rouse/demo.";

const readResult = async <Schema extends z.ZodType>(
  folder: string,
  name: string,
  schema: Schema,
): Promise<z.output<Schema>> => {
  const path = join(folder, name);
  if (!existsSync(path)) throw new UsageError(`${folder} is no result of rouse run: it has no ${name}. ${AGAIN}`);
  const read = schema.safeParse(parseJson(await readFile(path, "utf8")));
  if (read.success) return read.data;
  throw new UsageError(`${path} is not what this version of Rouse writes. ${AGAIN}`);
};

/** Whom an operator's word means, of how many there are. */
const customersNamed = async (
  meant: ReadonlySet<string>,
  { scanCustomers }: ReturnType<typeof openKept>,
): Promise<{ customers: Customer[]; seen: number }> => {
  const customers: Customer[] = [];
  let seen = 0;
  for await (const page of scanCustomers(0, 1))
    for (const customer of page) {
      seen += 1;
      if (!isSomebody(customer) || !customer.identities.some((identity) => meant.has(identity))) continue;
      const read = customerSchema.safeParse(customer);
      if (read.success) customers.push(read.data);
    }
  return { customers, seen };
};

import { createDynamoClient } from "../../shared/adapters/aws-clients.ts";
import { readServiceTime } from "../../shared/adapters/service-time.ts";
import { OPERATOR } from "../../shared/model/evidence.ts";
import type { Decision, Word } from "../../shared/recording/decide-who.ts";
import { ordersAt } from "../../shared/recording/entries.ts";
import type { Person } from "../../shared/recording/know-around.ts";
import type { RecordDeps } from "../../shared/recording/record-deps.ts";
import { now } from "../../shared/runtime/now.ts";
import { whileNobodyImports } from "../import/import-lock.ts";
import { openStores, recordDepsOf } from "../system/stores.ts";
import type { SystemOptions } from "../system/system.ts";
import { onSystem } from "../system/with-system.ts";
import type { Call } from "../terminal/command.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { describePersons } from "../who/describe-who.ts";

export type SayOptions = SystemOptions & { dryRun: boolean };

/** What a word of an operator would come to, what to say beside it, and how it is carried out; or why it cannot be. */
export type Said =
  | { decision: Decision; remarks: readonly string[]; carryOut: () => Promise<void> }
  | { refused: string; json: unknown };

/**
 * Says a word of an operator, dated by the clock that all who write share, while nobody imports; shows who was who before and who is
 * after. A dry run works it out by the same code, and writes nothing.
 */
export const sayWho = (
  call: Call<SayOptions>,
  say: (word: Word, deps: RecordDeps) => Promise<Said>,
): Promise<Outcome> =>
  onSystem(call, async (system) => {
    const stores = await openStores(system);
    const deps = recordDepsOf(stores, system.settings);
    const at = await readServiceTime(createDynamoClient(), system.outputs.IdentitiesTable, now);
    const word = { at, by: OPERATOR };
    if (call.options.dryRun) return outcomeOf(await say(word, deps), true);
    return whileNobodyImports(call.command, stores, async () => {
      const said = await say(word, deps);
      if ("carryOut" in said) await said.carryOut();
      return outcomeOf(said, false);
    });
  });

const outcomeOf = (said: Said, isDry: boolean): Outcome => {
  if ("refused" in said) return { ok: false, json: said.json, prose: [said.refused] };
  const { decision, remarks } = said;
  const [before, after] = [decision.before.map(sumUp), decision.after.map(sumUp)];
  const isSame = JSON.stringify(before) === JSON.stringify(after);
  return {
    ok: true,
    json: { dryRun: isDry, before, after, remarks },
    prose: [
      ...(isSame ? ["They are that already; it is noted, and holds against what is told later."] : []),
      ...describePersons("Before", before),
      ...describePersons(isDry ? "After it" : "Now", after),
      ...remarks,
      isDry
        ? "Nothing was changed: run it without --dry-run."
        : "It holds whatever is told later. Files and report follow with the next night.",
    ],
  };
};

const sumUp = ({ identities, holders }: Person) => ({
  identities,
  orders: holders.reduce((sum, row) => sum + ordersAt(row), 0),
});

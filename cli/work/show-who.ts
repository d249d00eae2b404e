import { identitiesMeantBy } from "../../shared/recording/identities-meant-by.ts";
import { whoIs } from "../../shared/recording/who-is.ts";
import { explainUnknown } from "../explain/explain-unknown.ts";
import { openStores } from "../system/stores.ts";
import type { SystemOptions } from "../system/system.ts";
import { onSystem } from "../system/with-system.ts";
import type { Call } from "../terminal/command.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { describeWho } from "../who/describe-who.ts";

/** Which evidence makes the person that the operator's word means. */
export const showWho = (call: Call<SystemOptions>): Promise<Outcome> =>
  onSystem(call, async (system) => {
    const [word = ""] = call.args;
    const stores = await openStores(system);
    const handles = identitiesMeantBy(word, stores.hash);
    const deps = { ...stores, settings: system.settings };
    const who = await whoIs(handles, deps);
    if (who.persons.length + who.nobody.length + who.standing.length + who.sales.length === 0)
      return explainUnknown(handles, deps, who);
    return { ok: true, json: who, prose: describeWho(who) };
  });

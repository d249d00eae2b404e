import { nightErasure } from "../../shared/adapters/night-erasure.ts";
import { eraseCustomer } from "../../shared/recording/erase-customer.ts";
import { identitiesMeantBy } from "../../shared/recording/find-subject.ts";
import { now } from "../../shared/runtime/now.ts";
import { openStores } from "../system/stores.ts";
import type { SystemOptions } from "../system/system.ts";
import { onSystem } from "../system/with-system.ts";
import type { Call } from "../terminal/command.ts";
import { nobody } from "../terminal/nobody.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";

/** Erases the person that the operator's word means, everywhere. */
export const eraseSubject = async (call: Call<SystemOptions & { yes: boolean }>): Promise<Outcome> => {
  if (!call.options.yes) throw new UsageError("Erasing cannot be undone. Run it again with --yes.");
  const [word = ""] = call.args;
  return onSystem(call, async (system) => {
    const stores = await openStores(system);
    const deps = { ...stores, ...nightErasure(stores.marketing, stores.data) };
    const erased = await eraseCustomer(identitiesMeantBy(word, stores.hash), now(), deps);
    if (erased.outcome === "not-found") return nobody();
    return {
      ok: true,
      json: erased,
      prose: [
        `Erased: ${erased.orders} orders and ${erased.messages} messages. A keyed hash of the address stays, so that it is never mailed again.`,
      ],
    };
  });
};

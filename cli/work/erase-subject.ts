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
    const handles = identitiesMeantBy(word, stores.hash);
    const erased = await eraseCustomer(handles, now(), deps, { unknown: "not-noted" });
    if (erased.outcome === "not-found") return nobody();
    if (erased.outcome === "erased-before") return { ok: true, json: erased, prose: [nothingLeft] };
    return {
      ok: true,
      json: erased,
      prose: [
        `Erased: ${erased.orders} orders and ${erased.messages} messages. A keyed hash of the address stays, so that it is never mailed again.`,
      ],
    };
  });
};

const nothingLeft = "Nothing is kept of them any more: they were erased before.";

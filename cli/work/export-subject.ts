import { counted } from "../../shared/model/counted.ts";
import { bearingHandles } from "../../shared/recording/bearers.ts";
import { exportCustomer } from "../../shared/recording/export-customer.ts";
import { identitiesMeantBy } from "../../shared/recording/identities-meant-by.ts";
import { whoIs } from "../../shared/recording/who-is.ts";
import { explainUnknown } from "../explain/explain-unknown.ts";
import { refuseUnwritable, writeOut } from "../result/write-out.ts";
import { openStores } from "../system/stores.ts";
import type { SystemOptions } from "../system/system.ts";
import { onSystem } from "../system/with-system.ts";
import type { Call } from "../terminal/command.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { describeNotReached } from "../who/describe-who.ts";

type Options = SystemOptions & { out?: string | undefined; bearing: boolean };

/** Everything that is kept about the person that the operator's word means, in a file or on stdout. */
export const exportSubject = async (call: Call<Options>): Promise<Outcome> => {
  const {
    args: [word = ""],
    options: { out, bearing },
  } = call;
  if (out !== undefined) await refuseUnwritable(out);
  return onSystem(call, async (system) => {
    const stores = await openStores(system);
    const deps = { ...stores, settings: system.settings };
    const handles = identitiesMeantBy(word, stores.hash);
    const found = bearing
      ? await exportCustomer(await bearingHandles(handles, deps), deps, { reach: "held" })
      : await exportCustomer(handles, deps);
    if (found === undefined) return explainUnknown(handles, deps, await whoIs(handles, deps));
    const text = `${JSON.stringify(found, null, 2)}\n`;
    if (out === undefined) return { ok: true, json: found, prose: [text.trimEnd()] };
    await writeOut(out, text);
    return {
      ok: true,
      json: { out, orders: found.orders.length, messages: found.messages.length, notReached: found.notReached },
      prose: [
        `Wrote ${counted(found.orders.length, "order")} and ${counted(found.messages.length, "message")} to ${out}.`,
        ...describeNotReached(found.notReached),
      ],
    };
  });
};

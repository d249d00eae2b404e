import { findMany } from "../../shared/recording/find-many.ts";
import { openStores } from "../system/stores.ts";
import type { SystemOptions } from "../system/system.ts";
import { onSystem } from "../system/with-system.ts";
import type { Call } from "../terminal/command.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { describeNobody } from "../who/describe-who.ts";

/** Which identities lead to too many to name anybody. */
export const showMany = (call: Call<SystemOptions>): Promise<Outcome> =>
  onSystem(call, async (system) => {
    const stores = await openStores(system);
    const many = await findMany({ ...stores, settings: system.settings });
    const none = "No customer id, address or phone number leads to more than the settings allow.";
    return { ok: true, json: { many }, prose: many.length === 0 ? [none] : describeNobody(many) };
  });

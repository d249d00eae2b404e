import type { Command } from "commander";
import { z } from "zod";
import { nightErasure } from "../../shared/adapters/night-erasure.ts";
import { eraseCustomer } from "../../shared/recording/erase-customer.ts";
import { identitiesMeantBy } from "../../shared/recording/find-subject.ts";
import { now } from "../../shared/runtime/now.ts";
import { openStores } from "../system/stores.ts";
import { onSystem } from "../system/with-system.ts";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";
import { nobody } from "../terminal/nobody.ts";
import { UsageError } from "../terminal/usage-error.ts";

/** `rouse erase CUSTOMER`: a person everywhere, but for the keyed hash by which they are never mailed again. */
export const eraseCommand = (): Command =>
  answering(
    withSystem(command("erase", "erase a customer everywhere, for good", "erase C10042 --yes"))
      .argument("<customer>", "an e-mail address, a customer id, or an identity such as shopify:123")
      .option("--yes", "yes, erase; without it nothing is done", false),
    systemOptionsSchema.extend({ yes: z.boolean() }),
    async ({ args: [word = ""], options, terminal }) => {
      if (!options.yes) throw new UsageError("Erasing cannot be undone. Run it again with --yes.");
      return onSystem(options, terminal, async (system) => {
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
    },
  );

import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { z } from "zod";
import { exportCustomer } from "../../shared/recording/export-customer.ts";
import { identitiesMeantBy } from "../../shared/recording/find-subject.ts";
import { openStores } from "../system/stores.ts";
import { onSystem } from "../system/with-system.ts";
import { answering, command, systemOptionsSchema, withSystem } from "../terminal/command.ts";
import { nobody } from "../terminal/nobody.ts";

/** `rouse export CUSTOMER`: everything that is kept about one person. */
export const exportCommand = (): Command =>
  answering(
    withSystem(command("export", "everything that is kept about a customer", "export C10042 --out customer.json"))
      .argument("<customer>", "an e-mail address, a customer id, or an identity such as shopify:123")
      .option("--out <file>", "write it to this file, which only you can read (default: stdout)"),
    systemOptionsSchema.extend({ out: z.string().optional() }),
    async ({ args: [word = ""], options, terminal }) =>
      onSystem(options, terminal, async (system) => {
        const stores = await openStores(system);
        const found = await exportCustomer(identitiesMeantBy(word, stores.hash), stores);
        if (found === undefined) return nobody();
        const text = `${JSON.stringify(found, null, 2)}\n`;
        if (options.out === undefined) return { ok: true, json: found, prose: [text.trimEnd()] };
        await writeFile(options.out, text, { mode: 0o600 });
        return {
          ok: true,
          json: { out: options.out, orders: found.orders.length, messages: found.messages.length },
          prose: [`Wrote ${found.orders.length} orders and ${found.messages.length} messages to ${options.out}.`],
        };
      }),
  );

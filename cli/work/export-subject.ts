import { realpath, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { writeWhole } from "../../infra/local/whole-files.ts";
import { counted } from "../../shared/model/counted.ts";
import { exportCustomer } from "../../shared/recording/export-customer.ts";
import { identitiesMeantBy } from "../../shared/recording/find-subject.ts";
import { openStores } from "../system/stores.ts";
import type { SystemOptions } from "../system/system.ts";
import { onSystem } from "../system/with-system.ts";
import type { Call } from "../terminal/command.ts";
import { nobody } from "../terminal/nobody.ts";
import type { Outcome } from "../terminal/terminal.ts";

type Options = SystemOptions & { out?: string | undefined };

/** Everything that is kept about the person that the operator's word means, in a file or on stdout. */
export const exportSubject = (call: Call<Options>): Promise<Outcome> =>
  onSystem(call, async (system) => {
    const {
      args: [word = ""],
      options: { out },
    } = call;
    const stores = await openStores(system);
    const found = await exportCustomer(identitiesMeantBy(word, stores.hash), stores);
    if (found === undefined) return nobody();
    const text = `${JSON.stringify(found, null, 2)}\n`;
    if (out === undefined) return { ok: true, json: found, prose: [text.trimEnd()] };
    await writeOut(out, text);
    return {
      ok: true,
      json: { out, orders: found.orders.length, messages: found.messages.length },
      prose: [
        `Wrote ${counted(found.orders.length, "order")} and ${counted(found.messages.length, "message")} to ${out}.`,
      ],
    };
  });

/** A file is whole or as it was before. What is no file, such as `/dev/stdout`, takes what is written to it. */
const writeOut = async (out: string, text: string): Promise<void> => {
  const there = await stat(out).catch(() => undefined);
  // Said of the folder that was named: the file is written under another name first.
  if (there === undefined) await stat(dirname(out));
  if (there === undefined) return writeWhole(out, text);
  return there.isFile() ? writeWhole(await realpath(out), text) : writeFile(out, text);
};

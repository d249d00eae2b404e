import { existsSync } from "node:fs";
import { join } from "node:path";
import { marketingFolder } from "../../shared/model/night.ts";
import type { Day } from "../../shared/model/time.ts";
import { UsageError } from "../terminal/usage-error.ts";

/**
 * A rehearsal is there with all of its nights or not at all, and its folder lies open to whoever tidies up while it is made.
 * @throws UsageError where the folder of a night is gone
 */
export const refuseIncomplete = (draft: string, days: readonly Day[]): void => {
  const gone = days.find((day) => !existsSync(join(draft, marketingFolder(day), "manifest.json")));
  if (gone === undefined) return;
  throw new UsageError(
    `The night of ${gone} was taken away from ${draft} while others were held. Leave that folder alone, and run the command again.`,
  );
};

import { readSettingsFile } from "../../infra/read-settings-file.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { judgeOrder } from "../../shared/recording/judge-order.ts";
import { now } from "../../shared/runtime/now.ts";
import { checkFile } from "../import/check-file.ts";
import { describeCheck } from "../import/describe-check.ts";
import { listenerOn, sizeOf } from "../import/listener-on.ts";
import { historyFileOf, type ReadingOptions } from "../import/reading-options.ts";
import { projectRoot } from "../system/project-root.ts";
import type { Call } from "../terminal/command.ts";
import type { Outcome } from "../terminal/terminal.ts";

type Options = ReadingOptions & { settings?: string | undefined };

/** Says what an import of a file would take. It touches no system, and writes nothing. */
export const checkOrders = async ({ args: [file = ""], options, terminal }: Call<Options>): Promise<Outcome> => {
  const settings = readSettingsFile(projectRoot, options.settings);
  const listener = listenerOn(terminal, await sizeOf(file), "webhooks");
  const check = await checkFile(historyFileOf(file, options, settings, now()), judgeIn(settings), listener);
  return { ok: check.rejected === 0, json: { file, ...check }, prose: describeCheck(check) };
};

/** Which currency is the shop's, settings that nobody has written yet cannot say: amounts are told by currency. */
const judgeIn =
  ({ timeZone, orders }: Settings): Parameters<typeof checkFile>[1] =>
  (facts) =>
    judgeOrder({ facts, separateRefunds: {} }, { timeZone, orders, currency: facts.currency });

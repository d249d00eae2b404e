import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Currency } from "../../shared/model/money.ts";
import { parseSettings } from "../../shared/model/parse-settings.ts";
import type { Place } from "./open-place.ts";
import { readFunctions } from "./template/function-definitions.ts";

/** The shop's currency by the settings that lie beside its functions; undefined where no function has any. */
export const shopCurrency = ({ template, scope }: Pick<Place, "template" | "scope">): Currency | undefined => {
  const file = [...readFunctions(template, scope).values()]
    .map(({ folder }) => join(folder, "settings.json"))
    .find((path) => existsSync(path));
  return file === undefined ? undefined : parseSettings(readFileSync(file, "utf8"), file).currency;
};

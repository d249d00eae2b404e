import type { ModelFile } from "../../shared/model/model-file.ts";
import { spendInForce } from "../../shared/scoring/models/spend-in-force.ts";
import type { Evidence, Ground } from "./evidence.ts";

type Use = NonNullable<Evidence["uses"]>[number];
type Model = Pick<ModelFile, "chosen" | "models">;

const isInForce = ({ chosen, models }: Model, use: Use): boolean =>
  use === "spend model" ? spendInForce(models) !== null : chosen !== "none" && models[chosen] !== null;

/**
 * What is behind a number, by the models that are in force alone. Where one that it takes is not, an empty number says that instead of a
 * formula of which nothing went in; a number that is there all the same (a day that an earlier night named) keeps what it has.
 */
export const byModelsInForce = (ground: Ground, model: Model, value: Evidence["value"]): Ground => {
  const { uses = [] } = ground;
  const lacking = uses.filter((use) => !isInForce(model, use));
  if (lacking.length === 0) return ground;
  if (value === null) return { formula: `no ${lacking[0]} is in force tonight`, from: {} };
  return { ...ground, uses: uses.filter((use) => !lacking.includes(use)) };
};

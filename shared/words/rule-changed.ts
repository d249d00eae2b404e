import type { Statement } from "../model/model-file.ts";

/** `now`: a sentence without its end, such as `Tiers go by days of silence`. `was`: what it was, `went by …`. `doing`: what moved by it. */
type Changed = { readonly now: string; readonly was: string; readonly doing: string };

/** On the night on which a rule takes the place of another: nobody is to take its doing for the customers'. */
export const ruleChanged = (code: Statement["code"], { now, was, doing }: Changed): Statement => ({
  code,
  text: `${now} since tonight, and ${was} the night before: ${doing} for that alone, and for nothing that customers did.`,
});

import { counted, grouped } from "../../model/counted.ts";
import type { ModelFile, Statement, TierRule } from "../../model/model-file.ts";
import { FEWEST_TO_RATE } from "../../model/rule-limits.ts";
import { type TierProof, tierRuleNames } from "../../model/tier-proof.ts";
import { ruleChanged } from "../../words/rule-changed.ts";
import { capital, measured } from "../../words/said.ts";
import { tierCutsInWords, tierRuleReason, tierRuleWords } from "../../words/tier-rules.ts";
import type { HeldBackCells } from "../held-back/held-back-cells.ts";
import { ruleWaits } from "../turns/turn-statements.ts";
import { isOtherRule } from "./other-rule.ts";
import { CHANCE } from "./tier-ladder.ts";

type Tiers = Pick<ModelFile["tiers"], "rule" | "cuts">;

/** What a night says of its tier rule, each sentence with the counts it rests on. */
export const tierStatements = {
  /** Where nothing could be measured tonight. */
  unproven: (
    tiers: Tiers,
    { horizonDays, count, nextDay }: Pick<HeldBackCells, "horizonDays" | "count" | "nextDay">,
    flawed = false,
  ): Statement => {
    const goBy = `Tiers go by ${tierCutsInWords(tiers)}.`;
    if (flawed) {
      return {
        code: "tiers-unproven",
        text: `What customers did in the last ${horizonDays} days tells nothing of tiers, and no day before them could measure tier rules. ${goBy}`,
      };
    }
    const customers = count.reduce((sum, n) => sum + n, 0);
    const buyers = count.reduce((sum, n, i) => sum + (nextDay[i] === 0 ? 0 : n), 0);
    return {
      code: "tiers-unproven",
      text: `Of ${counted(customers, "customer")} known ${horizonDays} days ago ${grouped(buyers)} have bought since: too few, or with too short a history, to measure tier rules by. ${goBy}`,
    };
  },
  /** Where tiers went by another rule the night before: nobody is to take its doing for the customers'. */
  changed: ({ before, ...tiers }: TierRule & Pick<ModelFile["tiers"], "before">): Statement[] => {
    if (before === null || !isOtherRule(tiers, before)) return [];
    const [now, then] = [tierRuleWords[tiers.rule].inSentence, tierRuleWords[before.rule].inSentence];
    const what =
      before.rule === tiers.rule
        ? { now: `Tiers go by ${now} as before, but otherwise`, was: "began elsewhere or were reckoned otherwise" }
        : { now: `Tiers go by ${now}`, was: `went by ${then}` };
    return [ruleChanged("tiers-rule-changed", { ...what, doing: "some customers changed tier" })];
  },
  /** Where days of silence won over what is known of each customer, and where repeat rates by the rule in force do not fall; else nothing. */
  proven: (tiers: Tiers, proof: TierProof): Statement[] => {
    const waiting = tierRuleNames.find((name) => name === proof.challenger?.rule);
    const said =
      waiting === undefined ? [] : ruleWaits(capital(tierRuleWords[waiting].inSentence), "tiers", proof.challenger);
    const inForce = proof.candidates.find(({ rule }) => rule === tiers.rule);
    if (tiers.rule === "fixed-days") {
      said.push({
        code: "tiers-by-days",
        text: `${tierRuleReason(proof)} Tiers begin at ${tierCutsInWords(tiers)}.`,
      });
    }
    if (inForce !== undefined && (inForce.steepestRise ?? 0) > CHANCE) {
      const rates = inForce.tiers.map(({ tier, customers, repeatRate }) =>
        customers < FEWEST_TO_RATE
          ? `${tier} ${customers === 0 ? "nobody" : "too few to say"}`
          : `${tier} ${percent(repeatRate)} of ${grouped(Math.round(customers))}`,
      );
      said.push({
        code: "tiers-not-falling",
        text: `Repeat rates do not fall from tier to tier (bought within ${proof.horizonDays} days: ${rates.join(", ")}).`,
      });
    }
    return said;
  },
} as const;

const percent = (share: number | null): string => measured(share ?? 0, 1);

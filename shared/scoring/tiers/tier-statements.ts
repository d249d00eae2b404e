import { counted, grouped } from "../../model/counted.ts";
import type { ModelFile, Statement } from "../../model/model-file.ts";
import type { TierProof } from "../../model/tier-proof.ts";
import { listed, longDay, measured } from "../../words/said.ts";
import type { HeldBackCells } from "../held-back/held-back-cells.ts";
import { CHANCE } from "./tier-ladder.ts";

type Tiers = Pick<ModelFile["tiers"], "rule" | "cuts">;

/** What a night says of its tier rule, each sentence with the counts it rests on. */
export const tierStatements = {
  /** Where nothing could be measured tonight. */
  unproven: (tiers: Tiers, { horizonDays, count, nextDay }: HeldBackCells): Statement => {
    const customers = count.reduce((sum, n) => sum + n, 0);
    const buyers = count.reduce((sum, n, i) => sum + (nextDay[i] === 0 ? 0 : n), 0);
    return {
      code: "tiers-unproven",
      text: `Of ${counted(customers, "customer")} known ${horizonDays} days ago ${grouped(buyers)} have bought since: too few, or with too short a history, to measure tier rules by. Tiers go by ${goBy(tiers)}.`,
    };
  },
  /** Where the rhythm lost, and where repeat rates by the rule in force do not fall; nothing on an ordinary night. */
  proven: (tiers: Tiers, proof: TierProof): Statement[] => {
    const said: Statement[] = [];
    const inForce = tiers.rule === "rhythm" ? proof.rhythm : proof.fixedDays;
    if (tiers.rule === "fixed-days") said.push(byDays(tiers, proof));
    if ((inForce.steepestRise ?? 0) > CHANCE) {
      const rates = inForce.tiers.map(
        ({ tier, customers, repeatRate }) => `${tier} ${percent(repeatRate)} of ${grouped(customers)}`,
      );
      said.push({
        code: "tiers-not-falling",
        text: `Repeat rates do not fall from tier to tier (bought within ${proof.horizonDays} days after ${longDay(proof.cut)}: ${rates.join(", ")}).`,
      });
    }
    return said;
  },
} as const;

const byDays = (tiers: Tiers, { rhythm, fixedDays, predicted, customers, cut, horizonDays }: TierProof): Statement => ({
  code: "tiers-by-days",
  text: `Tiers go by ${goBy(tiers)}, not by each customer's own rhythm. Tried on ${counted(customers, "customer")} known on ${longDay(cut)}, ${grouped(predicted)} of whom were expected to buy within ${horizonDays} days: days of silence were wrong about ${percent(fixedDays.errorRate)} of those and missed ${percent(fixedDays.omissionRate)} of the buyers, the own rhythm ${percent(rhythm.errorRate)} and ${percent(rhythm.omissionRate)}${rose(rhythm.steepestRise)}.`,
});

const rose = (steepestRise: number | null): string =>
  (steepestRise ?? 0) > CHANCE ? "; and by rhythm a sleepier tier bought more often than a more wakeful one" : "";

const goBy = ({ rule, cuts }: Tiers): string =>
  rule === "rhythm" ? `silence of ${listed(cuts)} times a customer's own interval` : `${listed(cuts)} days of silence`;

const percent = (share: number | null): string => (share === null ? "none" : measured(share, 1));

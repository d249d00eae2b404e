import type { ModelFile, Statement } from "../model/model-file.ts";
import { type SpendersLeftOut, statements } from "../words/statements.ts";
import type { UsualCells } from "./models/usual-frequency.ts";

/** Correlation of spend and frequency from which Gamma-Gamma's assumption of none is worth a word (CDNOW has .11). */
const NOTABLE_CORRELATION = 0.3;

/** Whom the models were not fitted to, since they are like nobody else. */
export const leftOutStatements = (customers: number, usual: UsualCells, spend: SpendersLeftOut): Statement[] => {
  const said: Statement[] = [];
  if (usual.leftOut > 0) said.push(statements.frequentLeftOut(usual.leftOut, customers, usual.mostDays));
  if (spend.leftOut > 0) said.push(statements.spendersLeftOut(spend));
  return said;
};

/** Share of all expected value from which on it is worth a word what few purchases do not count for. */
const NOTABLE_SHARE = 0.02;

/** What the shop's total would be if a few purchases, far beyond all others, said more than they do. */
export const fewStatements = ({
  restsOnFew: few,
  carriers,
  minorPerMajor,
}: Pick<ModelFile, "restsOnFew" | "carriers" | "minorPerMajor">): Statement[] =>
  few && few.inFullMinor - few.valueMinor >= NOTABLE_SHARE * carriers.totalMinor
    ? [statements.valueRestsOnFew(few, carriers.totalMinor, minorPerMajor)]
    : [];

/** What is told of a night's whole model, whichever room a number comes from. */
export const furtherStatements = (model: Omit<ModelFile, "statements">): Statement[] => {
  const { chosen, rfm, counts, valueClass, tiers, spendFrequencyCorrelation: correlation } = model;
  const said: Statement[] = [];
  if (chosen === "none") said.push(statements.simpleRules(tiers.cuts));
  if (correlation !== null && Math.abs(correlation) > NOTABLE_CORRELATION) {
    said.push(statements.spendFollowsFrequency(correlation, counts.spenders));
  }
  if (valueClass.beyond) said.push(statements.valueCutWithout(valueClass.beyond, valueClass.basis));
  if (valueClass.basis === "net-value") said.push(statements.valueByNetValue());
  if ([rfm.r, rfm.f, rfm.m].some(({ rule }) => rule === "even"))
    said.push(statements.tooFewForQuintiles(counts.inRfmWindow));
  return said;
};

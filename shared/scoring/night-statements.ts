import type { ModelFile, Statement } from "../model/model-file.ts";
import { statements } from "../words/statements.ts";
import type { UsualCells } from "./models/usual-frequency.ts";
import type { UsualSpend } from "./models/usual-spend.ts";

/** Correlation of spend and frequency from which Gamma-Gamma's assumption of none is worth a word (CDNOW has .11). */
const NOTABLE_CORRELATION = 0.3;

/** Whom the models were not fitted to, since they are like nobody else. */
export const leftOutStatements = (
  { customers, counts }: Pick<ModelFile, "customers" | "counts">,
  usual: UsualCells,
  spend: UsualSpend,
): Statement[] => {
  const said: Statement[] = [];
  if (usual.leftOut > 0) said.push(statements.frequentLeftOut(usual.leftOut, customers, usual.mostDays));
  if (spend.leftOut > 0) said.push(statements.spendersLeftOut(spend.leftOut, counts.spenders, spend.mostMajor));
  return said;
};

/** What is told of a night's whole model, whichever room a number comes from. */
export const furtherStatements = (model: Omit<ModelFile, "statements">): Statement[] => {
  const { chosen, rfm, counts, valueClass, tiers, spendFrequencyCorrelation: correlation } = model;
  const said: Statement[] = [];
  if (chosen === "none") said.push(statements.simpleRules(tiers.cuts));
  if (correlation !== null && Math.abs(correlation) > NOTABLE_CORRELATION) {
    said.push(statements.spendFollowsFrequency(correlation, counts.spenders));
  }
  if (valueClass.beyond) said.push(statements.valueCutWithout(valueClass.beyond));
  if (valueClass.basis === "net-value") said.push(statements.valueByNetValue());
  if ([rfm.r, rfm.f, rfm.m].some(({ rule }) => rule === "even"))
    said.push(statements.tooFewForQuintiles(counts.inRfmWindow));
  return said;
};

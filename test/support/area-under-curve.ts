/** Chance that who did outranks who did not, ties counting half: the area under the ROC curve, by mid-ranks. */
export const areaUnderCurve = (scores: readonly number[], did: readonly boolean[]): number => {
  const order = scores.map((score, i) => ({ score, did: did[i] ?? false })).sort((a, b) => a.score - b.score);
  let ranks = 0;
  let positives = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    let here = 0;
    while (end < order.length && order[end]?.score === order[start]?.score) {
      if (order[end]?.did) here += 1;
      end += 1;
    }
    ranks += here * ((start + end + 1) / 2);
    positives += here;
    start = end;
  }
  return (ranks - (positives * (positives + 1)) / 2) / (positives * (order.length - positives));
};

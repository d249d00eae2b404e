const unit = (names: string): string => `test/unit/scoring/**/${names}.test.ts`;
const laws = (names: string): string => `test/property/scoring/**/${names}.prop.test.ts`;
const golden = (names: string): string => `test/golden/${names}.golden.test.ts`;
const night = "test/unit/night/whole-night.test.ts";

type Room = {
  under: string;
  nearestTests: readonly string[];
  /** Loops over whole shops, which are slow where they are instrumented: its files are run one by one. */
  hot?: boolean;
};

/** The pure rules, and the tests nearest to each room of them: those notice most of its changes within milliseconds. The first that fits counts. */
export const rooms: readonly Room[] = [
  { under: "shared/stats/", nearestTests: ["test/unit/stats/*.test.ts", golden("special-functions")] },
  {
    under: "shared/scoring/summaries/",
    nearestTests: [
      unit("{purchase-days,purchase-summary,epoch-day,cells,histogram,order-weeks,held-back-of}"),
      laws("{purchase-days,held-back,shards}"),
    ],
  },
  { under: "shared/scoring/models/pareto-nbd-", hot: true, nearestTests: [laws("pareto"), unit("pareto-*")] },
  { under: "shared/scoring/models/fit-pareto", nearestTests: [laws("pareto"), unit("{pareto-*,fit-pareto}")] },
  {
    under: "shared/scoring/models/",
    hot: true,
    nearestTests: [
      golden("{clv-fits,clv-published}"),
      unit(
        "{active-chances,alive-gradient,moved-model,purchase-*,purchases-*,expected-purchases,pareto-*,beta-geometric*,gamma-gamma*,nbd-likelihood,spend-sample,fit-purchases,fit-spend,choose-models,forecast}",
      ),
    ],
  },
  {
    under: "shared/scoring/value/",
    hot: true,
    nearestTests: [
      unit("{clv,clv-{bands,total,uncertainty,statements,spread,spread-node,intervals-by-hand},value-*,cut-value}"),
      unit("{discount-spread,forecast,forecaster,pair-index,spend-to-come}"),
      golden("clv-intervals"),
    ],
  },
  {
    under: "shared/scoring/held-back/",
    nearestTests: [
      unit(
        "{held-back-*,fit-at-cut,judge-night,rate-rule,calibration,brier-*,weighted-auc,rank-held-back,choose-in-force,forecast-held-back}",
      ),
      laws("held-back"),
    ],
  },
  {
    under: "shared/scoring/repeat-score/",
    nearestTests: [
      unit("{repeat-{features,level,rivals,rule,scorer,score-statements},{prove,fit}-repeat-score,early-warning}"),
      laws("repeat-score"),
    ],
  },
  { under: "shared/scoring/tiers/", nearestTests: [unit("{dormancy,tier-*,prove-tiers,same-share,day-limits}")] },
  {
    under: "shared/scoring/next-order/",
    nearestTests: [
      unit("{next-*,outlook-tally,may-never,window-coverage,learn-levels,choose-next-order}"),
      laws("next-order"),
    ],
  },
  {
    under: "shared/scoring/habits/",
    nearestTests: [
      unit(
        "{habit-tally,habits,interval-variation,loyalty,price-sensitivity,season,usual-times,favourites,buying-habit}",
      ),
    ],
  },
  { under: "shared/scoring/clusters/", nearestTests: [unit("cluster*"), laws("cluster-names")] },
  {
    under: "shared/scoring/rfm/",
    nearestTests: [unit("{rfm,segment-files}"), laws("quintiles"), golden("rfm-segments")],
  },
  { under: "shared/scoring/", nearestTests: [unit("{fit-night,customer-score,score-tally}"), night] },
];

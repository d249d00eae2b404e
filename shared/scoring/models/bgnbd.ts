import type { BetaGeometric } from "./beta-geometric.ts";

/**
 * BG/NBD: a customer may leave after each repeat purchase, not after the first purchase. So it holds every one-time buyer
 * for alive, which makes its P(alive) worse than chance as a churn score; kept because the literature compares with it.
 * Source: Fader, Hardie and Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2).
 */
export const bgnbd: BetaGeometric = { name: "bgnbd", early: 0 };

import type { BetaGeometric } from "./beta-geometric.ts";

/**
 * MBG/NBD, also called CBG/NBD: a customer may leave after each purchase, the first one included. The default.
 * Source: Batislam, Denizel and Filiztekin (2007); Hoppe and Wagner (2007).
 */
export const mbgnbd: BetaGeometric = { name: "mbgnbd", early: 1 };

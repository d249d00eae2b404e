/** The purchase models as the literature writes them. */
export const modelNames = { mbgnbd: "MBG/NBD", bgnbd: "BG/NBD", pnbd: "Pareto/NBD" } as const;

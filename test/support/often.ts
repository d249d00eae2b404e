/**
 * How often a law, or a schedule of faults, is tried. Seeds are fixed: each run of the tests tries the same cases, as many as
 * have shown the mistakes that were there; `ROUSE_THOROUGH=20` tries twenty times as many.
 */
export const often = (times: number): number => times * Number(process.env.ROUSE_THOROUGH ?? 1);

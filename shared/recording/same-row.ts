import { isDeepStrictEqual } from "node:util";

/** Whether two rows say the same; nothing is written then. */
export const sameRow = (a: unknown, b: unknown): boolean => isDeepStrictEqual(a, b);

import type { Now } from "../ports/world.ts";

/** The wall clock. Only handlers and the command give it away. */
export const now: Now = () => new Date().toISOString();

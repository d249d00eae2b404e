import type { Held, HeldNow } from "../model/held.ts";

/** What is held, read anew. */
export type ReadHeld = () => Promise<HeldNow>;
/** The same with a mark that a change of it insists on; without one where nothing was ever held. */
export type FindHeld = () => Promise<{ held: HeldNow; mark: string | undefined }>;
/** Puts another in its place if it is still what was found under the mark; without a mark, if there is still none. */
export type WriteHeld = (held: Held, over: { mark: string | undefined }) => Promise<"written" | "conflict">;

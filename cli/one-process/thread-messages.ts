import * as z from "zod";
import { type ErrorName, errorKinds } from "../../shared/model/error-kinds.ts";
import { RouseError } from "../../shared/model/errors.ts";
import type { Place } from "./ground.ts";
import type { StepName } from "./steps.ts";

/** What a thread begins with. */
export type Begun = { place: Place; thread: number };
/** Which night a step is for. */
export type Turn = Pick<Place, "at" | "night">;
/** What it is asked to do, and for which night. */
export type Asked = { name: StepName; input: unknown; turn: Turn };
/** What it answers, and for how long it was at work. */
export type Answered = ({ answer: unknown } | { error: PackedError }) & { cpuSeconds: number };

/** An error as it travels between threads: by itself it would lose its class, and what the operating system says of it. */
type PackedError = {
  error: unknown;
  name?: ErrorName | undefined;
  code?: string | undefined;
  path?: string | undefined;
};

const toldSchema = z.object({ code: z.string().optional(), path: z.string().optional() });
const isName = (name: string): name is ErrorName => name in errorKinds;

export const packedError = (error: unknown): PackedError => ({
  error,
  ...(error instanceof RouseError && isName(error.name) && { name: error.name }),
  ...toldSchema.safeParse(error).data,
});

/** The error as it was thrown, as far as anybody asks. */
export const unpackedError = ({ error, name, code, path }: PackedError): unknown => {
  if (!(error instanceof Error)) return error;
  if (name !== undefined) return new RouseError(name, error.message, error.cause);
  return Object.assign(error, { ...(code !== undefined && { code }), ...(path !== undefined && { path }) });
};

import type { ModelFile } from "../model/model-file.ts";
import type { NightRun } from "../model/night.ts";
import { type PromiseFile, promiseFileSchema } from "../model/promise-file.ts";

/** Of a night's model what it takes to ask its rules again: the schema leaves out what else is there. */
export const promiseToKeep = ({ runId }: NightRun, { promises, ...model }: ModelFile): PromiseFile =>
  promiseFileSchema.parse({
    ...model,
    runId,
    promise: promises?.tonight ?? null,
    book: promises?.book ?? [],
    since: promises?.since ?? model.asOf,
  });

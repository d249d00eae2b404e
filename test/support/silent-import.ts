import type { ImportListener } from "../../cli/import/import-listener.ts";

/** An import that shows nobody how far it is. */
export const silentImport: ImportListener = {
  reading: () => ({ bytes: () => {}, done: () => {} }),
  writing: () => ({ rows: () => {}, done: () => {} }),
  grouping: () => ({ rows: () => {}, done: () => {} }),
  opened: () => {},
};

/** Hears how far an import is. */
export type ImportListener = {
  reading: (file: string) => { bytes: (read: number) => void; done: (rows: number, rejected: number) => void };
  writing: (rows: number, before: number) => { rows: (written: number) => void; done: () => void };
  unknownColumns: (columns: readonly string[]) => void;
};

import { appendFileSync } from "node:fs";

/** Characters gathered before a write. */
const BUFFER_CHARACTERS = 1 << 16;

/** Appends to a file in large pieces, holding it open only while it writes; the owner alone may read it. */
export const createAppender = (file: string) => {
  let lines: string[] = [];
  let characters = 0;
  const flush = () => {
    if (lines.length > 0) appendFileSync(file, lines.join(""), { mode: 0o600 });
    lines = [];
    characters = 0;
  };
  const append = (line: string) => {
    lines.push(line);
    characters += line.length;
    if (characters >= BUFFER_CHARACTERS) flush();
  };
  return { append, flush };
};

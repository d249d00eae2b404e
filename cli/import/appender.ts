import { appendFileSync } from "node:fs";

/** Characters that are worth a write. */
const BUFFER_CHARACTERS = 1 << 16;

/**
 * Appends to a file in large pieces, holding it open only while it writes; the owner alone may read it.
 *
 * @param room characters that it may gather, where many gather at a time
 */
export const createAppender = (file: string, room = BUFFER_CHARACTERS) => {
  const most = Math.min(room, BUFFER_CHARACTERS);
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
    if (characters >= most) flush();
  };
  return { append, flush };
};

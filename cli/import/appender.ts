import { appendFileSync } from "node:fs";

/** Characters that are worth a write. */
const BUFFER_CHARACTERS = 1 << 16;

/**
 * Appends to a file in large pieces, holding it open only while it writes; the owner alone may read it.
 *
 * @param room characters that it may gather, where many gather at a time
 */
export const createAppender = (file: string, room = BUFFER_CHARACTERS) =>
  gathering(room, (lines: readonly string[]) => appendFileSync(file, lines.join(""), { mode: 0o600 }));

/** The same for lines that are bytes already. */
export const createByteAppender = (file: string, room = BUFFER_CHARACTERS) =>
  gathering(room, (lines: readonly Buffer[]) => appendFileSync(file, Buffer.concat(lines), { mode: 0o600 }));

const gathering = <Line extends { length: number }>(room: number, write: (lines: readonly Line[]) => void) => {
  const most = Math.min(room, BUFFER_CHARACTERS);
  let lines: Line[] = [];
  let gathered = 0;
  const flush = () => {
    if (lines.length > 0) write(lines);
    lines = [];
    gathered = 0;
  };
  const append = (line: Line) => {
    lines.push(line);
    gathered += line.length;
    if (gathered >= most) flush();
  };
  return { append, flush };
};

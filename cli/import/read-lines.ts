import { createReadStream } from "node:fs";

/**
 * The lines of a file of JSON lines: each ends at \n and nowhere else, for a string in JSON may hold U+2028, U+2029 and
 * U+0085 as they are, at which `node:readline` ends lines as well. What follows the last \n was not written to its end,
 * and is no line.
 */
export async function* readLines(file: string): AsyncGenerator<string> {
  const pieces: AsyncIterable<string> = createReadStream(file, { encoding: "utf8" });
  let rest = "";
  for await (const piece of pieces) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}

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

const FEED = 0x0a;

/** The same lines as bytes, each with its \n: those that end in one piece of the file at a time. */
export async function* readLineBytes(file: string): AsyncGenerator<readonly Buffer[]> {
  const pieces: AsyncIterable<Buffer> = createReadStream(file);
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of pieces) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const lines: Buffer[] = [];
    let from = 0;
    for (let end = bytes.indexOf(FEED); end !== -1; end = bytes.indexOf(FEED, from)) {
      lines.push(bytes.subarray(from, end + 1));
      from = end + 1;
    }
    rest = bytes.subarray(from);
    yield lines;
  }
}

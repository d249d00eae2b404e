import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

/** Log lines of functions: one file of JSON lines each, `<folder>/<function>.jsonl`. */
export type FunctionLogs = { write: (functionName: string, text: string) => void; close: () => Promise<void> };

/** A line that a function wrote, as JSON: its own object, or its text in `message`. */
const asJsonLine = (line: string) => (line.startsWith("{") ? line : JSON.stringify({ message: line }));

export const openFunctionLogs = async (folder: string): Promise<FunctionLogs> => {
  await mkdir(folder, { recursive: true });
  const files = new Map<string, { stream: WriteStream; rest: string }>();
  const fileOf = (name: string) => {
    const file = files.get(name) ?? {
      stream: createWriteStream(join(folder, `${name}.jsonl`), { flags: "a" }),
      rest: "",
    };
    files.set(name, file);
    return file;
  };
  return {
    write: (functionName, text) => {
      const file = fileOf(functionName);
      const lines = (file.rest + text).split("\n");
      file.rest = lines.pop() ?? "";
      for (const line of lines) if (line) file.stream.write(`${asJsonLine(line)}\n`);
    },
    close: async () => {
      await Promise.all([...files.values()].map(({ stream }) => new Promise<void>((done) => stream.end(done))));
    },
  };
};

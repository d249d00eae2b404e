import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");

const sourceFiles = (...rooms: string[]): string[] =>
  rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(room, name)),
  );

describe("the architecture", () => {
  it("imports run one way and there are no cycles", async () => {
    const { stdout } = await run(
      join(root, "node_modules/.bin/depcruise"),
      ["--config", ".dependency-cruiser.cjs", "cli", "functions", "infra", "shared", "test"],
      {
        cwd: root,
      },
    );
    expect(stdout).toContain("no dependency violations found");
  });

  it("knows neither clock nor chance in its core", () => {
    const worldly = new Set(["adapters", "runtime"]);
    const rooms = readdirSync(join(root, "shared")).filter((room) => !worldly.has(room));
    const core = sourceFiles(...rooms.map((room) => `shared/${room}`));
    const useCases = sourceFiles("functions").filter((file) => !file.endsWith("handler.ts"));
    const offenders = [...core, ...useCases].filter((file) =>
      /new Date\(\)|Date\.now\(\)|Math\.random\(|performance\.now\(|randomUUID|randomBytes|process\.env/.test(
        readFileSync(join(root, file), "utf8"),
      ),
    );
    expect(offenders).toEqual([]);
  });

  it("has a handler a Lambda that builds, and one use case that works: beside it, or shared with the command", () => {
    const folders = readdirSync(join(root, "functions"), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(folders.length).toBeGreaterThan(0);
    for (const { name } of folders) {
      expect(readdirSync(join(root, "functions", name)), name).toContain("handler.ts");
      const handler = readFileSync(join(root, "functions", name, "handler.ts"), "utf8");
      expect(handler, name).toMatch(new RegExp(`from "(\\./|\\.\\./\\.\\./shared/(night|post)/)${name}\\.ts"`));
    }
  });

  it("names no file for what it is not: no utils, helpers, common, misc, manager, base, index", () => {
    const vague = sourceFiles("cli", "functions", "infra", "shared").filter((file) =>
      /(^|\/)(utils?|helpers?|common|misc|manager|base|index)(\.ts|\/)/.test(file),
    );
    expect(vague).toEqual([]);
  });

  it("ends a line at \\n alone: nobody reads lines by node:readline, which ends them at U+2028 too", () => {
    const readers = sourceFiles("cli", "functions", "infra", "shared").filter((file) =>
      /node:readline/.test(readFileSync(join(root, file), "utf8").replaceAll(/^ *(\*|\/\/).*$/gm, "")),
    );
    expect(readers).toEqual([]);
  });

  it("turns no check off: no ignored line, no lonely or promised test", () => {
    const self = "test/architecture/architecture.test.ts";
    const offenders = sourceFiles("cli", "functions", "infra", "shared", "test")
      .filter((file) => file !== self)
      .filter((file) =>
        /@ts-ignore|@ts-expect-error|biome-ignore|\b(it|test|describe)\.(only|todo)\(/.test(
          readFileSync(join(root, file), "utf8"),
        ),
      );
    expect(offenders).toEqual([]);
  });
});

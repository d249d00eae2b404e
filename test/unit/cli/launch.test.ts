import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { projectRoot } from "../../../cli/system/project-root.ts";

const bundled = existsSync(join(projectRoot, "node_modules/.bin/node"));
/** Makes a Node take itself for an older one that stands elsewhere. */
const OLD =
  'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.9.0"}});process.execPath="/elsewhere/node"';

test.skipIf(!bundled)(
  "started by an old Node from another folder, the command finds the Node that came with it",
  async () => {
    const started = await promisify(execFile)(
      process.execPath,
      ["--import", OLD, join(projectRoot, "cli/rouse.mjs"), "--version"],
      { cwd: tmpdir(), env: { ...process.env, PATH: "/nowhere" } },
    );
    expect(started.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  },
);

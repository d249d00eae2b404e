import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startEmbedded } from "../../infra/local/embedded-system.ts";
import { callJson } from "../../infra/local/wire.ts";
import { seededRandom } from "../../shared/stats/random.ts";
import { type MiniStack, writeMiniStack } from "../support/mini-stack.ts";

const busy = fileURLToPath(new URL("../support/busy-embedded.ts", import.meta.url));
const SEED = 20261128;
const KILLS = 5;
/** Lines of a system that works: ready, the order that is held, and one turn. However slow the machine, that much was said. */
const BUSY = 5;

describe("an embedded system that is killed", () => {
  let stack: MiniStack;
  let dataDir: string;
  beforeEach(async () => {
    stack = await writeMiniStack();
    dataDir = await mkdtemp(join(tmpdir(), "rouse-data-"));
  });
  afterEach(async () => {
    await rm(dataDir, { recursive: true });
    await stack.remove();
  });

  /** Kills a busy system `afterMs` of its work, or of its start for `while` "starting". What it had said it took. */
  const kill = async (round: number, when: "starting" | "working", afterMs: number): Promise<string[]> => {
    const child = spawn(process.execPath, [busy, stack.folder, dataDir, `${round}`], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise((resume) => child.once("exit", resume));
    const lines: string[] = [];
    const shoot = () => setTimeout(() => child.kill("SIGKILL"), afterMs);
    if (when === "starting") shoot();
    createInterface({ input: child.stdout }).on("line", (line) => {
      lines.push(line);
      if (lines.length === BUSY && when === "working") shoot();
    });
    await ended;
    return lines;
  };

  const received = async (queueUrl: string, endpoint: string): Promise<string[]> => {
    const bodies: string[] = [];
    for (;;) {
      const asked = { QueueUrl: queueUrl, MaxNumberOfMessages: 10 };
      const answer: unknown = await callJson(endpoint, "sqs", "AmazonSQS.ReceiveMessage", asked);
      const more = [...JSON.stringify(answer).matchAll(/"Body":"([^"]+)"/g)].map(([, body = ""]) => body);
      if (more.length === 0) return bodies;
      bodies.push(...more);
    }
  };

  it("starts again with all that it said it took, and works at once on what was in flight", async () => {
    const random = seededRandom(SEED);
    const took: string[] = [];
    for (let round = 0; round < KILLS; round++) {
      const when = round === 1 ? "starting" : "working";
      took.push(...(await kill(round, when, Math.floor(random() * (when === "starting" ? 1_000 : 400)))));
    }
    const system = await startEmbedded({ templateDir: stack.folder, dataDir });
    try {
      // Its queue hides what is in flight for half an hour; nobody waits that long here.
      await system.drained();
      const { outputs, environment } = system;
      const dead = await received(outputs.DeadUrl ?? "", environment.AWS_ENDPOINT_URL_SQS ?? "");
      const worked = (await readFile(stack.outFile, "utf8")).split("\n").map((line) => line.split(" ")[2]);
      const mails = await readdir(join(dataDir, "mail"));
      const nights = system.executions.list().map(({ arn }) => arn);
      const kept = new Set([
        ...[...worked, ...dead].map((name) => `order ${name}`),
        ...mails.filter((name) => name.endsWith(".json")).map((name) => `mail ${name.replace(".json", "")}`),
        ...nights.map((arn) => `night ${arn}`),
      ]);
      const said = took.filter((line) => line !== "ready");
      expect(said.filter((line) => line.startsWith("order held-")).length).toBeGreaterThanOrEqual(KILLS - 2);
      expect(said.length).toBeGreaterThan(2 * KILLS);
      expect(said.filter((line) => !kept.has(line))).toEqual([]);
      expect(await readdir(dataDir, { recursive: true })).not.toContainEqual(expect.stringMatching(/\.draft$/));
    } finally {
      await system.stop();
    }
  });

  it("starts on a folder that an earlier version left half-written files in", async () => {
    const before = await startEmbedded({ templateDir: stack.folder, dataDir });
    await before.executions.start(before.outputs.NightArn ?? "", "{}", "whole");
    await before.stop();
    await writeFile(join(dataDir, "running.json"), '{"processId": 1, "st');
    await writeFile(join(dataDir, "mail", "half.json"), '{"messageId":');
    await writeFile(join(dataDir, "executions", "half.json"), "");
    const system = await startEmbedded({ templateDir: stack.folder, dataDir });
    expect(system.executions.list().map(({ name }) => name)).toEqual(["whole"]);
    expect(system.mail.count()).toBe(0);
    await system.stop();
    expect(await readdir(join(dataDir, "mail"))).toEqual(["half.json.broken"]);
  });

  it("says what to do when the keys themselves are not whole", async () => {
    await writeFile(join(dataDir, "secrets.json"), '{"arn:');
    await expect(startEmbedded({ templateDir: stack.folder, dataDir })).rejects.toThrow(
      /secrets\.json is not whole.*Put a copy of it back, or begin with another folder\./,
    );
  });
});

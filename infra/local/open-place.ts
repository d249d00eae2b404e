import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { RouseError } from "../../shared/model/errors.ts";
import { queueUrl } from "./create-resources.ts";
import { startEngines } from "./engines/start-engines.ts";
import { openDoor } from "./http/http-door.ts";
import { lockFolder } from "./lock-folder.ts";
import { endKilled, findRunning, readLastRunning, runsAlready } from "./running-file.ts";
import { resolve } from "./template/intrinsics.ts";
import { readTemplate } from "./template/read-template.ts";
import { createScope } from "./template/resource-names.ts";
import { readSchedules } from "./template/schedules.ts";
import { removeDrafts } from "./whole-files.ts";

type PlaceOptions = { templateDir: string; dataDir?: string; command?: string; port?: number; emulatorUrl?: string };

/** @throws if another process runs on the folder */
const openData = async ({ dataDir, command }: PlaceOptions, closing: (() => Promise<unknown>)[]) => {
  if (dataDir === undefined) {
    const folder = await mkdtemp(join(tmpdir(), "rouse-"));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    return folder;
  }
  // Customers, mail and secrets lie in it: it is the operator's alone.
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const running = await findRunning(dataDir);
  if (running) throw new RouseError("FolderTakenError", runsAlready(dataDir, running));
  const giveBack = await lockFolder(dataDir, command);
  closing.push(async () => giveBack());
  await endKilled(dataDir);
  await removeDrafts(dataDir);
  return dataDir;
};

/** The port that links in kept mail lead to, while nobody else has it. */
const openLastDoor = async (dataDir: string) => {
  const last = await readLastRunning(dataDir);
  return last ? openDoor(Number(new URL(last.url).port)).catch(() => openDoor(0)) : openDoor(0);
};

/** The template, the folder of its state, the engines under it and the address it will have: what everything else stands on. */
export const openPlace = async (options: PlaceOptions, closing: (() => Promise<unknown>)[]) => {
  const kept = (door: Awaited<ReturnType<typeof openDoor>>) => {
    closing.push(door.close);
    return door;
  };
  // A port that somebody else has is told before a folder is made.
  const asked = options.port === undefined ? undefined : kept(await openDoor(options.port));
  const dataDir = await openData(options, closing);
  const opened = asked ?? openLastDoor(dataDir).then(kept);
  const started = startEngines(options.dataDir, options.emulatorUrl).then((engines) => {
    closing.push(engines.stop);
    return engines;
  });
  const starting = [readTemplate(options.templateDir), opened, started] as const;
  // A failure is told when all have come to an end: what starts after everything was stopped would never be.
  await Promise.allSettled(starting);
  const [template, door, { endpoints }] = await Promise.all(starting);
  const scope = createScope(template, { apiUrl: () => door.url, queueUrl: (name) => queueUrl(endpoints, name) });
  const values = [...template.outputs].map(([name, value]) => [name, z.coerce.string().parse(resolve(value, scope))]);
  return {
    template,
    scope,
    dataDir,
    door,
    endpoints,
    outputs: z.record(z.string(), z.string()).parse(Object.fromEntries(values)),
    schedules: readSchedules(template, scope),
  };
};
export type Place = Awaited<ReturnType<typeof openPlace>>;

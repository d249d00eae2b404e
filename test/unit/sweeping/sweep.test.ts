import { describe, expect, test } from "vitest";
import { readParquet } from "../../../shared/adapters/parquet-reader.ts";
import { sweepFiles, sweepNotes } from "../../../shared/adapters/sweep-files.ts";
import { customerTable } from "../../../shared/model/customer-row.ts";
import { workKeys } from "../../../shared/model/night.ts";
import { untrueFiles } from "../../support/expect-files-true.ts";
import { fakeFiles } from "../../support/fake-files.ts";
import { FaultSchedule } from "../../support/fault-schedule.ts";
import { filesInTurn } from "../../support/files-in-turn.ts";
import { publishNight } from "../../support/published-night.ts";
import { sweepNow, sweepOut } from "../../support/sweep-now.ts";

const later = "2026-11-22T00:00:00.000Z";
const folder = "nightly/dt=2026-11-19/";
/** Ids that stand in no word. */
const ids = ["p!1", "p!2", "p!3", "p!4"];
const finishedNight = async () => {
  const [data, marketing] = [fakeFiles(), fakeFiles()];
  await publishNight(
    marketing,
    data,
    ids.map((id) => ({ customer_id: id, email: `${id.replace("!", "")}@example.com` })),
  );
  const candidates = ids.map((customerId) => ({ customerId, step: 1 }));
  await data.write(workKeys.candidates("2026-11-19-1", 0), JSON.stringify(candidates));
  return { data, marketing };
};
type Night = Awaited<ReturnType<typeof finishedNight>>;

const peopleIn = async ({ data, marketing }: Night): Promise<Map<string, string[]>> => {
  const found = new Map<string, string[]>();
  for (const [key, bytes] of [...data.objects, ...marketing.objects]) {
    const rows = [];
    if (key.endsWith(".parquet")) for await (const batch of readParquet(customerTable, bytes)) rows.push(...batch);
    const text = key.endsWith(".parquet") ? JSON.stringify(rows) : Buffer.from(bytes).toString("utf8");
    const named = ids.filter((id) => text.includes(id));
    if (named.length > 0) found.set(key, named);
  }
  return found;
};

const untrueIn = ({ marketing }: Night): string[] => untrueFiles(marketing, "2026-11-19");

describe("sweeps of the files of a night, side by side", () => {
  test.each([1, 2, 3, 4, 5, 6])(
    "take all their persons out of every file, and the manifest is true (%i)",
    async (seed) => {
      const night = await finishedNight();
      const schedule = new FaultSchedule(seed, { crashes: 0 });
      let left = 3;
      for (const id of ids.slice(0, 3)) {
        void schedule
          .begin(async (inTurn) => {
            const [marketing, data] = [filesInTurn(night.marketing, inTurn), filesInTurn(night.data, inTurn)];
            expect(await sweepOut({ marketing, data }, [id], later)).toMatchObject({ left: 0 });
          })
          .then(() => left--);
      }
      await schedule.drive(() => left === 0);
      const people = await peopleIn(night);
      expect([...people.keys()]).toHaveLength(6);
      expect(new Set([...people.values()].flat())).toEqual(new Set(["p!4"]));
      expect(untrueIn(night)).toEqual([]);
    },
  );

  test("leave a file away that retention took away between read and write", async () => {
    const night = await finishedNight();
    const marketing = {
      ...night.marketing,
      replace: async (...given: Parameters<typeof night.marketing.replace>) => {
        await night.marketing.remove([given[0]]);
        return night.marketing.replace(...given);
      },
    };
    expect(await sweepOut({ marketing, data: night.data }, ["p!1"], later)).toMatchObject({ done: 1, left: 0 });
    expect([...night.marketing.objects.keys()]).toEqual([`${folder}model.json`, `${folder}manifest.json`]);
  });

  test("take who is to go out of every file also where somebody spoilt the manifest", async () => {
    const night = await finishedNight();
    await night.marketing.write(`${folder}manifest.json`, "{ not whole");
    expect(await sweepOut(night, ["p!1"], later)).toMatchObject({ done: 1, left: 0 });
    expect([...(await peopleIn(night)).values()].flat()).not.toContain("p!1");
  });

  test("read the requests of a round side by side, oldest first, and leave the others to the next", async () => {
    const data = fakeFiles();
    const { noteSweep } = sweepNotes(data);
    const at = (second: number) => new Date(Date.UTC(2026, 10, 20, 0, 0, second)).toISOString();
    for (let second = 0; second < 200; second++)
      await noteSweep({ at: at(second), customerIds: [`p!${second}`], identities: [] });
    let [inFlight, most] = [0, 0];
    const read = async (key: string) => {
      most = Math.max(most, ++inFlight);
      await new Promise((resume) => setTimeout(resume, 1));
      inFlight -= 1;
      return data.read(key);
    };
    const { readRequests } = sweepFiles(fakeFiles(), { ...data, read });
    const rounds: string[][] = [];
    for (let [after, more] = ["", true]; more; ) {
      const round = await readRequests(after, 90);
      rounds.push(round.requests.map((request) => request.at));
      [after, more] = [round.requests.at(-1)?.key ?? "", round.more];
    }
    expect(rounds.length).toBeGreaterThan(1);
    expect(rounds.flat()).toEqual(Array.from({ length: 200 }, (_, second) => at(second)));
    expect(most).toBeGreaterThan(8);
  });

  test("mend a manifest that a sweep left behind which died after it had written a file", async () => {
    const night = await finishedNight();
    const dies = { ...night.marketing, replace: dieAtManifest(night.marketing.replace) };
    await expect(sweepOut({ marketing: dies, data: night.data }, ["p!1"], later)).rejects.toThrow("died");
    expect(untrueIn(night)).not.toEqual([]);
    await sweepOut(night, ["p!1"], later);
    expect(untrueIn(night)).toEqual([]);
  });
});

describe("a night whose mail was left, and may be sent yet", () => {
  const runId = "2026-11-19-1";
  const soon = "2026-11-20T12:00:00.000Z";
  const left = async () => {
    const night = await finishedNight();
    await night.data.write(workKeys.end(runId), "{}");
    return night;
  };
  const inData = async (night: Night) =>
    [...(await peopleIn(night))].flatMap(([key, who]) => (key.startsWith("work/") ? who : []));

  test("is looked at again, for what it writes next is what it knew before", async () => {
    const night = await left();
    expect(await sweepOut(night, ["p!1"], soon)).toMatchObject({ left: 1 });
    await night.data.write(workKeys.messages(runId, 0), JSON.stringify([{ customerId: "p!1" }, { customerId: "p!2" }]));
    await night.data.write(workKeys.end(runId), JSON.stringify({ endedAt: "2026-11-20T11:44:00.000Z" }));
    expect(await sweepOut(night, ["p!1"], soon)).toMatchObject({ left: 0 });
    expect(await inData(night)).not.toContain("p!1");
    expect(await inData(night)).toContain("p!2");
  });

  test("is erased from, and kept for the nights that go by it, when it is given up", async () => {
    const night = await left();
    expect(await sweepOut(night, ["p!1"], later)).toMatchObject({ left: 0 });
    expect(await inData(night)).not.toContain("p!1");
    expect(await night.data.read(workKeys.rows(runId, 0))).toBeDefined();
  });

  test.each([
    ["was taken up", {}],
    ["was taken up, and has ended again,", { endedAt: "2026-11-20T11:59:59.000Z" }],
  ])("is looked at again though it %s only while it was erased from", async (_what, end) => {
    const night = await finishedNight();
    const data = {
      ...night.data,
      replace: async (...given: Parameters<typeof night.data.replace>) => {
        await night.data.write(workKeys.end(runId), JSON.stringify(end));
        return night.data.replace(...given);
      },
    };
    expect(await sweepOut({ marketing: night.marketing, data }, ["p!1"], soon)).toMatchObject({ left: 1 });
  });

  test("is looked at again while a worker that was taken for lost may still write what it had read", async () => {
    const night = await finishedNight();
    await night.data.write(workKeys.end(runId), JSON.stringify({ endedAt: "2026-11-20T11:44:01.000Z" }));
    expect(await sweepOut(night, ["p!1"], soon)).toMatchObject({ left: 1 });
    await night.data.write(workKeys.candidates(runId, 0), JSON.stringify([{ customerId: "p!1" }]));
    expect(await sweepOut(night, ["p!1"], "2026-11-20T12:00:01.000Z")).toMatchObject({ left: 0 });
    expect(await inData(night)).not.toContain("p!1");
  });
});

describe("a second attempt at a day, which was planned after somebody was erased", () => {
  const at = "2026-11-20T09:00:00.000Z";
  const [now, nextDay] = ["2026-11-20T12:00:00.000Z", "2026-11-21T12:00:00.000Z"];
  const second = "2026-11-19-2";
  const withSecond = async (end?: object) => {
    const night = await finishedNight();
    const run = JSON.parse(Buffer.from(night.data.objects.get(workKeys.run("2026-11-19-1")) ?? []).toString());
    await night.data.write(
      workKeys.run(second),
      JSON.stringify({ ...run, runId: second, attempt: 2, at: "2026-11-20T11:55:00.000Z" }),
    );
    if (end) await night.data.write(workKeys.end(second), JSON.stringify(end));
    await sweepNotes(night.data).noteSweep({ at, customerIds: ["p!1"], identities: [] });
    return night;
  };

  test("may yet tell what became of their mail, of which the first had taken note: the day is looked at again", async () => {
    const night = await withSecond();
    expect(await sweepNow(night, now)).toMatchObject({ left: 1 });
    await night.marketing.write(`${folder}messages.csv`, "\uFEFFcustomer_id,campaign\r\np!1,win-back\r\n");
    await night.data.write(workKeys.end(second), JSON.stringify({ endedAt: "2026-11-20T12:01:00.000Z" }));
    expect(await sweepNow(night, nextDay)).toMatchObject({ done: 1, left: 0 });
    expect([...(await peopleIn(night)).values()].flat()).not.toContain("p!1");
  });

  test("holds nothing up once it has ended, or was given up", async () => {
    const ended = await withSecond({ endedAt: "2026-11-20T11:56:00.000Z" });
    expect(await sweepNow(ended, "2026-11-20T12:12:01.000Z")).toMatchObject({ done: 1, left: 0 });
    expect(await sweepNow(await withSecond(), "2026-11-22T00:00:00.000Z")).toMatchObject({ done: 1, left: 0 });
  });
});

const dieAtManifest =
  (replace: Night["marketing"]["replace"]): Night["marketing"]["replace"] =>
  async (key, ...rest) => {
    if (key.endsWith("manifest.json")) throw new Error("died");
    return replace(key, ...rest);
  };

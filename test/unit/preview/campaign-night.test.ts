import { describe, expect, it } from "vitest";
import { readLastNight } from "../../../cli/preview/campaign-night.ts";
import { fakeFiles } from "../../support/fake-files.ts";

const header = "\uFEFFcustomer_id,campaign,step,occurrence,outcome,reason,channel\r\n";
const bytes = (text: string) => new TextEncoder().encode(text);
const pointer = JSON.stringify({ asOf: "2026-11-20", folder: "f", manifest: "m" });
const night = (day: string, rows: readonly string[]): [string, Uint8Array][] => [
  [`nightly/dt=${day}/messages.csv`, bytes(header + rows.map((row) => `${row}\r\n`).join(""))],
  [`nightly/dt=${day}/manifest.json`, bytes("{}")],
];
const of = (id: string, outcome: string, reason = "") => `${id},win-back,first,2026-01-01,${outcome},${reason},email`;

describe("what the last night had of a campaign", () => {
  it("is counted by messages, somebody with two of them once among its customers, and compared with the complete night before", async () => {
    const files = fakeFiles(
      new Map([
        ["nightly/latest.json", bytes(pointer)],
        ...night("2026-11-20", [
          of("a", "sent"),
          of("b", "stopped", "holdout"),
          of("c", "stopped", "holdout"),
          "c,win-back,second,2026-01-01,stopped,holdout,email",
        ]),
        ...night("2026-11-18", [of("a", "sent"), of("z", "sent"), "y,birthday,first,2026,sent,,email"]),
        ["nightly/dt=2026-11-19/messages.csv", bytes(header)],
      ]),
    );
    const read = await readLastNight(files);
    expect(read?.("win-back")).toEqual({
      asOf: "2026-11-20",
      messages: 4,
      customers: 3,
      outcomes: [
        { says: "held out on purpose, to measure what the campaign brings", messages: 3 },
        { says: "written", messages: 1 },
      ],
      since: { asOf: "2026-11-18", added: { count: 2, ids: ["b", "c"] }, dropped: { count: 1, ids: ["z"] } },
    });
    expect(read?.("birthday")).toMatchObject({ messages: 0, since: { dropped: { count: 1, ids: ["y"] } } });
  });

  it("names at most twenty, and passes over words that this version does not know", async () => {
    const many = Array.from({ length: 30 }, (_, at) => of(`c${at}`, "waiting", "some-new-gate"));
    const files = fakeFiles(
      new Map([["nightly/latest.json", bytes(pointer)], ...night("2026-11-20", many), ...night("2026-11-19", [])]),
    );
    const found = (await readLastNight(files))?.("win-back");
    expect(found?.outcomes).toEqual([{ says: "waiting", messages: 30 }]);
    expect(found?.since?.added.count).toBe(30);
    expect(found?.since?.added.ids).toHaveLength(20);
  });

  it("is nothing without a night, without its messages, or without a night before", async () => {
    expect(await readLastNight(fakeFiles())).toBeUndefined();
    const torn = fakeFiles(new Map([["nightly/latest.json", bytes("{")]]));
    expect(await readLastNight(torn)).toBeUndefined();
    const alone = new Map([["nightly/latest.json", bytes(pointer)]]);
    expect(await readLastNight(fakeFiles(alone))).toBeUndefined();
    const first = fakeFiles(new Map([...alone, ...night("2026-11-20", [of("a", "sent")])]));
    expect((await readLastNight(first))?.("win-back").since).toBeUndefined();
  });
});

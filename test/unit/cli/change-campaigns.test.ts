import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { publishCampaigns, putInForceAgain } from "../../../cli/campaigns/change-campaigns.ts";
import { describeChanged, describeDifference, describeInForce } from "../../../cli/campaigns/describe-campaigns.ts";
import { makeCampaign } from "../../../cli/campaigns/new-campaign.ts";
import { earlierOf, meantBy } from "../../../cli/campaigns/version-meant.ts";
import { holdsLeftBehind } from "../../../cli/campaigns/written-again.ts";
import { campaignVersions } from "../../../shared/adapters/campaign-versions.ts";
import { campaignSchema } from "../../../shared/model/campaign.ts";
import type { CampaignLibrary } from "../../../shared/model/campaign-library.ts";
import { CHANGES_KEPT, campaignKeys } from "../../../shared/model/campaigns-in-force.ts";
import { heldSchema, nothingHeld } from "../../../shared/model/held.ts";
import { fakeFiles } from "../../support/fake-files.ts";

const at = "2026-11-30T08:00:00.000Z";
const named = (...names: string[]): CampaignLibrary => ({
  campaigns: names.map((name) => ({
    campaign: campaignSchema.parse({ id: name.toLowerCase(), name, trigger: { on: "birthday" } }),
    templates: { first: { en: { subject: name, text: name, html: name } } },
  })),
});
const world = () => {
  const data = fakeFiles();
  return { data, ...campaignVersions(data) };
};

describe("publishing campaigns", () => {
  it("keeps a version by its content and puts it in force; the same again changes nothing", async () => {
    const store = world();
    const first = await publishCampaigns(named("Hello"), at, store);
    expect(first).toMatchObject({ outcome: "changed", before: null });
    expect(await store.findVersion(first.version ?? "")).toEqual(named("Hello"));
    expect(await publishCampaigns(named("Hello"), at, store)).toEqual({
      outcome: "unchanged",
      version: first.version,
      before: first.version,
    });
    const second = await publishCampaigns(named("Hello", "Thanks"), at, store);
    expect(second).toMatchObject({ outcome: "changed", before: first.version });
    expect(await store.listVersions()).toEqual([first.version, second.version].toSorted());
    expect((await store.findInForce())?.inForce.changes).toEqual([
      { at, version: second.version, by: "publish" },
      { at, version: first.version, by: "publish" },
    ]);
  });

  it.each([
    ["for the first time", []],
    ["over another", ["Before"]],
  ])("of many at once %s, one is in force, and each other is told so and kept", async (_when, before) => {
    const store = world();
    for (const name of before) await publishCampaigns(named(name), at, store);
    const all = ["A", "B", "C", "D", "E"];
    const ends = await Promise.all(all.map((name) => publishCampaigns(named(name), at, store)));
    expect(ends.filter(({ outcome }) => outcome === "changed")).toHaveLength(1);
    expect(ends.filter(({ outcome }) => outcome === "overtaken")).toHaveLength(4);
    const won = ends.find(({ outcome }) => outcome === "changed");
    expect((await store.findInForce())?.inForce.changes[0]?.version).toBe(won?.version);
    expect(await store.listVersions()).toHaveLength(all.length + before.length);
  });

  it("that breaks off before it points to a version has changed nothing", async () => {
    const store = world();
    await publishCampaigns(named("Before"), at, store);
    const before = await store.findInForce();
    const changeInForce = async () => Promise.reject(new Error("the connection broke off"));
    await expect(publishCampaigns(named("After"), at, { ...store, changeInForce })).rejects.toThrow("broke off");
    expect(await store.findInForce()).toEqual(before);
    expect(await publishCampaigns(named("After"), at, store)).toMatchObject({ outcome: "changed" });
  });

  it("goes back to what was before, to a version by the beginning of its name, and to what was deployed", async () => {
    const store = world();
    const first = await publishCampaigns(named("First"), at, store);
    const second = await publishCampaigns(named("Second"), at, store);
    const changesNow = async () => (await store.findInForce())?.inForce.changes ?? [];
    expect(earlierOf(await changesNow())).toBe(first.version);
    const back = await putInForceAgain(earlierOf, at, store);
    expect(back).toEqual({ outcome: "changed", version: first.version, before: second.version });
    // Twice back is there again: what was in force before is the other one.
    expect(earlierOf(await changesNow())).toBe(second.version);
    const versions = await store.listVersions();
    expect(meantBy(second.version?.slice(0, 8).toUpperCase() ?? "", versions)).toBe(second.version);
    expect(await putInForceAgain(() => meantBy("deployed", versions), at, store)).toMatchObject({ version: null });
    expect((await changesNow())[0]).toEqual({ at, version: null, by: "rollback" });
  });

  it("whose answer was lost, and that is asked for again, is told as what it is", async () => {
    const store = world();
    const changeInForce = async (...change: Parameters<typeof store.changeInForce>) => {
      await store.changeInForce(...change);
      return "conflict" as const;
    };
    const first = await publishCampaigns(named("First"), at, { ...store, changeInForce });
    expect(first).toMatchObject({ outcome: "changed", before: null });
    const second = await publishCampaigns(named("Second"), at, { ...store, changeInForce });
    expect(second).toMatchObject({ outcome: "changed", before: first.version });
  });

  it("is not taken back by who looked before it", async () => {
    const store = world();
    await publishCampaigns(named("First"), at, store);
    await publishCampaigns(named("Second"), at, store);
    const findVersion = async (version: string) => {
      const library = await store.findVersion(version);
      await publishCampaigns(named("Third"), at, store);
      return library;
    };
    expect(await putInForceAgain(earlierOf, at, { ...store, findVersion })).toMatchObject({ outcome: "overtaken" });
    const { version = null } = (await store.findInForce())?.inForce.changes[0] ?? {};
    expect(await store.findVersion(version ?? "")).toEqual(named("Third"));
  });

  it.each<[string, string | undefined, RegExp]>([
    ["is not there any more", undefined, /^The version [0-9a-f]{12} is not there any more\. Choose another/],
    [
      "is of another version of the program",
      '{"campaigns":[],"more":1}',
      /is none that this version of Rouse can read/,
    ],
    ["is not what it was named by", '{"campaigns":[]}', /nights would mail nobody/],
  ])("does not put in force again what %s", async (_what, written, problem) => {
    const store = world();
    const { version } = await publishCampaigns(named("First"), at, store);
    await publishCampaigns(named("Second"), at, store);
    const before = await store.findInForce();
    const key = campaignKeys.version(version ?? "");
    if (written === undefined) await store.data.remove([key]);
    else await store.data.write(key, written);
    await expect(putInForceAgain(earlierOf, at, store)).rejects.toThrow(problem);
    expect(await store.findInForce()).toEqual(before);
  });

  it.each([
    ["zzzz", /There is no version "zzzz"/],
    ["ab", /Give at least 4 figures/],
    ["abcd", /2 versions begin with "abcd"/],
  ])("says of %s why it names no version", (word, problem) => {
    expect(() => meantBy(word, ["abcd1", "abcd2", "ab00"])).toThrow(problem);
  });

  it("has nothing to go back to where nothing was published", () => {
    expect(() => earlierOf([])).toThrow("Nothing was ever published here");
    expect(earlierOf([{ at, version: "a".repeat(64), by: "publish" }])).toBeNull();
  });

  it("remembers its newest changes alone, and every version", async () => {
    const store = world();
    for (let turn = 0; turn < CHANGES_KEPT + 5; turn++) await publishCampaigns(named(`N${turn}`), at, store);
    expect((await store.findInForce())?.inForce.changes).toHaveLength(CHANGES_KEPT);
    expect(await store.listVersions()).toHaveLength(CHANGES_KEPT + 5);
  });

  it("does not write over a pointer that it cannot read", async () => {
    const store = world();
    await store.data.write(campaignKeys.inForce(), "{");
    const publishing = publishCampaigns(named("A"), at, store);
    await expect(publishing).rejects.toMatchObject({ name: "FileBrokenError" });
    await expect(publishing).rejects.toThrow("Put back what was there; or remove it");
    expect(Buffer.from((await store.data.read(campaignKeys.inForce())) ?? []).toString()).toBe("{");
  });
});

describe("a new campaign", () => {
  let folder: string;
  const make = (name: string, like = "hello") => makeCampaign({ folder, name, like, there: ["hello", "thanks"] });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "campaigns-"));
    await mkdir(join(folder, "hello"));
    await writeFile(
      join(folder, "hello", "campaign.yaml"),
      "# Says hello.\nname: Hello\nenabled: true # for all\ntrigger:\n  on: birthday\n",
    );
    await writeFile(join(folder, "hello", "first.en.mjml"), "words");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("is a copy of another, switched off, under its name, with every remark", async () => {
    const made = await make("summer");
    expect(await readFile(join(made, "campaign.yaml"), "utf8")).toBe(
      "# Says hello.\nname: summer\nenabled: false # for all\ntrigger:\n  on: birthday\n",
    );
    expect(await readFile(join(made, "first.en.mjml"), "utf8")).toBe("words");
    expect((await readdir(folder)).sort()).toEqual(["hello", "summer"]);
  });

  it.each([
    ["Summer Sale", "hello", /"Summer Sale" cannot be a campaign's name: expected at most 40 small letters/],
    ["../summer", "hello", /cannot be a campaign's name/],
    ["thanks", "hello", /There is a campaign "thanks" already/],
    ["summer", "helo", /There is no campaign "helo" to make it like; did you mean "hello"\?/],
  ])("called %s like %s is refused, and leaves nothing", async (name, like, problem) => {
    await expect(make(name, like)).rejects.toThrow(problem);
    expect(await readdir(folder)).toEqual(["hello"]);
  });

  it.each<[string, string | undefined]>([
    ["is not there", undefined],
    ["has a quote that is not closed", 'name: "Hello\nenabled: true\n'],
    ["has a key twice", "name: Hello\nenabled: true\nenabled: true\n"],
    ["is a list", "- enabled: true\n"],
    ["is empty", ""],
  ])("is not made like one whose definition %s: it could not be switched off", async (_what, definition) => {
    const file = join(folder, "hello", "campaign.yaml");
    if (definition === undefined) await rm(file);
    else await writeFile(file, definition);
    await expect(make("summer")).rejects.toThrow(/The campaign\.yaml of "hello" is missing or has mistakes/);
    expect(await readdir(folder)).toEqual(["hello"]);
  });

  it("is not made where something else has its name, and of two at once one is made", async () => {
    await writeFile(join(folder, "summer"), "mine");
    await expect(make("summer")).rejects.toThrow(/summer is there already, and is no campaign/);
    const ends = await Promise.allSettled([make("winter"), make("winter")]);
    expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(ends.find((end) => end.status === "rejected")?.reason).toMatchObject({
      message: expect.stringMatching(/winter.* (is there )?already/),
    });
    expect((await readdir(folder)).sort()).toEqual(["hello", "summer", "winter"]);
  });

  it("has neither an editor's drafts of the other nor its pipes", async () => {
    await writeFile(join(folder, "hello", ".first.en.mjml.swp"), "draft");
    await promisify(execFile)("mkfifo", [join(folder, "hello", "pipe")]);
    expect((await readdir(await make("summer"))).sort()).toEqual(["campaign.yaml", "first.en.mjml"]);
  });
});

describe("what is said of it", () => {
  const [a, b] = ["a".repeat(64), "b".repeat(64)];

  it("names what is in force, what was, and how to go back", () => {
    expect(describeChanged({ outcome: "changed", version: a, before: null })).toEqual([
      "In force: aaaaaaaaaaaa. Nights that begin from now on go by it.",
      "Before: those that were deployed. To go back: rouse campaigns rollback",
    ]);
    expect(describeChanged({ outcome: "unchanged", version: a, before: a })).toEqual([
      "Nothing changed: aaaaaaaaaaaa is in force already.",
    ]);
    expect(describeChanged({ outcome: "overtaken", version: a, before: b })).toEqual([
      expect.stringContaining("somebody else put other campaigns in force at the same time"),
    ]);
  });

  it("names campaigns that are new, another, or gone", () => {
    const before = named("Kept", "Edited", "Dropped");
    const after = named("Kept", "Edited", "Fresh");
    const [edited] = after.campaigns.filter(({ campaign }) => campaign.id === "edited");
    if (edited) edited.templates.first = { en: { subject: "Other", text: "Other", html: "Other" } };
    expect(describeDifference(before, after)).toEqual([
      ...["New: fresh", "Changed: edited", "Gone: dropped"],
      "fresh has the trigger and a step of dropped, which is gone: if that is a new name, who had it under the old one may get it again, and who is held out is drawn anew.",
    ]);
    expect(describeDifference(before, before)).toEqual([]);
    expect(describeDifference(undefined, after)).toEqual([]);
    const mistaken = [{ id: "kept" }, { id: "edited" }, { id: "dropped" }];
    expect(describeDifference(before, { campaigns: [] }, mistaken)).toEqual([]);
  });

  it("says of what goes out under a new name that the old one's hold stays behind", () => {
    const [before, after] = [named("Kept", "Dropped"), named("Kept", "Fresh")];
    const hold = { since: at, by: "command" } as const;
    const held = (campaigns: object) => holdsLeftBehind(before, after, heldSchema.parse({ ...nothingHeld, campaigns }));
    expect(held({ dropped: hold })).toEqual([
      "dropped is held, and fresh is not: if that is a new name, hold it with rouse hold fresh.",
    ]);
    expect([held({ dropped: hold, fresh: hold }), held({ kept: hold }), held({})]).toEqual([[], [], []]);
    expect(holdsLeftBehind(undefined, after, nothingHeld)).toEqual([]);
  });

  it("says that a step of another name is another, and a step that is moved or added is not", () => {
    const told = (...steps: string[]): CampaignLibrary => ({
      campaigns: named("Story").campaigns.map(({ campaign, ...rest }) => ({
        ...rest,
        campaign: { ...campaign, steps: steps.map((name) => ({ name, after: 0 })) },
      })),
    });
    const said = (...steps: string[]) => describeDifference(told("word", "farewell"), told(...steps)).slice(1);
    expect(said("word", "goodbye")).toEqual([
      "story had the step farewell, and has goodbye: if that is a new name, who had it under the old one may get it again.",
    ]);
    expect([said("farewell", "word"), said("word", "reason", "farewell"), said("word")]).toEqual([[], [], []]);
  });

  it("says that another trigger has other occasions, and nothing of what is switched off", () => {
    const told = (trigger: object, enabled = true): CampaignLibrary => ({
      campaigns: named("Letter").campaigns.map(({ campaign, ...rest }) => ({
        ...rest,
        campaign: campaignSchema.parse({ ...campaign, trigger, enabled }),
      })),
    });
    const [mondays, tuesdays] = ["2026-11-02", "2026-11-03"].map((from) => ({ on: "every", weeks: 2, from }));
    const said = (is: CampaignLibrary) => describeDifference(told(mondays ?? {}), is).slice(1);
    expect(said(told(tuesdays ?? {}))).toEqual([
      "letter has another trigger: what it writes about now are other occasions, and who had it lately may get it again.",
    ]);
    expect(said(told(tuesdays ?? {}, false))).toEqual([]);
    expect(said(told({ ...mondays }, true))).toEqual([]);
  });

  it("lists what is in force with what is switched off, and what was", () => {
    const changes = [
      { at, version: a, by: "publish" },
      { at, version: null, by: "rollback" },
    ] as const;
    const campaigns = [
      { id: "birthday", enabled: true },
      { id: "win-back", enabled: false },
    ];
    expect(describeInForce({ changes, campaigns, versions: 2 })).toEqual([
      `In force aaaaaaaaaaaa  published ${at}: birthday, win-back (off)`,
      `Earlier  deployed      put back ${at}`,
      "2 versions kept; rouse campaigns rollback VERSION puts one in force again.",
    ]);
    expect(describeInForce({ changes: [], campaigns: null, versions: 0 })).toEqual([
      expect.stringContaining("nights go by the campaigns that were deployed"),
    ]);
    expect(describeInForce({ changes: changes.slice(0, 1), campaigns: null, versions: 1 })[0]).toContain(
      "publish again",
    );
  });
});

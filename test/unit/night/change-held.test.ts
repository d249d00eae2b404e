import { describe, expect, it } from "vitest";
import { heldFile } from "../../../shared/adapters/held-file.ts";
import { withHold, withoutHold } from "../../../shared/campaigns/brake.ts";
import { type HeldNow, nothingHeld } from "../../../shared/model/held.ts";
import { changeHeld } from "../../../shared/night/change-held.ts";
import { fakeFiles } from "../../support/fake-files.ts";

const hold = { since: "2026-11-30T10:00:00.000Z", by: "command" } as const;
const holding = (campaign?: string) => (held: HeldNow) => withHold(held, campaign, hold);
const releasing = (campaign?: string) => (held: HeldNow) => withoutHold(held, campaign, hold.since);

describe("changeHeld", () => {
  it("changes what is held, and nothing the second time", async () => {
    const store = heldFile(fakeFiles());
    const held = { campaigns: { birthday: hold } };
    expect(await changeHeld(holding("birthday"), store)).toEqual({ outcome: "changed", held, before: nothingHeld });
    expect(await changeHeld(holding("birthday"), store)).toEqual({ outcome: "unchanged", held, before: held });
    expect(await changeHeld(releasing(), store)).toEqual({
      outcome: "changed",
      held: { campaigns: {}, releasedAt: hold.since },
      before: held,
    });
    expect(await changeHeld(releasing(), store)).toMatchObject({ outcome: "unchanged" });
  });

  it("loses no hold of many that come at once", async () => {
    const store = heldFile(fakeFiles());
    await Promise.all(["a", "b", "c", "d"].map((name) => changeHeld(holding(name), store)));
    expect(await store.readHeld()).toEqual({ campaigns: { a: hold, b: hold, c: hold, d: hold } });
  });

  it("tells a change whose answer was lost as made", async () => {
    const store = heldFile(fakeFiles());
    const lost: typeof store.writeHeld = async (held, over) => {
      await store.writeHeld(held, over);
      return "conflict";
    };
    expect(await changeHeld(holding(), { ...store, writeHeld: lost })).toMatchObject({ outcome: "changed" });
  });

  it("gives up where others are faster again and again, and says so", async () => {
    const store = heldFile(fakeFiles());
    const overtaken = changeHeld(holding(), { ...store, writeHeld: async () => "conflict" as const });
    await expect(overtaken).rejects.toMatchObject({ name: "ConflictError" });
  });
});

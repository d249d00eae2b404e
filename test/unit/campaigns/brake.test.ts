import { describe, expect, it } from "vitest";
import { isAllHeld, withHold, withoutHold } from "../../../shared/campaigns/brake.ts";
import { heldSchema, isHeld, nothingHeld } from "../../../shared/model/held.ts";

const first = { since: "2026-11-30T10:00:00.000Z", by: "command" } as const;
const later = { since: "2026-11-30T11:00:00.000Z", by: "link" } as const;
const released = "2026-11-30T12:00:00.000Z";

describe("the brake", () => {
  it("holds what is named and nothing else, or everything", () => {
    const one = withHold(nothingHeld, "win-back", first);
    expect(["win-back", "birthday", "toString", "constructor"].map((name) => isHeld(one, name))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(isAllHeld(one)).toBe(false);
    const all = withHold(one, undefined, later);
    expect([isAllHeld(all), isHeld(all, "birthday"), isHeld(all, "not-yet-there")]).toEqual([true, true, true]);
  });

  it("holds everything where nobody can read what is held", () => {
    expect([isHeld("unreadable", "birthday"), isAllHeld("unreadable")]).toEqual([true, true]);
    expect(withHold("unreadable", "birthday", first)).toBe("unreadable");
    expect(withoutHold("unreadable", "birthday", released)).toBe("unreadable");
    expect(withHold("unreadable", undefined, first)).toEqual({ everything: first, campaigns: {} });
    expect(withoutHold("unreadable", undefined, released)).toEqual({ campaigns: {}, releasedAt: released });
  });

  it("keeps since when and by whom of what is held already, and takes a new note", () => {
    const once = withHold(withHold(nothingHeld, undefined, first), "win-back", first);
    expect(withHold(withHold(once, undefined, later), "win-back", later)).toEqual(once);
    const noted = withHold(once, "win-back", { ...later, note: "wrong photo" });
    expect(noted).toEqual({ everything: first, campaigns: { "win-back": { ...first, note: "wrong photo" } } });
  });

  it("releases a campaign from its own hold alone, and all of them where none is named", () => {
    const both = withHold(withHold(nothingHeld, undefined, first), "win-back", first);
    const without = withoutHold(both, "win-back", released);
    expect(without).toEqual({ everything: first, campaigns: {} });
    expect(isHeld(without, "win-back")).toBe(true);
    expect(withoutHold(without, "win-back", released)).toEqual(without);
    expect(withoutHold(both, undefined, released)).toEqual({ campaigns: {}, releasedAt: released });
  });

  it("keeps of a release what had come back by then, and nothing of an earlier one", () => {
    const all = withHold(nothingHeld, undefined, first);
    const lookedInto = { sent: 100, bounced: 20, complained: 1 };
    const once = withoutHold(all, undefined, released, lookedInto);
    expect(heldSchema.parse(once)).toEqual({ campaigns: {}, releasedAt: released, lookedInto });
    const again = withoutHold(withHold(once, undefined, later), undefined, later.since);
    expect(again).toEqual({ campaigns: {}, releasedAt: later.since });
    expect(withoutHold("unreadable", undefined, released, lookedInto)).toEqual(once);
  });

  it("comes to the same file in whatever order campaigns are held", () => {
    const inOrder = withHold(withHold(nothingHeld, "a", first), "b", first);
    const theOtherWay = withHold(withHold(nothingHeld, "b", first), "a", first);
    expect(JSON.stringify(theOtherWay)).toBe(JSON.stringify(inOrder));
    expect(heldSchema.parse(inOrder)).toEqual(inOrder);
  });
});

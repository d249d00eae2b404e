import { expect, it } from "vitest";
import { heldFile } from "../../shared/adapters/held-file.ts";
import { withHold } from "../../shared/campaigns/brake.ts";
import { campaignKeys } from "../../shared/model/campaigns-in-force.ts";
import { nothingHeld } from "../../shared/model/held.ts";
import type { FileStore } from "../../shared/ports/files.ts";

const hold = { since: "2026-11-30T10:00:00.000Z", by: "command", note: "the photo is wrong" } as const;

/** What is held, in any store of files. */
export const heldContract = (open: () => FileStore): void => {
  it("findHeld finds nothing at first, and what writeHeld wrote from then on", async () => {
    const store = heldFile(open());
    expect(await store.findHeld()).toEqual({ held: nothingHeld, mark: undefined });
    const held = withHold(nothingHeld, "win-back", hold);
    if (held === "unreadable") throw new Error("it can be read");
    expect(await store.writeHeld(held, { mark: undefined })).toBe("written");
    expect(await store.readHeld()).toEqual(held);
    const { mark } = await store.findHeld();
    expect(await store.writeHeld({ ...held, everything: hold }, { mark })).toBe("written");
    expect(await store.readHeld()).toEqual({ everything: hold, campaigns: { "win-back": hold } });
  });

  it("writeHeld writes over nothing but what was found", async () => {
    const store = heldFile(open());
    const { mark } = await store.findHeld();
    expect(await store.writeHeld(nothingHeld, { mark: undefined })).toBe("conflict");
    expect(await store.writeHeld(nothingHeld, { mark })).toBe("written");
    expect(await store.writeHeld({ everything: hold, campaigns: {} }, { mark })).toBe("conflict");
    expect(await store.readHeld()).toEqual(nothingHeld);
  });

  it("findHeld reads what was written before anything was approved, and what was approved since", async () => {
    const files = open();
    const before = { campaigns: { "win-back": hold }, releasedAt: hold.since };
    await files.write(campaignKeys.held(), JSON.stringify(before));
    const store = heldFile(files);
    const { held, mark } = await store.findHeld();
    expect(held).toEqual(before);
    const approved = { runId: "2026-11-29-2", campaigns: { birthday: { at: hold.since, by: "command" } } } as const;
    expect(await store.writeHeld({ ...before, approved }, { mark })).toBe("written");
    expect(await store.readHeld()).toEqual({ ...before, approved });
  });

  it.each([
    "",
    "{",
    "null",
    "[]",
    "{}",
    '{"campaigns":{},"segments":{}}',
    '{"campaigns":{"A B":{}}}',
    '{"campaigns":{},"approved":{"campaigns":{}}}',
    '{"campaigns":{},"approved":{"runId":"1","segments":{},"campaigns":{}}}',
  ])("findHeld says of %j that it cannot be read, and lets it be written over", async (text) => {
    const files = open();
    await files.write(campaignKeys.held(), text);
    const store = heldFile(files);
    const { held, mark } = await store.findHeld();
    expect(held).toBe("unreadable");
    expect(await store.writeHeld(nothingHeld, { mark })).toBe("written");
    expect(await store.readHeld()).toEqual(nothingHeld);
  });
};

import { describe, expect, it } from "vitest";
import { afterClick } from "../../../shared/mail/click-note.ts";

const at = (time: string) => `2026-11-21T${time}Z`;
const first = { at: at("10:00:00.000"), link: "a", scanned: false };

describe("what is kept of clicks", () => {
  it("is the first one that counts, and the very same after it", () => {
    expect(afterClick(undefined, { at: first.at, link: "a" })).toEqual(first);
    for (const [time, link] of [
      ["10:00:00.000", "a"],
      ["10:00:00.500", "a"],
      ["10:00:01.001", "b"],
      ["23:00:00.000", "b"],
    ] as const)
      expect(afterClick(first, { at: at(time), link })).toBe(first);
  });

  it("is that a scanner did it, where two links are opened in a second, in whichever order they are noted", () => {
    for (const time of ["10:00:00.000", "10:00:01.000", "09:59:59.000"])
      expect(afterClick(first, { at: at(time), link: "b" })).toMatchObject({ scanned: true });
    const scanned = { ...first, scanned: true };
    expect(afterClick(scanned, { at: at("10:00:14.999"), link: "a" })).toMatchObject({ scanned: true });
    expect(afterClick(scanned, { at: at("10:00:15.000"), link: "a" })).toMatchObject({ scanned: false });
  });
});

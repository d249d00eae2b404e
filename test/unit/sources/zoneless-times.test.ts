import { describe, expect, it } from "vitest";
import { instantOf, withOffset } from "../../../shared/sources/read-instant.ts";

describe("a time of a source that leaves out its offset", () => {
  it.each([
    ["2026-11-19 10:00:00", "Z", "2026-11-19T10:00:00.000Z"],
    ["2026-11-19T10:00:00", "+08:00", "2026-11-19T02:00:00.000Z"],
    ["2026-11-19 10:00", "+08:00", "2026-11-19T02:00:00.000Z"],
  ] as const)("%s is at %s", (text, offset, instant) => {
    expect(instantOf(withOffset(text, offset))).toBe(instant);
  });

  it.each([
    ["2026-11-19T10:00:00Z", "2026-11-19T10:00:00.000Z"],
    ["2026-11-19T10:00:00+01:00", "2026-11-19T09:00:00.000Z"],
    ["2026-11-19 10:00:00-0500", "2026-11-19T15:00:00.000Z"],
  ])("%s has its own", (text, instant) => {
    for (const offset of ["Z", "+08:00"] as const) expect(instantOf(withOffset(text, offset))).toBe(instant);
  });
});

import { describe, expect, it } from "vitest";
import { inScheme } from "../../../cli/preview/forced-scheme.ts";
import { lookLength } from "../../../cli/preview/look-length.ts";

const mail = `<html><head><style>@media (prefers-color-scheme: dark) { p { color: white } }
@media (prefers-color-scheme:light) and (min-width: 1px) { p { color: black } }</style></head><body><p>(prefers-color-scheme: dark)</p></body></html>`;

describe("a mail in one scheme", () => {
  it("has the question for the scheme answered in its style sheets, and in nothing else", () => {
    const dark = inScheme(mail, "dark");
    expect(dark).toContain("@media (min-width: 0) { p { color: white } }");
    expect(dark).toContain("@media (max-width: 0) and (min-width: 1px)");
    expect(dark).toContain("<p>(prefers-color-scheme: dark)</p>");
    expect(dark).toContain("color-scheme: dark !important");
    expect(inScheme(mail, "light")).toContain("@media (max-width: 0) { p { color: white } }");
  });

  it("says its scheme also where the mail has no head", () => {
    expect(inScheme("<p>$&</p>", "light")).toBe("<style>:root { color-scheme: light !important; }</style><p>$&</p>");
  });
});

describe("lookLength", () => {
  it("counts what looks two letters wide as two", () => {
    expect(lookLength("Hello")).toBe(5);
    expect(lookLength("好久不见 a")).toBe(10);
  });
});

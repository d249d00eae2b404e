import { describe, expect, it } from "vitest";
import { resolve, type Scope } from "../../../../infra/local/template/intrinsics.ts";

const scope: Scope = {
  ref: (name) => `ref-${name}`,
  attribute: (id, name) => `${id}/${name}`,
  imported: (name) => ({ "Fn::Join": ["-", [name, { Ref: "Kept" }]] }),
  rewrite: (text) => text.replace("far", "near"),
};

/** A placeholder of `Fn::Sub`. */
const name = (text: string) => `\${${text}}`;

describe("resolve", () => {
  it.each([
    ["Ref", { Ref: "A" }, "ref-A"],
    ["Fn::GetAtt as a list", { "Fn::GetAtt": ["A", "Arn"] }, "A/Arn"],
    ["Fn::GetAtt as text", { "Fn::GetAtt": "A.Outputs.X" }, "A/Outputs.X"],
    ["Fn::Join, which is rewritten", { "Fn::Join": ["-", ["far", { Ref: "A" }, 3]] }, "near-ref-A-3"],
    [
      "Fn::Sub with names, attributes and a literal",
      { "Fn::Sub": `${name("A")}:${name("A.Arn")}:${name("!kept")}` },
      `ref-A:A/Arn:${name("kept")}`,
    ],
    [
      "Fn::Sub with variables of its own",
      { "Fn::Sub": [`${name("x")}${name("A")}`, { x: { Ref: "B" } }] },
      "ref-Bref-A",
    ],
    ["Fn::ImportValue, of what another stack worked out", { "Fn::ImportValue": "Shared" }, "Shared-ref-Kept"],
    ["Fn::Select of Fn::Split", { "Fn::Select": [1, { "Fn::Split": [":", "a:b:c"] }] }, "b"],
    ["what is in lists and objects", { a: [{ Ref: "A" }], b: null }, { a: ["ref-A"], b: null }],
  ])("works out %s", (_name, value, expected) => {
    expect(resolve(value, scope)).toEqual(expected);
  });

  it("refuses a function that it does not know, rather than hand it on", () => {
    expect(() => resolve({ "Fn::GetAZs": "x" }, scope)).toThrow("Fn::GetAZs");
  });

  it("leaves an object alone that only looks like a reference", () => {
    expect(resolve({ Ref: "A", Other: 1 }, scope)).toEqual({ Ref: "A", Other: 1 });
  });
});

import { describe, expect, it } from "vitest";
import { generateSecret } from "../../../../infra/local/secrets/secret-service.ts";

const rules = {
  PasswordLength: 200,
  ExcludePunctuation: false,
  ExcludeCharacters: "",
  ExcludeUppercase: false,
  ExcludeLowercase: false,
  ExcludeNumbers: false,
};

describe("generateSecret", () => {
  it("uses only the characters that the rules leave", () => {
    const only = { ...rules, ExcludePunctuation: true, ExcludeUppercase: true, ExcludeCharacters: "abc" };
    expect(generateSecret(only)).toMatch(/^[d-z0-9]{200}$/);
  });

  it("puts the value beside the template's other fields", () => {
    const secret = generateSecret({
      ...rules,
      PasswordLength: 8,
      SecretStringTemplate: '{"user":"x"}',
      GenerateStringKey: "k",
    });
    expect(JSON.parse(secret)).toEqual({ user: "x", k: expect.stringMatching(/^.{8}$/) });
  });

  it("never gives the same value twice", () => {
    expect(generateSecret(rules)).not.toBe(generateSecret(rules));
  });
});

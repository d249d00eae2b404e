import { expect, test } from "vitest";
import { type ErrorKind, errorKinds, transientErrorsOfOthers } from "../../../shared/model/error-kinds.ts";

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const errorsDocument = (): string => `# Errors

Every error of Rouse has a name that Step Functions, alarms and logs (\`error_name\`) go by. Where another try may do, each state of the night makes it by itself: five times, two seconds after the first failure and twice as long after each further one.

## Rouse's own

${table(
  ["name", "tried again", "meaning"],
  Object.entries<ErrorKind>(errorKinds).map(([name, { retry, meaning }]) => [`\`${name}\``, retry, meaning]),
)}

## Those of AWS that are tried again

${table(
  ["name", "meaning"],
  Object.entries<string>(transientErrorsOfOthers).map(([name, meaning]) => [`\`${name}\``, meaning]),
)}

Any other would fail again: no access, a table or key that is not there, a request that is wrong. \`ZodError\` is input, an item or a file that does not fit its schema.
`;

test("docs/errors.md is the table of errors (vitest -u writes it anew)", async () => {
  await expect(errorsDocument()).toMatchFileSnapshot("../../../docs/errors.md");
});

test("a name of the table is the name of its error, and says what it means in a sentence", () => {
  for (const [name, { meaning }] of Object.entries<ErrorKind>(errorKinds)) {
    expect(name).toMatch(/^[A-Z]\w+Error$/);
    expect(meaning).toMatch(/^[A-Z].*[.]$/);
  }
});

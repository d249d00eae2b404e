import * as z from "zod";
import { settingsSchema } from "../../shared/model/settings.ts";

const leadIn = `# Settings

One file per shop, \`settings.json\` at the root of the clone (or the one named with \`--settings\`, at a deployment \`npx cdk deploy -c settings=FILE\`). Every setting has a default that a small shop can live with, so the file holds only what differs; a setting that is not known is refused. Start from [settings.example.json](../settings.example.json). A change takes effect with the next deployment, and the report of each night prints the settings in force.
`;

const nodeSchema = z.looseObject({
  description: z.string().optional(),
  default: z.unknown().optional(),
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
});
type Node = z.infer<typeof nodeSchema>;
type Setting = { path: string; node: Node };

/** What the name is that a shop chooses, by where it stands. */
const keyWords: ReadonlyMap<string, string> = new Map([
  ["outbox.", "CHANNEL"],
  ["orders.categories.", "CATEGORY"],
]);

/** A record's settings stand under a name that the shop chooses among those allowed. */
const childrenOf = (path: string, { properties = {}, additionalProperties }: Node): [string, unknown][] => {
  const named = Object.entries(properties).map(([name, child]): [string, unknown] => [`${path}${name}`, child]);
  return typeof additionalProperties === "object"
    ? [...named, [`${path}${keyWords.get(path) ?? "SOURCE"}`, additionalProperties]]
    : named;
};

const settingsUnder = (path: string, node: Node): Setting[] =>
  childrenOf(path, node).flatMap(([name, child]) => {
    const parsed = nodeSchema.parse(child);
    const below = settingsUnder(`${name}.`, parsed);
    // A group is spoken of by its members, unless it says something of its own.
    return below.length > 0 && parsed.description === undefined ? below : [{ path: name, node: parsed }, ...below];
  });

/** Every setting with what it says of itself. */
export const everySetting = (): readonly Setting[] =>
  settingsUnder("", nodeSchema.parse(z.toJSONSchema(settingsSchema, { io: "input", unrepresentable: "any" })));

const valuesOf = ({ enum: options, type = "" }: Node): string =>
  options === undefined || options.length > 10 ? type : options.map((one) => `\`${one}\``).join(", ");

const rowOf = ({ path, node }: Setting): string => {
  // Defaults of a group are those of its members.
  const shown =
    node.default === undefined || node.properties !== undefined ? "" : `\`${JSON.stringify(node.default)}\``;
  return `| \`${path}\` | ${valuesOf(node)} | ${shown} | ${node.description ?? ""} |`;
};

/** `docs/settings.md`. */
export const settingsDocument = (): string =>
  [leadIn, "| setting | is | default | says |", "| --- | --- | --- | --- |", ...everySetting().map(rowOf), ""].join(
    "\n",
  );

import * as z from "zod";
import { settingsSchema } from "../../shared/model/settings.ts";
import { type Factor, pairwise } from "./pairwise.ts";

/** What stands in the file; undefined: left out, so that its default is in force. */
type Json = z.infer<ReturnType<typeof z.json>>;
type Value = Json | undefined;

const nodeSchema = z.looseObject({
  type: z.string().optional(),
  format: z.string().optional(),
  enum: z.array(z.json()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  propertyNames: z.object({ enum: z.array(z.string()).optional() }).optional(),
  items: z.unknown().optional(),
  minimum: z.number().optional(),
  default: z.json().optional(),
});
type Node = z.infer<typeof nodeSchema>;

/** What the form of a setting does not tell: values that fit it. Any other setting is tried by its form alone. */
const examples: ReadonlyMap<string, readonly Value[]> = new Map<string, readonly Value[]>([
  ["timeZone", [undefined, "Asia/Kolkata"]],
  ["shop.url", [undefined, "https://shop.test"]],
  ["defaultLocale", [undefined, "zh-CN"]],
  ["orders.countedStatuses", [undefined, ["paid"]]],
  ["orders.categories", [undefined, { "Green tea": ["SENCHA-250", "MATCHA-*"] }]],
  ["currency", [undefined, "JPY"]],
  ["orders.firstDay", [undefined, "2001-02-03"]],
  ["identity.ownDomains", [undefined, [], ["shop.test"]]],
  ["identity.ownPhones", [undefined, ["+49 30 1234567"]]],
  // Without one, nothing may be sent.
  ["shop.postalAddress", ["1 Harbour Lane"]],
  ["rfm.cuts.r", [undefined, [1, 2, 3, 4]]],
  ["rfm.cuts.f", [undefined, [1, 2, 3, 4]]],
  ["rfm.cuts.m", [undefined, [1, 2, 3, 4]]],
  ["tiers.cuts", [undefined, [1, 2, 4]]],
  ["valueBands", [undefined, { high: 100, middle: 40 }]],
  [
    "links",
    [
      undefined,
      { publicUrl: "https://links.shop.test" },
      {
        publicUrl: "https://links.shop.test",
        certificateArn: "arn:aws:acm:eu-central-1:000000000000:certificate/0-0-0",
      },
    ],
  ],
  [
    "outbox",
    [
      undefined,
      { sms: { url: "https://sender.test/rouse" } },
      { push: { url: "https://push.test/" }, wecom: { url: "https://wecom.test/", secretName: "shop/wecom" } },
    ],
  ],
  ["nightly.at", [undefined, "23:59"]],
  // One without the other, or both at one hour, is none.
  ["mail.hours", [undefined, {}, { from: 0, to: 24 }]],
  ["comparison.sources", [undefined, ["shopify"]]],
]);

const byFormat: ReadonlyMap<string, string> = new Map([
  ["email", "someone@mail.shop.test"],
  ["uri", "https://shop.test"],
]);

const single = (node: Node): Json => {
  const [first] = node.enum ?? [];
  if (first !== undefined) return first;
  if (node.type === "number" || node.type === "integer") return node.minimum ?? 1;
  return byFormat.get(node.format ?? "") ?? "shop/some";
};

const valuesOf = (node: Node): readonly Value[] => {
  if (node.enum) return [undefined, ...node.enum];
  if (node.type === "boolean") return [undefined, true, false];
  if (node.type === "array") return [undefined, [], [single(nodeSchema.parse(node.items))]];
  return [undefined, single(node)];
};

/** Those of an object, and those of a record whose names are known. */
const propertiesOf = ({ properties, propertyNames, additionalProperties }: Node) =>
  properties ??
  (propertyNames?.enum && Object.fromEntries(propertyNames.enum.map((name) => [name, additionalProperties])));

/** One factor for each setting, and one for each group of settings that can be there or not. */
const factorsOf = (path: string, node: Node): Factor<Value>[] => {
  const given = examples.get(path);
  if (given) return [{ name: path, values: given }];
  const properties = propertiesOf(node);
  if (properties === undefined) return [{ name: path, values: valuesOf(node) }];
  const inner = Object.entries(properties).flatMap(([name, property]) =>
    factorsOf(path === "" ? name : `${path}.${name}`, nodeSchema.parse(property)),
  );
  const always = path === "" || JSON.stringify(node.default) === "{}";
  return always ? inner : [{ name: path, values: [undefined, {}] }, ...inner];
};

type Group = { [name: string]: Json };
const isGroup = (value: Value): value is Group => typeof value === "object" && value !== null && !Array.isArray(value);

/** Puts a value at its path. What lies in a group that is left out is left out with it. */
const put = (settings: Group, path: readonly string[], value: Value, leftOut: ReadonlySet<string>): void => {
  if (path.some((_, length) => leftOut.has(path.slice(0, length).join(".")))) return;
  const [last = "", ...before] = path.toReversed();
  let group = settings;
  for (const name of before.toReversed()) {
    const next = group[name];
    const made = isGroup(next) ? next : {};
    group[name] = made;
    group = made;
  }
  if (value !== undefined) group[last] = structuredClone(value);
};

/** What is compared has to be among the sources, where these are named at all. */
const allowComparison = ({ comparison, sources }: Group): void => {
  if (isGroup(comparison) && comparison.sources !== undefined && isGroup(sources)) sources.shopify ??= {};
};

/**
 * Settings files of every shape that the schema allows: each value of each setting with each value of each other one,
 * whether it is given or left out. Small: a few dozen files.
 */
export const settingsShapes = (): z.input<typeof settingsSchema>[] => {
  const schema = nodeSchema.parse(z.toJSONSchema(settingsSchema, { io: "input", unrepresentable: "any" }));
  const factors = factorsOf("", schema);
  return pairwise(factors).map((row) => {
    const chosen = factors.map(({ name, values }, factor) => ({ name, value: values[row[factor] ?? 0] }));
    const leftOut = new Set(chosen.filter(({ value }) => value === undefined).map(({ name }) => name));
    const settings: Group = {};
    for (const { name, value } of chosen) put(settings, name.split("."), value, leftOut);
    allowComparison(settings);
    return settings;
  });
};

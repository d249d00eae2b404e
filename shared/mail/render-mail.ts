import { Context, filters, Liquid, type Template } from "liquidjs";
import type { TemplateParts } from "../model/campaign-library.ts";
import type { MailView } from "./mail-view.ts";
import { oneLine } from "./one-line.ts";

/** A rendered mail. */
export type RenderedMail = { subject: string; text: string; html: string };
export type RenderMail = (view: MailView) => RenderedMail;

/**
 * A Liquid engine that sees nothing but the variables it is given: no files, no prototypes, no unknown names, and an end to what
 * takes up too much room.
 */
export const createEngine = (escaping: "html" | "nothing"): Liquid =>
  withoutTimeAndChance(
    new Liquid({
      templates: {},
      strictVariables: true,
      strictFilters: true,
      ownPropertyOnly: true,
      relativeReference: false,
      timezoneOffset: 0,
      locale: "en",
      parseLimit: 200_000,
      memoryLimit: 10_000_000,
      ...(escaping === "html" && { outputEscape: "escape" }),
    }),
  );

const timeFilters = ["date", "date_to_xmlschema", "date_to_rfc822", "date_to_string", "date_to_long_string"] as const;

/** A night that is run again must write the same. */
const withoutTimeAndChance = (engine: Liquid): Liquid => {
  engine.unregisterFilter("sample");
  for (const name of timeFilters) {
    const filter = filters[name];
    if (typeof filter !== "function") throw new RangeError(`the engine has no filter ${name}`);
    engine.registerFilter(name, function (value: unknown, ...rest: unknown[]) {
      if (value === "now" || value === "today") throw new RangeError(asksForTime);
      return Reflect.apply(filter, this, [value, ...rest]);
    });
  }
  return engine;
};

/** What is said of a template that does. */
export const asksForTime = "asks for the time, so that two runs of a night would differ";

/**
 * Parses the three parts once and answers how to render them. Only HTML is escaped; a subject becomes one line.
 *
 * @throws liquidjs' own errors, which quote the template but no values, for a template that cannot be parsed
 */
export const compileMail = (parts: TemplateParts): RenderMail => {
  const subject = compilePart("subject", parts);
  const text = compilePart("text", parts);
  const html = compilePart("html", parts);
  return (view) => ({ subject: subject(view), text: text(view), html: html(view) });
};

/** One part alone, as the whole mail would have it: a subject in one line, a body with one line break at its end. */
export const compilePart = (part: keyof TemplateParts, parts: TemplateParts): ((view: MailView) => string) => {
  const render = compile(createEngine(part === "html" ? "html" : "nothing"), parts[part]);
  return part === "subject" ? (view) => oneLine(render(view)) : (view) => `${render(view).trim()}\n`;
};

/** A text that stands alone, as its template writes it. @throws liquidjs' own errors for one that cannot be parsed */
export const compilePlain = (source: string): ((view: MailView) => string) => compile(createEngine("nothing"), source);

const compile = (engine: Liquid, source: string): ((view: MailView) => string) => {
  const template: Template[] = engine.parse(source);
  return (view) => String(engine.renderSync(template, boundedContext(engine, view)));
};

/** A letter takes some hundreds. */
const MOST_STEPS = 100_000;

/**
 * What an engine renders a view in, with an end to endless templates. Steps are counted: the engine's own limit goes by a
 * clock, and would stop a sound template on a machine that is busy.
 */
const boundedContext = (engine: Liquid, view: MailView): Context => {
  const context = new Context(view, engine.options, { sync: true }, { liquid: engine });
  let steps = 0;
  context.renderLimit.check = () => {
    steps += 1;
    if (steps > MOST_STEPS) throw new RangeError(`it takes more than ${MOST_STEPS} steps`);
  };
  return context;
};

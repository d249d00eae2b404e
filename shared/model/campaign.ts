import * as z from "zod";
import { channelSchema, handedChannelSchema } from "./channel.ts";
import { tierSchema } from "./customer.ts";
import { type Offer, offerSchema } from "./offer.ts";
import { daySchema, instantSchema } from "./time.ts";
import { isForeknown, triggerSchema } from "./trigger.ts";
import { nameSchema } from "./written-text.ts";

const shortNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, { error: "expected at most 40 small letters, digits and -, a letter first" });

/** The name of a campaign's folder. */
export const campaignIdSchema = shortNameSchema;
/** The name of an offer's file, without `.yaml`. */
export const offerNameSchema = shortNameSchema;

/** The one step of a campaign that names none. */
export const FIRST_STEP = "first";

const MOST_STEPS = 12;
const MOST_DAYS_BEFORE = 60;
const MOST_DAYS_AFTER = 365;

/** One message of a campaign. */
const stepSchema = z.strictObject({
  name: shortNameSchema.describe("Its key in the ledger: who has had it is not written to again, wherever it stands"),
  template: shortNameSchema
    .optional()
    .describe("What its files are called, <template>.<locale>.mjml or .txt; its own name unless set"),
  after: z
    .int()
    .min(-MOST_DAYS_BEFORE)
    .max(MOST_DAYS_AFTER)
    .default(0)
    .describe(
      "Days from the occasion to the first day on which it is due; below 0 before a day that is known before it comes",
    ),
  only_if: z.string().optional().describe("A condition, in CEL: only who meets it on the day it is due gets this one"),
  needs: shortNameSchema
    .optional()
    .describe("An earlier step that must have been written for the same occasion; their distance is kept"),
  offer: shortNameSchema
    .optional()
    .describe("What it promises: the name of a file in campaigns/offers; nothing unless set"),
});
export type Step = z.infer<typeof stepSchema>;

export const templateOf = ({ template, name }: Step): string => template ?? name;

const purposeSchema = z.enum(["marketing", "care", "service"]);
type Purpose = z.infer<typeof purposeSchema>;

const definition = {
  name: nameSchema.describe("What report and dashboard call it"),
  enabled: z.boolean().default(true).describe("false stops it from the next night on"),
  channel: channelSchema
    .default("email")
    .describe("By what its messages go; of another channel than mail, templates are texts alone"),
  purpose: purposeSchema
    .default("marketing")
    .describe("What it is for; priority and holdout go by it unless set. Consent is asked for all three"),
  audience: z
    .string()
    .optional()
    .describe("A condition, in CEL: only who meets it tonight is written to; everyone unless set"),
  trigger: triggerSchema.describe("What the occasion is"),
  steps: z
    .array(stepSchema)
    .min(1)
    .max(MOST_STEPS)
    .default([{ name: FIRST_STEP, after: 0 }])
    .describe(`Its messages, in their order; one, called ${FIRST_STEP}, unless set`),
  exit: z
    .enum(["purchase", "none"])
    .default("purchase")
    .describe("purchase: whoever buys after the occasion gets nothing more for it; none: they do"),
  priority: z
    .int()
    .min(0)
    .max(100)
    .optional()
    .describe(
      "Of several messages due to one person the highest goes today; service 80, care 60, marketing 40 unless set",
    ),
  limits: z
    .strictObject({
      days_apart: z
        .int()
        .min(1)
        .max(730)
        .optional()
        .describe("The fewest days between the first messages of two occasions to one person"),
    })
    .default({})
    .describe("How often it writes to one person, within the shop's own limits"),
  holdout: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe("Share of people not written to, to measure what it brings; mail.holdoutShare unless set, 0 for service"),
  expires_after: z
    .int()
    .min(1)
    .max(60)
    .default(7)
    .describe("For how many days each step stays due, from its own day on"),
  budget_per_day: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe("The most messages that it sends in a day; the others wait; no bound unless set"),
  send_at: z
    .int()
    .min(0)
    .max(23)
    .optional()
    .describe(
      "The hour, on the customer's clock, at which it goes to whom no usual hour is known of; mail.sendAt unless set",
    ),
};

type Defined = z.infer<z.ZodObject<typeof definition>>;

/** What no single key can say of itself. */
const whole = ({ trigger, steps }: Pick<Defined, "trigger" | "steps">, context: z.RefinementCtx): void => {
  for (const [index, { name, needs, after }] of steps.entries()) {
    const earlier = steps.slice(0, index);
    const say = (key: keyof Step, message: string) =>
      context.addIssue({ code: "custom", path: ["steps", index, key], message });
    if (earlier.some((one) => one.name === name)) say("name", "another step has this name; each has its own");
    const needed = earlier.find((one) => one.name === needs);
    if (needs !== undefined && needed === undefined)
      say(
        "needs",
        `expected the name of a step above it${earlier.length > 0 ? `: ${earlier.map((one) => one.name).join(", ")}` : "; there is none"}`,
      );
    if (needed !== undefined && needed.after > after)
      say("after", `expected at least ${needed.after}, as of the step that it needs`);
    if (after < 0 && !isForeknown(trigger))
      say("after", "expected at least 0: nobody knows this occasion before its day");
  }
};

/** `campaigns/<id>/campaign.yaml`: why we write, when and to whom. Templates stand beside it. */
export const campaignDefinitionSchema = z.strictObject(definition).superRefine(whole);

/** A day for which a campaign writes; everywhere, unless it names countries. */
const campaignDaySchema = z.strictObject({ day: daySchema, countries: z.array(z.string()).min(1).optional() });
export type CampaignDay = z.infer<typeof campaignDaySchema>;

/** The same with the name of its folder, the days that its trigger names, in their order, and the offers that its steps name; absent where they name none. */
export const campaignSchema = z
  .strictObject({
    ...definition,
    id: campaignIdSchema,
    days: z.array(campaignDaySchema).optional(),
    offers: z.record(offerNameSchema, offerSchema).optional(),
  })
  .superRefine(whole);
export type Campaign = z.infer<typeof campaignSchema>;

/** @throws RangeError for a step that the campaign has not */
export const stepNamed = ({ id, steps }: Pick<Campaign, "id" | "steps">, name: string): Step => {
  const step = steps.find((one) => one.name === name);
  if (step) return step;
  throw new RangeError(`campaign ${id} has no step ${name}`);
};

/** What a step promises, and by which name; undefined where it promises nothing. @throws RangeError for an offer that the campaign has not */
export const offerOf = (
  campaign: Pick<Campaign, "id" | "steps" | "offers">,
  step: string,
): { name: string; offer: Offer } | undefined => {
  const { offer: name } = stepNamed(campaign, step);
  if (name === undefined) return undefined;
  const offer = campaign.offers?.[name];
  if (offer) return { name, offer };
  throw new RangeError(`campaign ${campaign.id} has no offer ${name}`);
};

const PRIORITIES: Readonly<Record<Purpose, number>> = { service: 80, care: 60, marketing: 40 };
export const priorityOf = ({ priority, purpose }: Pick<Campaign, "priority" | "purpose">): number =>
  priority ?? PRIORITIES[purpose];

/** Share of people whom it does not write to. */
export const holdoutOf = ({ holdout, purpose }: Pick<Campaign, "holdout" | "purpose">, ofShop: number): number =>
  holdout ?? (purpose === "service" ? 0 : ofShop);

/** One customer whom a campaign might write to tonight; the gates decide. */
export const candidateSchema = z.object({
  customerId: z.string(),
  campaignId: z.string(),
  step: z.string(),
  /** What makes this occasion one: the last purchase day for win-back, the year for a birthday, the day for a cart. */
  occurrence: z.string(),
  /** A purchase after this day ends the story. Absent where none does. */
  exitAfter: z.iso.date().optional(),
  /** Absent of a prospect. */
  tier: tierSchema.optional(),
  /** Absent for mail. */
  channel: handedChannelSchema.optional(),
  /** Last purchase day as the night knew it: who bought last is asked first. Absent of a prospect. */
  lastDay: z.iso.date().optional(),
  /** The last day on which the step is due; absent where that is the send day of this very night. */
  dueUntil: z.iso.date().optional(),
  /** From when to when on the send day it may go; absent where at any time. */
  sendFrom: instantSchema.optional(),
  sendUntil: instantSchema.optional(),
});
export type Candidate = z.infer<typeof candidateSchema>;

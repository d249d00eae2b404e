import * as z from "zod";
import { daySchema } from "./time.ts";

/** What a code takes off: a share of the order, an amount, or what shipping costs. */
const offerKindSchema = z.enum(["percent", "amount", "free-shipping"]);
export type OfferKind = z.infer<typeof offerKindSchema>;

const MOST_MONEY = 1_000_000_000;
/** More digits than any price has would be told in a mail as another number. */
const HUNDREDTH = 0.01;
const moneySchema = z.number().positive().max(MOST_MONEY).multipleOf(HUNDREDTH);

/** Some marks are seen by nobody, and not every checkout keeps those that are. */
const expectedOfCode = (code: string): string =>
  /\p{M}/u.test(code.normalize("NFC"))
    ? "without marks that are characters of their own, as Hindi, Thai and Arabic have them"
    : "as customers type it at the checkout";

const keys = {
  code: z
    .string()
    .normalize("NFC")
    .regex(/^[\p{L}\p{N}](?:[\p{L}\p{N}_-]{0,38}[\p{L}\p{N}])?$/u, {
      error: ({ input }) => `expected 1 to 40 letters, figures, - and _, ${expectedOfCode(String(input))}`,
    })
    .describe("What customers type at the checkout, the same for everybody; the shop's system must know it"),
  percent: z
    .number()
    .positive()
    .max(100)
    .multipleOf(HUNDREDTH)
    .optional()
    .describe("It takes this share off, in percent"),
  amount: moneySchema.optional().describe("It takes this much off, in major units of the shop's currency"),
  free_shipping: z.literal(true).optional().describe("Shipping costs nothing"),
  minimum_order: moneySchema
    .optional()
    .describe("The least that an order must come to, in major units of the shop's currency; any order unless set"),
  ends_on: daySchema
    .optional()
    .describe("The last day on which it holds, on the shop's clock; nobody is sent it afterwards. No end unless set"),
  days_apart: z
    .int()
    .min(1)
    .max(730)
    .optional()
    .describe(
      "The fewest days between two messages with this offer to one person, but for those for one occasion of a campaign",
    ),
};

type Keys = z.infer<z.ZodObject<typeof keys>>;

/** One of these says what the code takes off. */
const gains = ["percent", "amount", "free_shipping"] as const satisfies (keyof Keys)[];

/** What no single key can say of itself. */
const whole = (offer: Keys, context: z.RefinementCtx): void => {
  const { amount, minimum_order } = offer;
  const say = (path: keyof Keys, message: string) => context.addIssue({ code: "custom", path: [path], message });
  const given = gains.filter((gain) => offer[gain] !== undefined);
  const [, second] = given;
  if (given.length === 0)
    context.addIssue({
      code: "custom",
      path: [],
      message: "expected what the code takes off: percent, amount or free_shipping",
    });
  if (second !== undefined)
    say(second, `expected one of percent, amount and free_shipping; there is ${given.join(" and ")}`);
  if (amount !== undefined && minimum_order !== undefined && minimum_order < amount)
    say("minimum_order", `expected at least ${amount}, the amount that is taken off`);
};

/** `campaigns/offers/<name>.yaml`: what a message promises. */
export const offerSchema = z
  .strictObject(keys)
  .superRefine(whole)
  .meta({ oneOf: gains.map((gain) => ({ required: [gain] })) });
export type Offer = z.infer<typeof offerSchema>;

export const offerKindOf = ({ percent, amount }: Offer): OfferKind => {
  if (percent !== undefined) return "percent";
  return amount === undefined ? "free-shipping" : "amount";
};

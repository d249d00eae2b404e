import { partPerson } from "../../shared/recording/decide-who.ts";
import { identitiesMeantBy } from "../../shared/recording/identities-meant-by.ts";
import { planSplit, type SplitRefusal } from "../../shared/recording/split-person.ts";
import type { Call } from "../terminal/command.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { describeNobody } from "../who/describe-who.ts";
import { type SayOptions, sayWho } from "./say-who.ts";

/** Parts the person that the operator's word means, for good. */
export const splitCustomer = async (call: Call<SayOptions & { part: string[] }>): Promise<Outcome> => {
  const [customer = ""] = call.args;
  const parts = call.options.part.map(namesIn);
  if (parts.length === 0)
    throw new UsageError("Say with --part who is to be parted from the rest: --part bo@example.com");
  if (parts.some((names) => names.length === 0))
    throw new UsageError("A --part names nobody. Give an identity in each.");
  return sayWho(call, async (word, deps) => {
    const meant = (name: string) => identitiesMeantBy(name, deps.hash);
    const plan = await planSplit(
      { customer: meant(customer), parts: parts.map((part) => part.map(meant)) },
      word,
      deps,
    );
    if ("refused" in plan) return { refused: refusalWords(plan), json: plan };
    return { decision: plan.decision, remarks: [], carryOut: () => partPerson(plan.sides, word, deps) };
  });
};

const namesIn = (list: string): string[] =>
  list
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

/** Names are told by their places: they may be addresses. */
const refusalWords = (refusal: SplitRefusal): string => {
  switch (refusal.refused) {
    case "nobody":
      return ["No customer is kept under that name.", ...describeNobody(refusal.nobody)].join("\n");
    case "not-theirs":
      return `Name ${refusal.name} of part ${refusal.part} is no identity of that customer. rouse who CUSTOMER lists those they have.`;
    case "twice":
      return `Name ${refusal.name} of part ${refusal.part} was named before: an identity goes with one part.`;
    case "an-order":
      return `Name ${refusal.name} of part ${refusal.part} is an order's number, and an order goes with whom it names. Give a customer id or an address: rouse who CUSTOMER lists those they have.`;
    case "no-orders":
      return `Part ${refusal.part} would get nothing: all that was given with it was given under a customer id that stays on another side, and goes by that. Leave the customer id out and name an address in each part, and its orders go by their addresses: --part ann@example.com --part bo@example.com`;
    case "nothing-to-part":
      return "There is nothing to part: that would leave nobody on the other side.";
  }
};

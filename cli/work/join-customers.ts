import { joinPersonsOf } from "../../shared/recording/decide-who.ts";
import { identitiesMeantBy } from "../../shared/recording/identities-meant-by.ts";
import { type JoinRefusal, planJoinOf } from "../../shared/recording/join-two.ts";
import type { Call } from "../terminal/command.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { describeNobody } from "../who/describe-who.ts";
import { type SayOptions, sayWho } from "./say-who.ts";

/** Joins the two persons that the operator's words mean, for good. */
export const joinCustomers = (call: Call<SayOptions>): Promise<Outcome> => {
  const [first = "", second = ""] = call.args;
  return sayWho(call, async (word, deps) => {
    const meant = (name: string) => identitiesMeantBy(name, deps.hash);
    const plan = await planJoinOf(meant(first), meant(second), word, deps);
    if ("refused" in plan) return { refused: refusalWords(plan), json: plan };
    const { decision, a, b, namesDiffer } = plan;
    return {
      decision,
      remarks: namesDiffer
        ? [`Mind: their names share no part. To take it back: rouse split ${a} --part ${a} --part ${b}`]
        : [],
      carryOut: () => joinPersonsOf(a, b, word, deps),
    };
  });
};

const refusalWords = (refusal: JoinRefusal): string => {
  switch (refusal.refused) {
    case "nobody":
      return [`No customer is kept under the ${refusal.which} name.`, ...describeNobody(refusal.nobody)].join("\n");
    case "same-identity":
      return "Both names mean the same identity.";
    case "too-many":
      return "They would have more identities than one customer can have: nothing but customer ids would join them.";
  }
};

import type { NotifyShardDeps } from "../../shared/post/notify-shard.ts";

/** A worker that dies at a step: just before its effect, or just after it and before the answer. Once dead, it does nothing more. */
export type Death = { step: number; effect: "before" | "after" };

export const mortal = (deps: NotifyShardDeps, death: Death): NotifyShardDeps => {
  let steps = 0;
  let dead = false;
  const die = () => {
    dead = true;
    throw new Error("the worker died");
  };
  const step =
    <Arguments extends unknown[], Result>(work: (...given: Arguments) => Promise<Result>) =>
    async (...given: Arguments): Promise<Result> => {
      const number = ++steps;
      if (dead || (number === death.step && death.effect === "before")) die();
      const result = await work(...given);
      if (dead || number === death.step) die();
      return result;
    };
  return {
    ...deps,
    whoTheyAre: step(deps.whoTheyAre),
    readSuppressions: step(deps.readSuppressions),
    readMessagesTo: step(deps.readMessagesTo),
    claimMessage: step(deps.claimMessage),
    releaseClaim: step(deps.releaseClaim),
    settleClaim: step(deps.settleClaim),
    takePlace: step(deps.takePlace),
    giveBackPlace: step(deps.giveBackPlace),
    send: step(deps.send),
    postEvent: step(deps.postEvent),
    saveOutcomes: step(deps.saveOutcomes),
  };
};

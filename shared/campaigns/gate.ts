import type { Day, Instant } from "../model/time.ts";
import type { GateFacts } from "./gate-facts.ts";

export type Gate<Fact extends keyof GateFacts = keyof GateFacts> = {
  /** The facts that the gate looks at: it is shown no others. */
  needs: readonly Fact[];
  shuts: (facts: Pick<GateFacts, Fact>) => boolean;
  /** What it answers then: that this occasion is not written about, or that it waits. */
  answers: "stop" | "wait";
  /** Of what waits: the first day on which it may pass, or the moment of the send day, where that is known. */
  until?: (facts: Pick<GateFacts, Fact>) => Day | Instant | undefined;
  /** What is only switched off, held, or not sent yet, would have been mail: it counts against limits, and is listed as what the real thing would send. */
  wouldBeMail: boolean;
};

/** A gate that stops. */
export const gate = <Fact extends keyof GateFacts>(
  needs: readonly Fact[],
  shuts: (facts: Pick<GateFacts, Fact>) => boolean,
): Gate<Fact> => ({ needs, shuts, answers: "stop", wouldBeMail: false });
/** One that waits, and what it withholds would have been mail. */
export const theSwitch: typeof gate = (needs, shuts) => ({ ...gate(needs, shuts), answers: "wait", wouldBeMail: true });
/** The same gate, but what it withholds waits. */
export const waits = <Fact extends keyof GateFacts>(
  gate: Gate<Fact>,
  until: (facts: Pick<GateFacts, Fact>) => Day | Instant | undefined,
): Gate<Fact> => ({
  ...gate,
  answers: "wait",
  until,
});

import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { muster } from "../../../shared/post/muster.ts";

const counting = (fails = 0) => {
  const reads: (readonly string[])[] = [];
  const setOut = muster(async (asked: readonly string[]) => {
    reads.push(asked);
    if (reads.length <= fails) throw new Error("throttled");
    return (one: string) => one.toUpperCase();
  });
  return { reads, setOut };
};

describe("a muster", () => {
  it("reads once for all who set out, as soon as the last of them has asked, and gives each their own", async () => {
    const { reads, setOut } = counting();
    const [ada, bob] = [setOut(), setOut()];
    const first = ada.ask("ada");
    await nextTurn();
    expect(reads).toEqual([]);
    expect(await Promise.all([first, bob.ask("bob")])).toEqual(["ADA", "BOB"]);
    expect(reads).toEqual([["ada", "bob"]]);
  });

  it("waits for nobody who has left, and for nobody who left and asks later", async () => {
    const { reads, setOut } = counting();
    const [ada, bob] = [setOut(), setOut()];
    const first = ada.ask("ada");
    bob.leave();
    bob.leave();
    expect(await first).toBe("ADA");
    expect(await bob.ask("bob")).toBe("BOB");
    const cleo = setOut();
    const late = bob.ask("bob");
    await nextTurn();
    expect(reads).toEqual([["ada"], ["bob"]]);
    expect(await Promise.all([cleo.ask("cleo"), late])).toEqual(["CLEO", "BOB"]);
  });

  it("counts whoever asked and leaves after it once", async () => {
    const { reads, setOut } = counting();
    const [ada, bob] = [setOut(), setOut()];
    const first = ada.ask("ada");
    ada.leave();
    await nextTurn();
    expect(reads).toEqual([]);
    bob.leave();
    expect(await first).toBe("ADA");
  });

  it("fails for all whom a reading was for, and reads again for the next", async () => {
    const { setOut } = counting(1);
    const [ada, bob] = [setOut(), setOut()];
    const ends = await Promise.allSettled([ada.ask("ada"), bob.ask("bob")]);
    expect(ends.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await setOut().ask("cleo")).toBe("CLEO");
  });
});

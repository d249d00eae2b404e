import { describe, expect, it } from "vitest";
import { tierSchema, valueClassSchema } from "../../../../shared/model/customer.ts";
import { type CustomerRow, reachabilitySchema } from "../../../../shared/model/customer-row.ts";
import { segments } from "../../../../shared/model/segments.ts";
import { suppressionReasons } from "../../../../shared/model/suppression.ts";
import { isReachable, segmentsOf } from "../../../../shared/scoring/rfm/segment-files.ts";
import { rowOf } from "../../../support/published-night.ts";

/** An awake customer who has agreed to mail and of whom the night knows nothing else. */
const customer = (known: Partial<CustomerRow> = {}): CustomerRow => ({
  ...rowOf({ customer_id: "c1", email: "ann@example.com" }),
  rfm_segment: null,
  value_class: null,
  tier: "awake",
  ...known,
});
const without = (known: Partial<CustomerRow>) =>
  segmentsOf(customer({ email: null, reachable: "no-address", ...known }));

describe("segment files", () => {
  it("are always the same ones, in the order of the report", () => {
    expect(segments.map(({ name }) => name)).toEqual([
      ...["champions", "loyal", "potential-loyalist", "new-customers", "promising", "need-attention"],
      ...["about-to-sleep", "at-risk", "cannot-lose-them", "hibernating", "lost"],
      ...["tier-new", "tier-awake", "tier-drowsy", "tier-half-asleep", "tier-asleep"],
      ...["value-a", "value-b", "value-c", "band-high", "band-middle", "band-low", "early-warning"],
      ...["reachable", "reachable-drowsy", "reachable-half-asleep", "reachable-asleep", "worth-waking", "do-not-mail"],
    ]);
  });

  it("are, of a customer of whom little is known, the tier's alone", () => {
    expect(without({ tier: "new" })).toEqual(["tier-new"]);
  });

  it("are those of all that is known of a customer, named as files are", () => {
    const known = { rfm_segment: "Cannot Lose Them", value_class: "B", value_band: "high", tier: "asleep" } as const;
    expect(without(known)).toEqual(["cannot-lose-them", "tier-asleep", "value-b", "band-high"]);
  });

  it("warn early of whose repeat score fell, by however little, address or not", () => {
    expect(without({ early_warning_drop: 0.2 })).toContain("early-warning");
    expect(without({ early_warning_drop: 0 })).toContain("early-warning");
  });
});

describe("a customer who can be reached", () => {
  it("is one whom nothing speaks against writing to; nobody in files from before that was known", () => {
    for (const reachable of reachabilitySchema.options) expect(isReachable({ reachable })).toBe(reachable === "yes");
    expect(isReachable({ reachable: null })).toBe(false);
  });

  it.each([
    ["new", ["reachable"]],
    ["awake", ["reachable"]],
    ["drowsy", ["reachable", "reachable-drowsy"]],
    ["half-asleep", ["reachable", "reachable-half-asleep"]],
    ["asleep", ["reachable", "reachable-asleep"]],
  ] as const)("is, when %s, in the files %j", (tier, files) => {
    expect(segmentsOf(customer({ tier }))).toEqual([`tier-${tier}`, ...files]);
  });

  it("is worth waking when sleepy and of class A or B, not when awake or of class C", () => {
    const worthWaking = tierSchema.options.flatMap((tier) =>
      valueClassSchema.options.flatMap((value_class) =>
        segmentsOf(customer({ tier, value_class })).includes("worth-waking") ? [`${tier} ${value_class}`] : [],
      ),
    );
    expect(worthWaking).toEqual([
      ...["drowsy A", "drowsy B"],
      ...["half-asleep A", "half-asleep B"],
      ...["asleep A", "asleep B"],
    ]);
  });

  it("is in no file of those to be mailed without an address or consent, however valuable", () => {
    for (const tier of tierSchema.options) {
      expect(without({ tier, value_class: "A" })).toEqual([`tier-${tier}`, "value-a"]);
      const unknown = customer({ tier, value_class: "A", consent: "unknown", reachable: "no-consent" });
      expect(segmentsOf(unknown)).toEqual([`tier-${tier}`, "value-a"]);
    }
  });
});

describe("the list of those who must not be mailed", () => {
  it("has whoever said no, and every dead address, whatever consent stands beside it; nobody else", () => {
    const listed = (known: Partial<CustomerRow>) =>
      segmentsOf(customer({ tier: "asleep", value_class: "A", ...known }));
    for (const reachable of suppressionReasons) {
      expect(listed({ reachable })).toEqual(["tier-asleep", "value-a", "do-not-mail"]);
      expect(listed({ reachable, consent: "denied" })).toContain("do-not-mail");
    }
    expect(listed({ reachable: "no-consent", consent: "denied" })).toContain("do-not-mail");
    expect(listed({ reachable: "no-consent", consent: "unknown" })).not.toContain("do-not-mail");
    expect(listed({})).not.toContain("do-not-mail");
    expect(listed({ email: null, reachable: "no-address", consent: "denied" })).not.toContain("do-not-mail");
  });
});

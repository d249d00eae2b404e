import { describe, expect, it } from "vitest";
import { tierSchema, valueClassSchema } from "../../../../shared/model/customer.ts";
import { type CustomerRow, reachabilitySchema } from "../../../../shared/model/customer-row.ts";
import { segments } from "../../../../shared/model/segments.ts";
import type { UnscoredRow } from "../../../../shared/model/summary-row.ts";
import { suppressionReasons } from "../../../../shared/model/suppression.ts";
import { isReachable, segmentsOf, segmentsOfUnscored } from "../../../../shared/scoring/rfm/segment-files.ts";
import { rowOf } from "../../../support/published-night.ts";

/** An awake customer who has agreed to mail and of whom the night knows nothing else. */
const customer = (known: Partial<CustomerRow> = {}): CustomerRow => ({
  ...rowOf({ customer_id: "c1", email: "ann@example.com" }),
  rfm_segment: null,
  value_class: null,
  tier: "awake",
  ...known,
});
const asOf = "2026-11-19";
const without = (known: Partial<CustomerRow>) =>
  segmentsOf(customer({ email: null, reachable: "no-address", ...known }), asOf);

describe("segment files", () => {
  it("are always the same ones, in the order of the report", () => {
    expect(segments.map(({ name }) => name)).toEqual([
      ...["champions", "loyal", "potential-loyalist", "new-customers", "promising", "need-attention"],
      ...["about-to-sleep", "at-risk", "cannot-lose-them", "hibernating", "lost"],
      ...["tier-new", "tier-awake", "tier-drowsy", "tier-half-asleep", "tier-asleep"],
      ...["value-a", "value-b", "value-c", "band-high", "band-middle", "band-low", "early-warning"],
      ...["reachable", "reachable-drowsy", "reachable-half-asleep", "reachable-asleep", "worth-waking", "do-not-mail"],
      ...["prospects", "cart-left"],
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
    expect(segmentsOf(customer({ tier }), asOf)).toEqual([`tier-${tier}`, ...files]);
  });

  it("is worth waking when sleepy and of class A or B, not when awake or of class C", () => {
    const worthWaking = tierSchema.options.flatMap((tier) =>
      valueClassSchema.options.flatMap((value_class) =>
        segmentsOf(customer({ tier, value_class }), asOf).includes("worth-waking") ? [`${tier} ${value_class}`] : [],
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
      expect(segmentsOf(unknown, asOf)).toEqual([`tier-${tier}`, "value-a"]);
    }
  });
});

describe("the list of those who must not be mailed", () => {
  it("has whoever said no, and every dead address, whatever consent stands beside it; nobody else", () => {
    const listed = (known: Partial<CustomerRow>) =>
      segmentsOf(customer({ tier: "asleep", value_class: "A", ...known }), asOf);
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

describe("the list of those who left a cart", () => {
  const listed = (cart_left_on: string | null, last_order_on: string) =>
    segmentsOf(customer({ cart_left_on, last_order_on }), asOf).includes("cart-left");
  const prospect: UnscoredRow = {
    ...customer({ consent: "unknown", reachable: "no-consent", cart_left_on: "2026-11-18" }),
    lifecycle_stage: "prospect",
  };

  it("has whoever left one within thirty days and bought nothing on that day or since", () => {
    expect(listed("2026-11-18", "2026-11-17")).toBe(true);
    expect(listed("2026-10-21", "2026-10-01")).toBe(true);
    expect(listed("2026-10-20", "2026-10-01")).toBe(false);
    expect(listed("2026-11-18", "2026-11-18")).toBe(false);
    expect(listed("2026-11-18", "2026-11-19")).toBe(false);
    expect(listed(null, "2026-11-17")).toBe(false);
  });

  it("has prospects beside customers, and nobody whose orders merely do not count", () => {
    expect(segmentsOfUnscored(prospect, asOf)).toEqual(["prospects", "cart-left"]);
    expect(segmentsOfUnscored({ ...prospect, cart_left_on: "2026-01-01" }, asOf)).toEqual(["prospects"]);
    expect(segmentsOfUnscored({ ...prospect, lifecycle_stage: null, consent: "denied" }, asOf)).toEqual([
      "do-not-mail",
    ]);
  });
});

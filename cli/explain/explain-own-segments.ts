import type { Grounds } from "./evidence.ts";

const asFound = () => ({ from: {} });

/** Which conditions of `campaigns/segments.yaml` a customer met. */
export const ownSegmentGrounds: Grounds<"segments" | "segments_since"> = { segments: asFound, segments_since: asFound };

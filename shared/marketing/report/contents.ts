import { type Html, html } from "../../model/html.ts";
import type { ReportData } from "./report-data.ts";

/** The parts of the page that a reader may want to jump to, by the id of their section. */
const entries = [
  ["campaigns", "Campaigns"],
  ["tiers", "Tiers"],
  ["moves", "Who moved"],
  ["early-warning", "Slipping away"],
  ["value", "Worth"],
  ["next-order", "Next orders"],
  ["habits", "Habits"],
  ["clusters", "Groups"],
  ["rfm", "RFM"],
  ["own-segments", "Your segments"],
  ["orders", "Orders"],
  ["comparison", "Compared with the shop"],
  ["files", "Files"],
  ["promises", "Promises kept"],
  ["scorecard", "How good are these scores?"],
  ["tier-proof", "Do the tiers hold?"],
  ["model", "Models"],
  ["settings", "Settings"],
  ["glossary", "Words"],
] as const;

type Shown = Pick<ReportData, "comparison" | "segments" | "model">;

const isThere = (id: string, { comparison, segments, model }: Shown): boolean => {
  if (id === "comparison") return comparison !== undefined;
  if (id === "promises") return model.promises !== undefined;
  return id !== "own-segments" || segments.length > 0;
};

export const contents = (shown: Shown): Html =>
  html`<nav aria-label="Contents"><ul>${entries.filter(([id]) => isThere(id, shown)).map(([id, label]) => html`<li><a href="#${id}">${label}</a></li>`)}</ul></nav>`;

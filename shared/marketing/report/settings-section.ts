import { type Html, html } from "../../model/html.ts";
import type { Settings } from "../../model/settings.ts";
import { table } from "./figure.ts";
import type { ReportData } from "./report-data.ts";
import { counted } from "./wording.ts";

/** The settings in force. Lists of people's addresses are counted, not shown. */
export const settingsSection = ({ run }: ReportData): Html => {
  const rows = settingsRows(run.settings).map(([path, value]) => [html`<code>${path}</code>`, value]);
  return html`<section id="settings"><h2>Settings in force</h2><details><summary>All ${counted(rows.length, "setting")}, defaults included</summary>${table("Settings", ["Setting", "Value"], rows)}</details></section>`;
};

const people: ReadonlySet<string> = new Set(["mail.testRecipients", "notices.recipients"]);

const settingsRows = (settings: Settings): [path: string, value: string][] => {
  const { cuts } = settings.rfm;
  return [
    ...flatten("", settings).filter(([path]) => path !== "rfm.cuts"),
    ...(["r", "f", "m"] as const).flatMap((score): [string, string][] =>
      cuts[score] === undefined ? [[`rfm.cuts.${score}`, "– (fifths of customers)"]] : [],
    ),
    ...(settings.valueBands === undefined
      ? [["valueBands", "– (round amounts near the mean)"] satisfies [string, string]]
      : []),
  ];
};

const flatten = (path: string, value: unknown): [string, string][] => {
  if (Array.isArray(value)) {
    return [[path, people.has(path) ? `${value.length} (kept to themselves)` : value.join(", ") || "–"]];
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value);
    if (entries.length === 0) return path === "" ? [] : [[path, "on"]];
    return entries.flatMap(([name, inner]) => flatten(path === "" ? name : `${path}.${name}`, inner));
  }
  return [[path, value === undefined || value === "" ? "–" : String(value)]];
};

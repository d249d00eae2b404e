import { type Html, html } from "../../../shared/model/html.ts";
import { nightlyPrefix } from "../../../shared/model/kept-files.ts";
import { marketingFolder, marketingKeys } from "../../../shared/model/night.ts";
import { type Answer, fileAnswer, pageAnswer, strangerAnswer, strangerMay, textAnswer } from "./answer.ts";
import { instant, layout, nothing, table } from "./layout.ts";
import { latestDay, type MarketingFiles, type StoredFile } from "./marketing-files.ts";

const root = nightlyPrefix;
const contentTypes: ReadonlyMap<string, string> = new Map([
  ["csv", "text/csv; charset=utf-8"],
  ["json", "application/json"],
  ["parquet", "application/vnd.apache.parquet"],
]);

const size = (bytes: number) =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 ** 2
      ? `${(bytes / 1024).toFixed(1)} KiB`
      : `${(bytes / 1024 ** 2).toFixed(1)} MiB`;

const address = (key: string) => `/files/${key.split("/").map(encodeURIComponent).join("/")}`;

const fileRow = ({ key, bytes, modifiedAt }: StoredFile, day: string): Html => html`<tr>
<td><a href="${address(key)}" download>${key.slice(marketingFolder(day).length)}</a></td>
<td class="number">${size(bytes)}</td><td>${instant(modifiedAt)}</td></tr>`;

const daySection = (day: string, files: readonly StoredFile[], isLatest: boolean): Html => html`<section>
<h2 id="day-${day}">${day} ${isLatest ? html`<span class="tag good">latest</span>` : undefined}
${files.some(({ key }) => key.endsWith("/manifest.json")) ? undefined : html`<span class="tag wait">not complete</span>`}</h2>
${table(
  `Files of ${day}`,
  ["File", "Size", "Written"],
  files.map((file) => fileRow(file, day)),
)}</section>`;

const dayOf = ({ key }: StoredFile) => /^nightly\/dt=(\d{4}-\d{2}-\d{2})\//.exec(key)?.[1];

export const filesPage = async (files: MarketingFiles): Promise<Answer> => {
  const [all, latest] = await Promise.all([files.list(root), latestDay(files)]);
  const byDay = Map.groupBy(all, dayOf);
  const days = [...byDay.keys()]
    .flatMap((day) => (day === undefined ? [] : [day]))
    .sort()
    .reverse();
  const sections = days.map((day) => daySection(day, byDay.get(day) ?? [], day === latest));
  const body = days.length === 0 ? nothing("No files yet. They appear when a night ends.") : html`${sections}`;
  const lead = "What marketing receives every morning, night by night.";
  return pageAnswer(layout({ title: "Files", place: "/files", lead }, body));
};

/** A file as a download; a report can also be looked at, in a frame. */
export const filePage = async (files: MarketingFiles, key: string, framed: boolean): Promise<Answer> => {
  const bytes = key.startsWith(root) ? await files.read(key) : undefined;
  if (!bytes) return textAnswer(404, "There is no such file.");
  const name = key.slice(key.lastIndexOf("/") + 1);
  if (framed && name === "report.html") return strangerAnswer(bytes);
  const ending = name.slice(name.lastIndexOf(".") + 1);
  return fileAnswer(bytes, contentTypes.get(ending) ?? "application/octet-stream", name);
};

export const reportPage = async (files: MarketingFiles): Promise<Answer> => {
  const day = await latestDay(files);
  const page = { title: day ? `Report of ${day}` : "Report", place: "/report" };
  if (!day) return pageAnswer(layout(page, nothing("No report yet. It is written when a night ends.")));
  const source = `${address(marketingKeys.report(day))}?view`;
  return pageAnswer(
    layout(
      page,
      html`<p><a href="${source}" target="_blank" rel="noopener">Open by itself</a></p>
<iframe title="Report of ${day}" src="${source}" sandbox="${strangerMay}"></iframe>`,
    ),
  );
};

import { csvRecords } from "../model/csv-records.ts";
import { recordJudge } from "./erase-from-csv.ts";
import type { SeenPart } from "./files-seen.ts";
import {
  type ByParts,
  type Counted,
  type Keeping,
  type LargeFile,
  type LargePart,
  type Span,
  windowsOf,
} from "./kept-pieces.ts";
import { notingNames } from "./noting-names.ts";

/** Keeps those records of a large CSV file that stay; a part that is not read is kept whole. */
export const keepRecords = async (
  file: LargeFile,
  { by, sought, parts }: ByParts,
  keeping: Keeping,
): Promise<Counted | "misfit"> => {
  let at = 0;
  const noting = notingNames(sought, () => keeping.namesAt(at));
  const judge = recordJudge(by, noting);
  // The header is counted too.
  const counted = { rows: -1, erased: 0 };
  for (const span of spansToRead(parts)) {
    if ("unread" in span) {
      keeping.keepUnread(span);
      counted.rows += span.unread.rows;
      at = span.end;
      continue;
    }
    for await (const { text, cells } of csvRecords(windowsOf(file, span))) {
      const stays = judge(cells);
      if (stays === "misfit") return "misfit";
      const bytes = Buffer.from(text);
      if (stays) keeping.keep(at, bytes);
      keeping.count({ start: at, end: at + bytes.byteLength }, stays && at > 0 ? 1 : 0);
      counted[stays ? "rows" : "erased"] += 1;
      at += bytes.byteLength;
    }
    // Bytes that are no text of ours were read as something else.
    if (at !== span.end) return "misfit";
  }
  return counted.rows >= 0 ? counted : "misfit";
};

type ToRead = Span | (Span & { unread: SeenPart });

/** Parts that are read, together where they lie side by side, and those that are not. The first is always read: it has the header. */
const spansToRead = (parts: readonly LargePart[]): ToRead[] => {
  const spans: ToRead[] = [];
  for (const { start, end, unread } of parts) {
    const last = spans.at(-1);
    if (unread !== undefined && last !== undefined) spans.push({ start, end, unread });
    else if (last !== undefined && !("unread" in last)) last.end = end;
    else spans.push({ start, end });
  }
  return spans;
};

import { csvUnguarded } from "../../shared/model/csv.ts";
import {
  type HistoryCells,
  type HistoryField,
  type HistoryFormat,
  noCells,
} from "../../shared/sources/history-format.ts";
import { columnKey } from "../../shared/sources/recognise-history.ts";

/** Reads the cells of a record by the names that the format gives them, wherever they stand in this file. */
export const createCellReader = (
  header: readonly string[],
  { columns, together, inOurWords }: HistoryFormat,
): ((cells: readonly string[]) => HistoryCells) => {
  const keys = header.map(columnKey);
  const shared = keys.indexOf(columnKey(together));
  const places = fieldsOf(columns).map((field) => {
    const names = [columns[field] ?? []].flat();
    return { field, places: names.map((name) => keys.indexOf(columnKey(name))).filter((place) => place !== -1) };
  });
  return (cells) => {
    const row = { ...noCells, together: firstFilled(cells, [shared]) };
    for (const { field, places: of } of places) row[field] = firstFilled(cells, of);
    return inOurWords ? inOurWords(row) : row;
  };
};

const isField = (name: string): name is HistoryField => name in noCells;
const fieldsOf = (columns: HistoryFormat["columns"]): HistoryField[] => Object.keys(columns).filter(isField);

/** Without the apostrophe that keeps a spreadsheet program from running a cell: lists of rejects have it, and files of such programs. */
const firstFilled = (cells: readonly string[], places: readonly number[]): string => {
  for (const place of places) {
    const cell = csvUnguarded(cells[place]?.trim() ?? "").trim();
    if (cell !== "") return cell;
  }
  return "";
};

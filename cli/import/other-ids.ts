import type { HistoryFormat } from "../../shared/sources/history-format.ts";
import { columnKey } from "../../shared/sources/recognise-history.ts";

/**
 * Why a file would make orders that webhooks tell of a second time, under other ids: it lacks the column that has theirs. Undefined where
 * it has it, or where no webhooks of its source are taken.
 */
export const whyOtherIds = (
  file: string,
  header: readonly string[],
  { title, source, webhookIds }: HistoryFormat,
  webhooksOf: readonly string[],
): string | undefined => {
  if (webhookIds === undefined || !webhooksOf.includes(source)) return undefined;
  const { column, otherwise, remedy } = webhookIds;
  if (header.some((name) => columnKey(name) === columnKey(column))) return undefined;
  return `${file} is ${title}, without the column ${column}: its orders would be known by ${otherwise}, and webhooks know them by other ids. Every order that both tell of would be there twice. Nothing was imported. ${remedy}. If no webhook ever tells of these orders, say --no-webhooks, or leave ${source} out of sources in the settings.`;
};

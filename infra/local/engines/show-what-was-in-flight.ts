import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/**
 * Makes visible what a process held when it was killed. A queue hides a message from others for as long as its worker
 * may take; but nobody works on these any more, and a night would pass without them for half an hour.
 *
 * @param file the engine's database, not opened by it yet
 */
export const showWhatWasInFlight = (file: string): void => {
  if (!existsSync(file)) return;
  const database = new DatabaseSync(file);
  try {
    const [messages] = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'sqs_messages'").all();
    if (messages) database.exec("UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL");
  } finally {
    database.close();
  }
};

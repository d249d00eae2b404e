import * as z from "zod";
import { type Day, instantSchema } from "./time.ts";

/** Which mail somebody clicked in: tells mails apart, and leads to nobody. */
export type ClickedMail = {
  /** In UTC, the day on which it was written. */
  day: Day;
  campaignId: string;
  message: string;
};

/** What is kept of the clicks in one mail, a row each: the one that counts, or the last of those that a scanner made. */
export const clickNoteSchema = z.object({
  at: instantSchema,
  /** Tells a mail's links apart. */
  link: z.string(),
  /** Links were opened side by side: no person does that. */
  scanned: z.boolean(),
});
export type ClickNote = z.infer<typeof clickNoteSchema>;

/** What the partitions of a Messages table begin with that keep clicks. No key of an address begins so. */
export const clicksPrefix = "clicks#";

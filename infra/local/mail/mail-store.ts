import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { findOrSetAside, removeDrafts, writeWhole } from "../whole-files.ts";

const envelopeSchema = z.object({
  messageId: z.string(),
  receivedAt: z.string(),
  source: z.string(),
  destinations: z.array(z.string()),
  configurationSet: z.string().optional(),
  tags: z.record(z.string(), z.string()),
  subject: z.string(),
});
/** What SES was told about a mail, and its subject for the list. */
export type Envelope = z.infer<typeof envelopeSchema>;

/** Every mail that was accepted: `<message id>.eml` as it came, and `<message id>.json` beside it. */
export type MailStore = {
  /** Resolves when the mail is on disk: only then may SES say that it took it. */
  add: (envelope: Envelope, raw: Buffer) => Promise<void>;
  /** Newest first. */
  list: () => readonly Envelope[];
  find: (messageId: string) => Envelope | undefined;
  readRaw: (messageId: string) => Promise<Buffer>;
};

const readEnvelopes = async (folder: string) => {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json"));
  const found = await Promise.all(names.map((name) => findOrSetAside(join(folder, name), envelopeSchema)));
  return found.filter((envelope) => envelope !== undefined).sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1));
};

export const openMailStore = async (folder: string): Promise<MailStore> => {
  await mkdir(folder, { recursive: true });
  await removeDrafts(folder);
  const envelopes = new Map((await readEnvelopes(folder)).map((envelope) => [envelope.messageId, envelope]));
  return {
    add: async (envelope, raw) => {
      // The envelope comes last: a mail without one was never accepted.
      await writeWhole(join(folder, `${envelope.messageId}.eml`), raw);
      await writeWhole(join(folder, `${envelope.messageId}.json`), JSON.stringify(envelope));
      envelopes.set(envelope.messageId, envelope);
    },
    list: () => [...envelopes.values()].reverse(),
    find: (messageId) => envelopes.get(messageId),
    readRaw: async (messageId) => {
      if (!envelopes.has(messageId)) throw new Error(`there is no mail ${messageId}`);
      return readFile(join(folder, `${messageId}.eml`));
    },
  };
};

import { SettingsError } from "../../shared/model/errors.ts";

/** What is said of files that cannot be used. */
export type Mistakes = { problems: string[] };

/** What was read, or the mistakes that it was refused for; any other error is thrown on. */
export const orMistakes = async <Read>(read: () => Promise<Read | Mistakes>): Promise<Read | Mistakes> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SettingsError) return { problems: [error.message] };
    throw error;
  }
};

export const isMistaken = (read: object): read is Mistakes => "problems" in read && Array.isArray(read.problems);

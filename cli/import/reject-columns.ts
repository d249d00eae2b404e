/** What a list of rejected rows has before the columns of its file. */
export const rejectColumns: readonly string[] = ["line", "reason"];

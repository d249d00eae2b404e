/** What becomes of a mail, by its address. */
export type MailOutcome = "delivered" | "bounced" | "complained" | "out-of-office" | "on-suppression-list";

const byWord: ReadonlyMap<string, MailOutcome> = new Map([
  ["success", "delivered"],
  ["bounce", "bounced"],
  ["complaint", "complained"],
  ["ooto", "out-of-office"],
  ["suppressionlist", "on-suppression-list"],
]);

/**
 * The addresses of the SES mailbox simulator (`bounce+any-label@simulator.amazonses.com`),
 * and the same words as a label at any other domain (`anna+bounce@example.com`), so that invented customers can bounce.
 */
export const mailOutcome = (address: string): MailOutcome => {
  const at = address.lastIndexOf("@");
  const [word = "", ...labels] = address.slice(0, at).toLowerCase().split("+");
  const isSimulator = address.slice(at + 1).toLowerCase() === "simulator.amazonses.com";
  return (isSimulator ? byWord.get(word) : labels.map((label) => byWord.get(label)).find(Boolean)) ?? "delivered";
};

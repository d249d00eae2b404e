import { readWrittenText } from "../../shared/adapters/read-written-text.ts";
import type { Campaign, CampaignDay } from "../../shared/model/campaign.ts";
import { OCCASIONS_FILE } from "../../shared/model/campaign-library.ts";
import { countryOf, UNREADABLE_COUNTRY } from "../../shared/model/countries.ts";
import { SettingsError } from "../../shared/model/errors.ts";
import { didYouMean } from "../../shared/model/near-miss.ts";
import { type Day, daySchema } from "../../shared/model/time.ts";
import { CsvFault, type CsvRecord, createCsvParser } from "../import/csv-parser.ts";
import { FIRST_YEAR, LAST_YEAR } from "./known-years.ts";

const HEADER = "date,country,campaign";
/** Each night looks at a campaign's days for each customer. */
const MOST_LINES = 2000;

/** What lines may name: folders of campaigns, and what those are that could be read. */
type Known = { ids: readonly string[]; campaigns: readonly Pick<Campaign, "id" | "trigger">[] };

/** A line that is right. */
type Listed = { line: number; day: Day; country: string | undefined; id: string };

/**
 * The days of `campaigns/occasions.csv` by campaign, in their order, whatever that of the lines is; none where there is no such file.
 *
 * @param directory ends in a slash
 * @param shown what the folder is called in what is said about its files
 * @throws SettingsError with every mistake, with file and line
 */
export const readOccasions = async (
  directory: URL,
  shown: string,
  known: Known,
): Promise<ReadonlyMap<string, CampaignDay[]>> => {
  const origin = `${shown}/${OCCASIONS_FILE}`;
  const text = await readWrittenText(new URL(OCCASIONS_FILE, directory), origin);
  const [header, ...records] = text === undefined ? [] : recordsIn(text, origin);
  if (header === undefined) return new Map();
  const mistakes: string[] = [];
  const say = (line: number, what: string): undefined => void mistakes.push(`${origin}:${line}: ${what}`);
  if (cellsOf(header).join(",").toLowerCase() !== HEADER) say(header.line, `expected the header ${HEADER}`);
  else if (records.length > MOST_LINES)
    say(records[MOST_LINES]?.line ?? 1, `there may be ${MOST_LINES} lines below the header`);
  else {
    const listed = records.flatMap((record) => readLine(record, known, say) ?? []);
    sayTwice(listed, say);
    if (mistakes.length === 0) return daysByCampaign(listed);
  }
  throw new SettingsError(mistakes.join("\n"));
};

/** Lines with nothing in any cell, as table programs leave them, are none. */
const recordsIn = (text: string, origin: string): CsvRecord[] => {
  try {
    const parser = createCsvParser(",");
    return [...parser.push(text), ...parser.end()].filter((record) => cellsOf(record).join("") !== "");
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
    throw new SettingsError(`${origin}:${error.line}: ${FAULTS[error.kind]}`);
  }
};

const FAULTS: Readonly<Record<CsvFault["kind"], string>> = {
  "never-closed": "a quote is opened here and never closed",
  "stray-quote": "a quote stands where none may: write it twice, within quotes",
  "too-long": "this line is too long",
};

const cellsOf = ({ cells }: CsvRecord): string[] => cells.map((cell) => cell.trim());

type Say = (line: number, what: string) => undefined;

/** Says everything that is wrong with a line; undefined for one that has a mistake. */
const readLine = (record: CsvRecord, known: Known, say: Say): Listed | undefined => {
  const { line } = record;
  const cells = cellsOf(record);
  const [date = "", told = "", id = ""] = cells;
  if (cells.length !== 3) return say(line, `expected three cells (${HEADER}), got ${cells.length}`);
  const wrong = [wrongDay(date), wrongCountry(told), wrongCampaign(id, known)].filter((one) => one !== undefined);
  for (const what of wrong) say(line, what);
  return wrong.length > 0 ? undefined : { line, day: date, country: countryOf(told), id };
};

const wrongDay = (date: string): string | undefined => {
  if (!daySchema.safeParse(date).success) return `"${date}" is no day, such as 2027-02-06`;
  const year = Number(date.slice(0, 4));
  return year < FIRST_YEAR || year > LAST_YEAR
    ? `${date} is outside of ${FIRST_YEAR} to ${LAST_YEAR}, the years that there are days for`
    : undefined;
};

/** An empty cell is everywhere; what only looks like no country must not become that. */
const wrongCountry = (told: string): string | undefined =>
  told === "" || ![undefined, UNREADABLE_COUNTRY].includes(countryOf(told))
    ? undefined
    : `"${told}" is no country; write two letters, such as DE, or its name, or nothing for everywhere`;

const wrongCampaign = (id: string, { ids, campaigns }: Known): string | undefined => {
  if (!ids.includes(id)) return `there is no campaign "${id}"${didYouMean(id, ids) || `; there is ${ids.join(", ")}`}`;
  const on = campaigns.find((campaign) => campaign.id === id)?.trigger.on ?? "listed";
  return on === "listed" ? undefined : `${id} does not go by this list: its trigger is on: ${on}, and not on: listed`;
};

const sayTwice = (listed: readonly Listed[], say: Say): void => {
  const first = new Map<string, number>();
  for (const { line, day, country, id } of listed) {
    const key = [day, country, id].join();
    const earlier = first.get(key);
    if (earlier !== undefined) say(line, `the same as line ${earlier}; take one of them away`);
    else first.set(key, line);
  }
};

const daysByCampaign = (listed: readonly Listed[]): ReadonlyMap<string, CampaignDay[]> =>
  new Map([...Map.groupBy(listed, ({ id }) => id)].map(([id, lines]) => [id, daysOf(lines)]));

/** A line without a country has the day everywhere, whatever others say of it. */
const daysOf = (lines: readonly Listed[]): CampaignDay[] =>
  [...Map.groupBy(lines, ({ day }) => day)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, same]) => {
      const countries = same.flatMap(({ country }) => country ?? []).sort();
      return countries.length < same.length ? { day } : { day, countries };
    });

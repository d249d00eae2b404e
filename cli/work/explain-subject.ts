import packageFile from "../../package.json" with { type: "json" };
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { publishedFiles } from "../../shared/adapters/published-files.ts";
import { reachabilityRules } from "../../shared/mail/reachability.ts";
import type { Customer } from "../../shared/model/customer.ts";
import { dayOf } from "../../shared/model/shop-time.ts";
import type { Day } from "../../shared/model/time.ts";
import { whoTheyAre } from "../../shared/post/who-they-are.ts";
import { identitiesMeantBy } from "../../shared/recording/identities-meant-by.ts";
import type { DeriveDeps } from "../../shared/recording/record-deps.ts";
import { whoIs } from "../../shared/recording/who-is.ts";
import { now } from "../../shared/runtime/now.ts";
import { describeExplanation } from "../explain/describe-explanation.ts";
import { explainCustomer, type PublishedNight } from "../explain/explain-customer.ts";
import { explainUnknown } from "../explain/explain-unknown.ts";
import { findCustomers } from "../explain/find-customers.ts";
import { describeBeforeNights, explainBeforeNights } from "../explain/known-now.ts";
import { outcomeOf } from "../explain/outcome-of.ts";
import { openStores, type Stores } from "../system/stores.ts";
import type { SystemOptions } from "../system/system.ts";
import { onSystem } from "../system/with-system.ts";
import { type Call, DEFAULT_DATA } from "../terminal/command.ts";
import { parseDay } from "../terminal/parse-day.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { explainInFolder } from "./explain-in-folder.ts";
import { refuseSystem } from "./refuse-system.ts";

type Options = SystemOptions & { asOf?: string | undefined; in?: string | undefined };

/** Every number about the customers that the operator's word means, and what it was made from. */
export const explainSubject = async (call: Call<Options>): Promise<Outcome> => {
  const [word = ""] = call.args;
  const { in: folder, asOf } = call.options;
  if (folder === undefined) return explainOnSystem(word, call);
  refuseSystem(call.options);
  return explainInFolder(word, folder, asOf === undefined ? undefined : parseDay("--as-of", asOf));
};

const explainOnSystem = (word: string, call: Call<Options>): Promise<Outcome> =>
  onSystem(call, async (system) => {
    const stores = await openStores(system);
    const night = await findNight(stores, call.options.asOf);
    const handles = identitiesMeantBy(word, stores.hash);
    const { settings } = system;
    const { customers: stored, readOrdersOf } = await findCustomers(handles, { ...stores, settings });
    const customers = await withFreshConsents(stored, { ...stores, settings });
    if (customers.length === 0) {
      const deps = { ...stores, settings };
      return explainUnknown(handles, deps, await whoIs(handles, deps));
    }
    const { readMessagesTo, readSuppressions } = stores;
    const rules = reachabilityRules(settings, dayOf(now(), settings.timeZone));
    const known = { readMessagesTo, readSuppressions, readOrdersOf, reachabilityRules: rules };
    if (night === undefined) {
      const { currency } = settings;
      const told = await Promise.all(customers.map((customer) => explainBeforeNights(customer, currency, known)));
      return outcomeOf(told, (one) => describeBeforeNights(one, holdCommand(call.options)));
    }
    const deps = { ...nightFiles(stores.data), ...known };
    const explanations = await Promise.all(
      customers.map((customer) => explainCustomer(customer, night, packageFile.version, deps)),
    );
    return outcomeOf(explanations, describeExplanation);
  });

/** What was said of mail and other channels as the post hears it: others' refusals at an address or a number of theirs too. */
const withFreshConsents = async (stored: readonly Customer[], deps: DeriveDeps): Promise<readonly Customer[]> => {
  const now = await whoTheyAre(
    stored.map(({ customerId }) => customerId),
    deps,
  );
  return stored.map((customer) => {
    const { consents, channels } = now.get(customer.customerId) ?? customer;
    const { channels: _before, ...rest } = customer;
    return { ...rest, consents, ...(channels && { channels }) };
  });
};

/** The command that holds a night on the system that the options name. */
const holdCommand = ({ stack, data }: Options): string =>
  `rouse nightly${stack === undefined ? (data === DEFAULT_DATA ? "" : ` --data ${data}`) : ` --stack ${stack}`}`;

/** @returns undefined where none was held yet */
const findNight = async ({ marketing }: Stores, day: string | undefined): Promise<PublishedNight | undefined> => {
  const published = publishedFiles(marketing);
  const latest = (await published.findLatest())?.asOf;
  const asOf = day === undefined ? latest : parseDay("--as-of", day);
  if (asOf === undefined || latest === undefined) return undefined;
  const [manifest, model] = await Promise.all([published.findManifest(asOf), published.findPublishedModel(asOf)]);
  if (manifest === undefined || model === undefined) throw new UsageError(noNight(asOf, latest));
  return { manifest, model };
};

const noNight = (asOf: Day, latest: Day): string => {
  const hold = asOf < latest ? ` Hold it with rouse nightly --as-of ${asOf}, which mails nobody, or give` : " Give";
  return `There is no night of ${asOf}; the latest is that of ${latest}.${hold} another day with --as-of.`;
};

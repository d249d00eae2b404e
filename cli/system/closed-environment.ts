import { clientEnvironment } from "../../infra/local/place.ts";

/** What leads programs elsewhere: settings of AWS, and proxies. */
const leadsElsewhere = /^(AWS_|(https?|all|no)_proxy$)/i;

/** Where a proxy is asked for all the same (a Node that was started so), this machine is not behind it. */
const ownMachine = "127.0.0.1,localhost";

/**
 * Makes a process speak to nobody but the system that `variables` lead to, whatever the operator's own settings of AWS say:
 * profiles, endpoints, roles, files, metadata services, proxies. `variables` name endpoints, region and credentials.
 */
export const closeEnvironment = (env: NodeJS.ProcessEnv, variables: Readonly<Record<string, string>>): void => {
  for (const name of Object.keys(env)) if (leadsElsewhere.test(name)) delete env[name];
  Object.assign(env, { NO_PROXY: ownMachine, no_proxy: ownMachine }, clientEnvironment({}), variables);
};

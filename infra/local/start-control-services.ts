import { join } from "node:path";
import { createMailEventPublisher } from "./mail/event-destinations.ts";
import { createMailService } from "./mail/mail-service.ts";
import { openMailStore } from "./mail/mail-store.ts";
import type { Place } from "./open-place.ts";
import { createSecretService, openSecrets } from "./secrets/secret-service.ts";
import { startServiceServer } from "./service-server.ts";
import { openExecutions } from "./states/executions.ts";
import { readMachines } from "./states/read-machines.ts";
import type { InvokeFunction } from "./states/run-machine.ts";
import { createStateService } from "./states/state-service.ts";

/** Starts the services that no engine brings: mail out, secrets, and control of the state machine, on one port. */
export const startControlServices = async (place: Place, invoke: InvokeFunction) => {
  const { template, scope, dataDir, endpoints } = place;
  const [mailStore, secrets, executions] = await Promise.all([
    openMailStore(join(dataDir, "mail")),
    openSecrets(join(dataDir, "secrets.json"), place),
    openExecutions(join(dataDir, "executions"), readMachines(template, scope), invoke),
  ]);
  const publish = createMailEventPublisher(template, scope, endpoints.sns);
  const mail = createMailService(mailStore, publish, () => new Date());
  const server = await startServiceServer({
    json: new Map([...createSecretService(secrets), ...createStateService(executions)]),
    query: mail.operations,
  });
  return {
    endpoints: { ses: server.url, secrets: server.url, states: server.url },
    mail,
    mailStore,
    secrets,
    executions,
    stop: async () => {
      await executions.stop();
      await mail.settled();
      await server.stop();
    },
  };
};
export type ControlServices = Awaited<ReturnType<typeof startControlServices>>;

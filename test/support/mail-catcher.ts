import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMailService } from "../../infra/local/mail/mail-service.ts";
import { openMailStore } from "../../infra/local/mail/mail-store.ts";
import { startServiceServer } from "../../infra/local/service-server.ts";

/** A mail service on a port of its own that keeps what it takes; SDK clients made until `stop` lead to it. */
export const startMailCatcher = async () => {
  const folder = await mkdtemp(join(tmpdir(), "mail-"));
  const store = await openMailStore(folder);
  const service = createMailService(
    store,
    async () => {},
    () => new Date(),
  );
  const server = await startServiceServer({ json: new Map(), query: service.operations });
  const before = process.env.AWS_ENDPOINT_URL_SES;
  process.env.AWS_ENDPOINT_URL_SES = server.url;
  return {
    store,
    faults: service.faults,
    url: server.url,
    stop: async () => {
      if (before === undefined) delete process.env.AWS_ENDPOINT_URL_SES;
      else process.env.AWS_ENDPOINT_URL_SES = before;
      await service.settled();
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
};
export type MailCatcher = Awaited<ReturnType<typeof startMailCatcher>>;

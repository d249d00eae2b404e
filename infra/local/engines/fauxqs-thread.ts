import { Server as HttpServer } from "node:http";
import { Server } from "node:net";
import { join } from "node:path";
import { startFauxqs } from "fauxqs";
import { keepBrowsersOut } from "./keep-browsers-out.ts";
import { keepWriteConditions } from "./keep-write-conditions.ts";
import { showWhatWasInFlight } from "./show-what-was-in-flight.ts";
import { engineOptions, whenAskedToStop } from "./thread-side.ts";

/**
 * fauxqs listens on every interface and has no option against it. This thread runs nothing else,
 * so whatever listens in it is kept to the loopback interface, and from browsers.
 */
const listen = Server.prototype.listen;
Server.prototype.listen = function (this: Server, ...given: unknown[]): Server {
  if (this instanceof HttpServer) {
    keepWriteConditions(this);
    keepBrowsersOut(this);
  }
  const [first, ...rest] = given;
  const confined = typeof first === "object" && first !== null ? { ...first, host: "127.0.0.1" } : first;
  return Reflect.apply(listen, this, [confined, ...rest]);
};

const { dataDir, tellPort } = engineOptions();
if (dataDir !== undefined) showWhatWasInFlight(join(dataDir, "queues", "fauxqs.db"));
const server = await startFauxqs({
  port: 0,
  logger: false,
  ...(dataDir && { dataDir: join(dataDir, "queues"), s3StorageDir: join(dataDir, "objects") }),
});
tellPort(server.port);

whenAskedToStop(() => server.stop());

import dynalite from "dynalite";
import { keepBrowsersOut } from "./keep-browsers-out.ts";
import { engineOptions, whenAskedToStop } from "./thread-side.ts";

const { dataDir, tellPort } = engineOptions();
// Tables are there at once: AWS's half a second of CREATING only slows a start down.
const server = dynalite({ createTableMs: 0, deleteTableMs: 0, ...(dataDir && { path: dataDir }) });
keepBrowsersOut(server);
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address) tellPort(address.port);
});

whenAskedToStop(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { html } from "../../shared/model/html.ts";

type Stack = { outputs: Readonly<Record<string, string>>; template: string; status?: string };
export type CloudFormation = { url: string; stop: () => Promise<void> };

/** CloudFormation on this machine, as far as a stack is asked what it is; every stack is this one. */
export const cloudFormation = async (stack: () => Stack): Promise<CloudFormation> => {
  const server = createServer(async (request, response) => {
    const action = String(new URLSearchParams(await text(request)).get("Action"));
    response.writeHead(200, { "content-type": "text/xml" }).end(answerTo(action, stack()));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};

const answerTo = (action: string, { outputs, template, status = "UPDATE_COMPLETE" }: Stack): string => {
  const members = Object.entries(outputs).map(
    ([key, value]) => html`<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  const results: Readonly<Record<string, string>> = {
    DescribeStacks:
      html`<Stacks><member><StackStatus>${status}</StackStatus><Outputs>${members}</Outputs></member></Stacks>`.markup,
    GetTemplate: html`<TemplateBody>${template}</TemplateBody>`.markup,
  };
  return `<${action}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${action}Result>${results[action]}</${action}Result></${action}Response>`;
};

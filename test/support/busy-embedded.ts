import { startEmbedded } from "../../infra/local/embedded-system.ts";
import { callJson, callQuery } from "../../infra/local/wire.ts";

/**
 * A process to be killed: an embedded system on a folder, and somebody who keeps it busy. It prints a line for whatever
 * the system has said it took: `mail <id>`, `order <name>`, `night <arn>`; and `ready` once it serves.
 */
const [, , templateDir = "", dataDir = "", round = ""] = process.argv;
const system = await startEmbedded({ templateDir, dataDir });
const endpoint = (service: string) => system.environment[`AWS_ENDPOINT_URL_${service}`] ?? "";
const say = (line: string) => process.stdout.write(`${line}\n`);

const order = async (name: string) => {
  const message = { QueueUrl: system.outputs.OrdersQueueUrl, MessageBody: name };
  await callJson(endpoint("SQS"), "sqs", "AmazonSQS.SendMessage", message);
  say(`order ${name}`);
};
const mail = async () => {
  const answer = await callQuery(endpoint("SES"), "ses", {
    Action: "SendRawEmail",
    Source: "shop@example.com",
    "Destinations.member.1": "a@example.com",
    "RawMessage.Data": Buffer.from("From: shop@example.com\r\nSubject: Hello\r\n\r\nHello\r\n").toString("base64"),
  });
  say(`mail ${/<MessageId>([^<]+)</.exec(answer)?.[1]}`);
};
const night = async () => {
  const { arn } = await system.executions.start(system.outputs.NightArn ?? "", "{}");
  say(`night ${arn}`);
};

say("ready");
// Whoever works on it never comes to an end: it is in flight when the process is killed.
await order(`held-${round}`);
for (let turn = 0; ; turn++) await Promise.all([order(`order-${round}-${turn}`), mail(), night()]);

import { Stack, type StackProps } from "aws-cdk-lib";
import { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { Construct } from "constructs";
import { CustomerData } from "./customer-data.ts";
import { Files } from "./files.ts";
import { Keys } from "./keys.ts";

export type KeptStackProps = StackProps & {
  /** What the names of everything kept begin with: by them it is found again when this stack is lost. */
  prefix: string;
};

/**
 * What cannot be made again, apart from what can: tables, files, keys, and the address that the shop and links in mails
 * call. The other stack may be destroyed and deployed at will; this one is protected from that (ADR 9).
 */
export class KeptStack extends Stack {
  readonly customerData: CustomerData;
  readonly files: Files;
  readonly keys: Keys;
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, { prefix, ...props }: KeptStackProps) {
    super(scope, id, {
      description: "Rouse, what is kept: customers, orders, ledger, suppressions, files, keys, the API's address",
      terminationProtection: true,
      ...props,
    });
    this.customerData = new CustomerData(this, "CustomerData", prefix);
    this.files = new Files(this, "Files", prefix);
    // The id is that of the keys in folders of embedded systems, too: they know secrets by it.
    this.keys = new Keys(this, "Secrets", prefix);
    // Its routes, stage and functions are the other stack's.
    this.api = new HttpApi(this, "Api", {
      description: "Rouse: webhooks in, links out of mail",
      createDefaultStage: false,
    });
    this.exportAll();
  }

  /** Also what the other stack has no use for just now: an export that is still imported cannot be taken away. */
  private exportAll() {
    const { customerData, files, keys, api } = this;
    for (const table of customerData.tables)
      for (const value of [table.tableName, table.tableArn]) this.exportValue(value);
    for (const bucket of [files.data, files.marketing]) {
      for (const value of [bucket.bucketName, bucket.bucketArn]) this.exportValue(value);
    }
    for (const value of [keys.secret.secretArn, api.apiId, api.apiEndpoint]) this.exportValue(value);
  }
}

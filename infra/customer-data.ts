import { RemovalPolicy } from "aws-cdk-lib";
import { type Attribute, AttributeType, BillingMode, Table, type TableProps } from "aws-cdk-lib/aws-dynamodb";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { clicksPrefix } from "../shared/model/click.ts";
import { suppressionsFingerprintKey } from "../shared/model/key-fingerprint.ts";

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });

type TableKeys = Pick<TableProps, "partitionKey" | "sortKey" | "timeToLiveAttribute">;

const reading = ["dynamodb:GetItem", "dynamodb:BatchGetItem"];
const writing = ["dynamodb:PutItem", "dynamodb:UpdateItem"];

/**
 * The five tables of design 3.2: on demand, restorable to any second of the last 35 days,
 * kept when the stack goes and protected from deletion. No index: every read is by key or a whole scan.
 *
 * Each has a name of its own, `<prefix>-Customers` and so on: where one still stands, a stack that would begin with an
 * empty one cannot be made (ADR 9).
 */
export class CustomerData extends Construct {
  readonly customers: Table;
  readonly orders: Table;
  readonly identities: Table;
  readonly messages: Table;
  readonly suppressions: Table;

  constructor(scope: Construct, id: string, prefix: string) {
    super(scope, id);
    const table = (name: string, keys: TableKeys) => this.table(name, `${prefix}-${name}`, keys);
    this.customers = table("Customers", { partitionKey: text("customerId") });
    this.orders = table("Orders", { partitionKey: text("orderKey") });
    this.identities = table("Identities", { partitionKey: text("identity"), timeToLiveAttribute: "expiresAt" });
    this.messages = table("Messages", {
      partitionKey: text("emailKey"),
      sortKey: text("messageKey"),
      timeToLiveAttribute: "expiresAt",
    });
    this.suppressions = table("Suppressions", { partitionKey: text("emailKey") });
  }

  get tables(): readonly Table[] {
    return [this.customers, this.orders, this.identities, this.messages, this.suppressions];
  }

  /** Names of all five, as the environment contract calls them. */
  get environment() {
    return {
      CUSTOMERS_TABLE: this.customers.tableName,
      ORDERS_TABLE: this.orders.tableName,
      IDENTITIES_TABLE: this.identities.tableName,
      MESSAGES_TABLE: this.messages.tableName,
      SUPPRESSIONS_TABLE: this.suppressions.tableName,
    };
  }

  /** Record orders and work out customers; export and erase them, which for a whole shop means to go through all of them. */
  grantRecord(grantee: IGrantable) {
    this.customers.grant(grantee, ...reading, "dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:Scan");
    this.orders.grant(grantee, ...reading, "dynamodb:PutItem", "dynamodb:DeleteItem");
    this.identities.grant(grantee, ...reading, ...writing, "dynamodb:DeleteItem");
    this.messages.grant(grantee, "dynamodb:Query", "dynamodb:UpdateItem", "dynamodb:DeleteItem");
    this.suppressions.grant(grantee, ...reading, "dynamodb:UpdateItem");
  }

  /** Read orders by their numbers, and who was erased. */
  grantCompare(grantee: IGrantable) {
    this.orders.grant(grantee, ...reading);
    this.identities.grant(grantee, ...reading);
  }

  /** Read all customers, or count a part of them; nothing about their mail. */
  grantScan(grantee: IGrantable) {
    this.customers.grant(grantee, "dynamodb:Scan");
  }

  /** Read what the gates ask; claim messages, settle them, and give back a claim that nothing came of. */
  grantNotify(grantee: IGrantable) {
    this.identities.grant(grantee, ...reading);
    this.messages.grant(grantee, "dynamodb:GetItem", "dynamodb:Query", ...writing, "dynamodb:DeleteItem");
    this.suppressions.grant(grantee, ...reading);
  }

  /** Read what was written to customers, and who may still be. */
  grantReadLedger(grantee: IGrantable) {
    this.identities.grant(grantee, ...reading);
    this.messages.grant(grantee, "dynamodb:Query");
    this.suppressions.grant(grantee, ...reading);
  }

  /** Read what came back of mail. */
  grantReadFeedback(grantee: IGrantable) {
    this.messages.grant(grantee, "dynamodb:Query");
  }

  /** Note that somebody clicked in a mail, and read and write no other row. */
  grantNoteClicks(grantee: IGrantable) {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["dynamodb:GetItem", "dynamodb:UpdateItem"],
        resources: [this.messages.tableArn],
        conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [`${clicksPrefix}*`] } },
      }),
    );
  }

  /** Settle messages by what the mail service says of them. */
  grantSettle(grantee: IGrantable) {
    this.messages.grant(grantee, "dynamodb:UpdateItem");
  }

  /** Know whether an address is never to be mailed. */
  grantReadSuppressions(grantee: IGrantable) {
    this.suppressions.grant(grantee, ...reading);
  }

  /** Prove that the keys are those of the suppressions: note the fingerprint of the first, and write no other row. */
  grantProveKeys(grantee: IGrantable) {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["dynamodb:UpdateItem"],
        resources: [this.suppressions.tableArn],
        conditions: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": [suppressionsFingerprintKey] } },
      }),
    );
  }

  /** Never mail an address again. */
  grantSuppress(grantee: IGrantable) {
    this.suppressions.grant(grantee, "dynamodb:UpdateItem");
  }

  private table(id: string, tableName: string, keys: TableKeys) {
    return new Table(this, id, {
      ...keys,
      tableName,
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}

import { afterAll, beforeAll, describe } from "vitest";
import { createDynamoClient } from "../../shared/adapters/aws-clients.ts";
import { dynamoClicks } from "../../shared/adapters/dynamo-clicks.ts";
import { dynamoMailFeedback } from "../../shared/adapters/dynamo-mail-feedback.ts";
import { dynamoMessages } from "../../shared/adapters/dynamo-messages.ts";
import { dynamoPlaces } from "../../shared/adapters/dynamo-places.ts";
import { dynamoSuppressions } from "../../shared/adapters/dynamo-suppressions.ts";
import { memoryMessages } from "../../shared/adapters/memory-messages.ts";
import { memoryPlaces } from "../../shared/adapters/memory-places.ts";
import { startEngines, type TestEngines } from "../support/engines.ts";
import { fakeClicks } from "../support/fake-clicks.ts";
import { fakeMailFeedback } from "../support/fake-mail-feedback.ts";
import { fakeSuppressions } from "../support/fake-suppressions.ts";
import {
  clicksContract,
  feedbackContract,
  messagesContract,
  placesContract,
  suppressionsContract,
} from "../support/mail-contracts.ts";

describe("in memory", () => {
  const messages = memoryMessages();
  const suppressions = fakeSuppressions();
  describe("messages", () => messagesContract(() => messages));
  describe("suppressions", () => suppressionsContract(() => suppressions));
  const feedback = fakeMailFeedback();
  describe("feedback", () => feedbackContract(() => feedback));
  const places = memoryPlaces();
  describe("places", () => placesContract(() => places));
  const clicks = fakeClicks();
  describe("clicks", () => clicksContract(() => clicks));
});

describe("in a real engine", () => {
  let engines: TestEngines;
  beforeAll(async () => {
    engines = await startEngines();
  });
  afterAll(() => engines.stop());
  describe("messages", () =>
    messagesContract(() => dynamoMessages(createDynamoClient(), engines.tables.MESSAGES_TABLE)));
  describe("feedback", () =>
    feedbackContract(() => dynamoMailFeedback(createDynamoClient(), engines.tables.MESSAGES_TABLE)));
  describe("places", () => placesContract(() => dynamoPlaces(createDynamoClient(), engines.tables.MESSAGES_TABLE)));
  describe("clicks", () => clicksContract(() => dynamoClicks(createDynamoClient(), engines.tables.MESSAGES_TABLE)));
  describe("suppressions", () =>
    suppressionsContract(() => dynamoSuppressions(createDynamoClient(), engines.tables.SUPPRESSIONS_TABLE)));
});

/** Import directions of the rooms (docs/adr/0001): a wrong arrow fails `npm run architecture` and the architecture test. */
const from = (path, pathNot) => (pathNot ? { path, pathNot } : { path });

/** A room of shared imports itself, the rooms named, and the packages that `others` fits. */
const room = (name, rooms, others) => ({
  name: `shared-${name}`,
  severity: "error",
  from: from(`^shared/${name}/`),
  to: { pathNot: `^shared/(${[name, ...rooms].join("|")})/${others ? `|${others}` : ""}` },
});

/** A room within scoring imports itself, the scoring rooms named, and none that stands on it. */
const scoringRoom = (name, rooms) => ({
  name: `scoring-${name}`,
  severity: "error",
  from: from(`^shared/scoring/${name}/`),
  to: { path: "^shared/scoring/", pathNot: `^shared/scoring/(${[name, ...rooms].join("|")})/` },
});

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Two files that need each other are one idea, or three.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "stats-import-nothing",
      comment: "Pure numbers stand on their own.",
      severity: "error",
      from: from("^shared/stats/"),
      to: { pathNot: "^shared/stats/" },
    },
    {
      name: "model-imports-zod-only",
      severity: "error",
      from: from("^shared/model/"),
      to: { pathNot: "^shared/model/|node_modules/zod/" },
    },
    room("words", ["model"]),
    room("scoring", ["stats", "model", "words"], "node_modules/zod/"),
    room("sources", ["model"], "node_modules/(zod|lossless-json)/|^(node:)?(crypto|buffer)$"),
    room(
      "mail",
      ["model", "identity"],
      "node_modules/(zod|liquidjs|nodemailer|@types/nodemailer)/|^(node:)?(crypto|stream|buffer)$",
    ),
    room("pages", ["model"], "^(node:)?crypto$"),
    room("ports", ["model"]),
    room("identity", ["model"]),
    room("recording", ["model", "identity", "scoring", "sources", "ports"], "^(node:)?(crypto|util)$"),
    room(
      "campaigns",
      ["stats", "model", "words", "scoring", "mail"],
      "node_modules/(zod|@marcbachmann/cel-js)/|^(node:)?crypto$",
    ),
    room("night-files", ["model", "scoring"], "node_modules/zod/"),
    room("marketing", ["model", "words", "scoring", "mail", "night-files"], "node_modules/zod/|^(node:)?crypto$"),
    room("sweeping", ["stats", "model", "night-files", "ports", "recording"]),
    room("night", ["stats", "model", "identity", "words", "scoring", "mail", "campaigns", "marketing", "ports"]),
    room(
      "post",
      ["stats", "model", "identity", "words", "scoring", "mail", "campaigns", "sources", "ports", "recording"],
      "^(node:)?crypto$",
    ),
    // Within scoring, from what others stand on to what stands on them. What joins them into a night lies above them all.
    scoringRoom("summaries", []),
    scoringRoom("turns", ["summaries"]),
    scoringRoom("models", ["summaries", "turns"]),
    scoringRoom("held-back", ["summaries", "turns", "models"]),
    scoringRoom("value", ["summaries", "models", "past-cuts"]),
    scoringRoom("next-order", ["summaries", "models", "held-back"]),
    scoringRoom("past-cuts", ["summaries", "models"]),
    scoringRoom("tiers", ["summaries", "turns", "models", "held-back", "past-cuts"]),
    scoringRoom("repeat-score", ["summaries", "turns", "models", "held-back", "past-cuts"]),
    scoringRoom("habits", ["summaries"]),
    scoringRoom("clusters", ["summaries"]),
    scoringRoom("rfm", ["summaries"]),
    {
      name: "use-cases-know-no-world",
      comment: "A use case reaches the world through its deps; handlers give them.",
      severity: "error",
      from: from("^functions/", "handler\\.ts$"),
      to: {
        path: "^shared/(adapters|runtime)/|^infra/|^cli/|node_modules/@aws-sdk/|node_modules/@aws-lambda-powertools/",
      },
    },
    {
      name: "no-function-imports-another",
      comment: "What two functions need is no use case of either: it lives in shared.",
      severity: "error",
      from: { path: "^functions/([^/]+)/" },
      to: { path: "^functions/", pathNot: "^functions/$1/" },
    },
    {
      name: "the-command-imports-no-function",
      comment: "What a Lambda and the command both do lives in shared.",
      severity: "error",
      from: from("^cli/"),
      to: { path: "^functions/" },
    },
    {
      name: "only-adapters-import-the-sdk",
      severity: "error",
      from: from("^(functions|shared|cli)/", "^shared/adapters/"),
      to: { path: "node_modules/@aws-sdk/" },
    },
    {
      name: "only-the-compiler-knows-the-chinese-calendar",
      comment: "A version of campaigns has its days with it, so that no function computes any.",
      severity: "error",
      from: from("^(cli|functions|infra|shared)/", "^cli/campaigns/festival-days\\.ts$"),
      to: { path: "node_modules/lunar-typescript/" },
    },
    {
      name: "adapters-and-runtime-know-no-use-case",
      severity: "error",
      from: from("^shared/(adapters|runtime)/"),
      to: { path: "^(functions|infra|cli)/" },
    },
    {
      name: "infra-imports-model-only",
      severity: "error",
      from: from("^infra/"),
      to: { path: "^(functions|cli)/|^shared/(?!model/)" },
    },
    { name: "nobody-imports-test", severity: "error", from: from("", "^test/"), to: { path: "^test/" } },
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};

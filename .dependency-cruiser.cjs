/** Import directions of the rooms (docs/adr/0001): a wrong arrow fails `npm run architecture` and the architecture test. */
const from = (path, pathNot) => (pathNot ? { path, pathNot } : { path });

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
    {
      name: "scoring-is-pure",
      severity: "error",
      from: from("^shared/scoring/"),
      to: { pathNot: "^shared/(scoring|stats|model)/|node_modules/(zod|ml-kmeans)/" },
    },
    {
      name: "mail-is-pure",
      severity: "error",
      from: from("^shared/mail/"),
      to: {
        pathNot:
          "^shared/(mail|scoring|stats|model)/|node_modules/(zod|liquidjs|nodemailer|@types/nodemailer)/|^(node:)?(crypto|stream|buffer)$",
      },
    },
    {
      name: "ports-are-types",
      severity: "error",
      from: from("^shared/ports/"),
      to: { pathNot: "^shared/(ports|model)/" },
    },
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
      name: "only-adapters-import-the-sdk",
      severity: "error",
      from: from("^(functions|shared|cli)/", "^shared/adapters/"),
      to: { path: "node_modules/@aws-sdk/" },
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

import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { checkApplication } from "../../components/app/check";
import type { Problem } from "../../stacks/problem";
import type { StackInput } from "../../stacks/schema";
import { stackConfig } from "../support/config";

type App = NonNullable<StackInput["app"]>;

function check(app: App, environment: "dev" | "prod" = "dev", project?: string): Problem[] {
  return checkApplication(stackConfig({ cluster: { provider: "existing", name: "local" }, environment, app }), project);
}

/** `app.version: what is wrong; remedy`, a line for each problem. */
function text(problems: readonly Problem[]): string {
  return problems.map(({ path, message, remedy }) => `${path.join(".")}: ${message}; ${remedy}`).join("\n");
}

describe("the task board's chart", () => {
  it("takes the smallest configuration", () => assert.deepEqual(check({}), []));

  it("asks for a database outside the cluster where the chart runs none", () => {
    const values = { postgresql: { enabled: false } };
    assert.match(text(check({ values }, "prod")), /^app: .*database lies outside the cluster.*kiban:app\.databaseUrl/);
    assert.deepEqual(check({ values, databaseUrl: "postgresql://owner:secret@db.example.com/tasks" }, "prod"), []);
    assert.deepEqual(check({}, "prod"), []);
  });

  it("is off when the application is", () => assert.deepEqual(check({ enabled: false, chart: "nowhere" }, "prod"), []));

  for (const [what, values, expected] of [
    [
      "a typo",
      { api: { logLevl: "info" } },
      /^app\.values\.api\.logLevl: unknown to the chart; did you mean "logLevel"\?/,
    ],
    ["a wrong type", { drainSeconds: "ten" }, /^app\.values\.drainSeconds: .*it must be integer/],
    [
      "a word that is not allowed",
      { topologySpread: "Never" },
      /^app\.values\.topologySpread: .*ScheduleAnyway, DoNotSchedule/,
    ],
    [
      "a wildcard host",
      { platform: { host: "*.example.com", gateway: { name: "g" } } },
      /^app\.values\.platform\.host: /,
    ],
    ["an image without a digest", { images: { api: { digest: "" } } }, /^app\.values\.images\.api\.digest: .*pattern/],
    ["the tag latest", { images: { api: { tag: "latest" } } }, /^app\.values\.images\.api\.tag: /],
    [
      "the whole internet as the database's network",
      { database: { networks: ["0.0.0.0/0"] } },
      /^app\.values\.database\.networks\.0: /,
    ],
    ["a removed key", { slo: null }, /^app: .*must have required property 'slo'/],
  ] as const) {
    it(`refuses ${what} among the user's values`, () => {
      const problems = check({ values });
      assert.match(text(problems), expected);
      assert.equal(problems.length, 1, text(problems));
    });
  }

  it("reports all at once", () => {
    const problems = check({ values: { drainSeconds: "ten", color: "blue" }, databaseUrl: "mysql://db/tasks" });
    assert.deepEqual(problems.map(({ path }) => path.join(".")).sort(), [
      "app.databaseUrl",
      "app.values.color",
      "app.values.drainSeconds",
    ]);
  });

  it("keeps refused credentials out of its messages", () => {
    const problems = check({
      databaseUrl: "mysql://root:hunter2@db/tasks",
      values: { database: { ownerPassword: "hunter2" } },
    });
    assert.equal(problems.length, 2);
    assert.ok(!text(problems).includes("hunter2"));
  });
});

describe("a chart's address", () => {
  for (const [what, app, expected] of [
    ["a folder that is not there", { chart: "charts/nope" }, /app\.chart: there is no folder charts\/nope; give/],
    ["a folder without Chart.yaml", { chart: "docs" }, /app\.chart: docs holds no Chart\.yaml; give/],
    ["an OCI chart without a version", { chart: "oci://ghcr.io/acme/shop" }, /app\.version: is missing/],
    [
      "an OCI chart with the version in its address",
      { chart: "oci://ghcr.io/acme/shop:1.0.0", version: "1.0.0" },
      /app\.chart: .*move it to app\.version/,
    ],
    ["a registry alone", { chart: "oci://ghcr.io", version: "1.0.0" }, /app\.chart: .*oci:\/\/registry\/path\/chart/],
    [
      "a version that is not the folder's",
      { version: "9.9.9" },
      /app\.version: 9\.9\.9 is not the version of charts\/taskboard/,
    ],
    ["a folder that Argo CD cannot read", { delivery: "argocd" }, /app\.repository: is missing/],
  ] as const) {
    it(`refuses ${what}`, () => assert.match(text(check(app)), expected));
  }

  it("takes a registry with a port", () => {
    assert.deepEqual(check({ chart: "oci://registry.example.com:5000/acme/shop", version: "1.0.0" }), []);
  });
});

describe("a broken chart folder", () => {
  const project = fs.mkdtempSync(path.join(os.tmpdir(), "kiban-charts-"));
  after(() => fs.rmSync(project, { recursive: true }));

  const chart = "apiVersion: v2\nname: shop\nversion: 1.0.0\n";
  for (const [what, files, expected] of [
    ["Chart.yaml that is not YAML", { "Chart.yaml": "name: [shop" }, /app\.chart: .*Chart\.yaml is not YAML/],
    [
      "Chart.yaml without a version",
      { "Chart.yaml": "apiVersion: v2\nname: shop\n" },
      /app\.chart: .*needs apiVersion: v2, name and version/,
    ],
    [
      "a chart of Helm 2",
      { "Chart.yaml": "apiVersion: v1\nname: shop\nversion: 1.0.0\n" },
      /not the description of a Helm 3 chart/,
    ],
    ["an empty Chart.yaml", { "Chart.yaml": "" }, /not the description of a Helm 3 chart/],
    [
      "values that are a list",
      { "Chart.yaml": chart, "values-dev.yaml": "- a\n" },
      /values-dev\.yaml is not a mapping/,
    ],
    [
      "a schema that is not JSON",
      { "Chart.yaml": chart, "values.schema.json": "{" },
      /values\.schema\.json is not JSON/,
    ],
    [
      "a schema that is no schema",
      { "Chart.yaml": chart, "values.schema.json": '{"type": 7}' },
      /values\.schema\.json is not a JSON Schema/,
    ],
    [
      "an environment's file that the schema refuses",
      {
        "Chart.yaml": chart,
        "values-dev.yaml": "size: big\n",
        "values.schema.json": '{"properties": {"size": {"type": "integer"}}}',
      },
      /app\.chart: size in shop-\d+\/values-dev\.yaml: .*it must be integer/,
    ],
  ] as const) {
    it(`is refused: ${what}`, () => {
      const folder = `shop-${fs.readdirSync(project).length}`;
      fs.mkdirSync(path.join(project, folder));
      for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(project, folder, name), content);
      assert.match(text(check({ chart: folder }, "dev", project)), expected);
    });
  }

  it("is left to Helm where its schema is of a draft that cannot be read here", () => {
    fs.mkdirSync(path.join(project, "old"));
    fs.writeFileSync(path.join(project, "old", "Chart.yaml"), chart);
    const schema = {
      $schema: "http://json-schema.org/draft-04/schema#",
      properties: { size: { minimum: 1, exclusiveMinimum: true } },
    };
    fs.writeFileSync(path.join(project, "old", "values.schema.json"), JSON.stringify(schema));
    assert.deepEqual(check({ chart: "old" }, "dev", project), []);
  });
});

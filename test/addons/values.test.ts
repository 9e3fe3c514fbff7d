import assert from "node:assert/strict";
import * as fs from "node:fs";
import Ajv from "ajv";
import { addons } from "../../components/addons/catalog";
import type { PlannedResource } from "../../engine";
import { unknownKeys } from "./support/chart-keys";
import { planAddons, RELEASE, withDomain, type AddonsPlan } from "./support/plan";
import { needsReference, referenceFile } from "./support/reference";

const OIDC = { issuer: "https://id.example.com", clientId: "kiban", clientSecret: "secret", adminGroups: ["platform"] };

/** Plans that together make use of every value that the add-ons know. */
function plans(): Promise<AddonsPlan[]> {
  return Promise.all([
    planAddons("eks", { environment: "prod", ...withDomain, addons: { argocd: { oidc: OIDC } } }),
    planAddons("eks", { ...withDomain, charts: { imageRegistry: "registry.example.com" } }),
    planAddons("autopilot", { environment: "prod", ...withDomain }),
    planAddons("local"),
  ]);
}

interface ChartRelease {
  readonly chart: string;
  readonly values: Readonly<Record<string, unknown>>;
}

function chartRelease({ name, inputs }: PlannedResource): ChartRelease {
  const chart = addons.find((addon) => addon.name === name)?.chart;
  if (chart === undefined) throw new Error(`Release ${name} belongs to no add-on.`);
  return { chart, values: (inputs.values ?? {}) as ChartRelease["values"] };
}

describe("chart values", () => {
  let releases: readonly ChartRelease[];

  before(async function () {
    needsReference(this);
    const resources = (await plans()).flatMap(({ plan }) => plan.resources);
    releases = resources.filter(({ type }) => type === RELEASE).map(chartRelease);
  });

  it("have only keys that the chart knows", () => {
    const checked = releases.filter(({ chart }) => referenceFile("charts", chart));
    assert(new Set(checked.map(({ chart }) => chart)).size >= 8);
    const unknown = checked.flatMap(({ chart, values }) => unknownKeys(chart, values).map((key) => `${chart}: ${key}`));
    assert.deepEqual([...new Set(unknown)], []);
  });

  it("fit the schema of each chart that has one", () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    let checked = 0;
    for (const { chart, values } of releases) {
      const file = referenceFile("charts", chart, "values.schema.json");
      if (file === undefined) continue;
      checked++;
      const validate = ajv.compile(JSON.parse(fs.readFileSync(file, "utf8")) as object);
      assert(validate(values), `${chart}: ${ajv.errorsText(validate.errors)}`);
    }
    assert(checked >= 4);
  });

  it("would be refused with a key that no chart knows", () => {
    assert.deepEqual(unknownKeys("metrics-server", { replicas: 1, replica: 1 }), ["replica"]);
    assert.deepEqual(unknownKeys("kube-prometheus-stack", { grafana: { admin: { existingSecrets: "a" } } }), [
      "grafana.admin.existingSecrets",
    ]);
  });
});

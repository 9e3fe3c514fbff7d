import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Application } from "../../components/app";
import { planProgram, type Fixtures, type Plan, type PlannedResource } from "../../engine";
import type { StackConfig } from "../../stacks/config";
import type { StackInput } from "../../stacks/schema";
import { stackConfig } from "../support/config";
import { fakeTarget, type FakeTargetName } from "../support/target";

const GATEWAY = {
  name: "platform",
  namespace: "gateway",
  sectionName: "https",
  proxyNamespace: "envoy-gateway-system",
};
const DATABASE_URL = "postgresql://owner:p%40ss@db.example.com:5432/tasks?sslmode=require";

function configure(input: Omit<StackInput, "cluster"> = {}): StackConfig {
  return stackConfig({
    cluster: { provider: "existing", name: "local" },
    domain: "example.com",
    certificates: { email: "ops@example.com" },
    ...input,
  });
}

interface PlanOptions {
  readonly on?: FakeTargetName;
  readonly unknowns?: boolean;
  readonly fixtures?: Fixtures;
}

function planOf(config: StackConfig, { on = "local", ...request }: PlanOptions = {}): Promise<Plan> {
  return planProgram({
    project: "kiban",
    stack: "test",
    ...request,
    program: () => {
      const platform = new pulumi.ComponentResource("test:index:Platform", "platform");
      const target = fakeTarget(on, config, platform);
      const crds = new pulumi.ComponentResource("test:index:Crds", "crds");
      new Application("app", {
        config,
        target,
        gateway: { ...GATEWAY, hostname: config.app.host ?? "taskboard.platform.internal" },
        monitoringNamespace: "monitoring",
        argocd: { name: "applications", namespace: "argocd" },
        dependsOn: [crds],
      });
      return Promise.resolve({});
    },
  });
}

function one(plan: Plan, type: string): PlannedResource {
  const found = plan.resources.filter((resource) => resource.type === type);
  assert.equal(found.length, 1, `one ${type}, not ${found.length}`);
  return found[0]!;
}

const NAMESPACE = "kubernetes:core/v1:Namespace";
const SECRET_TYPE = "kubernetes:core/v1:Secret";
const PASSWORD = "random:index/randomPassword:RandomPassword";
const RELEASE = "kubernetes:helm.sh/v3:Release";
const ARGO_APPLICATION = "kubernetes:argoproj.io/v1alpha1:Application";

describe("the application's namespace and Secret", () => {
  it("enforces Pod Security restricted", async () => {
    const { inputs } = one(await planOf(configure()), NAMESPACE);
    const { labels } = inputs.metadata as { labels: Record<string, string> };
    assert.equal(labels["pod-security.kubernetes.io/enforce"], "restricted");
  });

  it("protects namespace and passwords in prod, where they hold data, and not in dev", async () => {
    const held = (plan: Plan): boolean[] =>
      plan.resources.filter(({ type }) => [NAMESPACE, PASSWORD].includes(type)).map((r) => r.protect);
    assert.deepEqual(held(await planOf(configure())), [false, false, false]);
    const prod = configure({ environment: "prod", app: { databaseUrl: DATABASE_URL } });
    assert.deepEqual(held(await planOf(prod)), [true, true]);
  });

  it("never shows a credential", async () => {
    const fixtures: Fixtures = {
      resources: { [PASSWORD]: () => ({ outputs: { result: "generated-password" } }) },
      invokes: {},
    };
    const plan = await planOf(configure({ app: { databaseUrl: DATABASE_URL } }), { fixtures });
    assert.deepEqual(one(plan, SECRET_TYPE).secretInputs, ["stringData"]);
    assert.doesNotMatch(JSON.stringify(plan), /p%40ss|generated-password/);
  });

  it("has the same resources with all outputs unknown", async () => {
    const urns = (plan: Plan): string[] => plan.resources.map(({ urn }) => urn);
    assert.deepEqual(urns(await planOf(configure(), { unknowns: true })), urns(await planOf(configure())));
  });
});

describe("delivery by Helm", () => {
  it("installs the chart's folder at its own version and waits for pods and jobs", async () => {
    const { inputs } = one(await planOf(configure()), RELEASE);
    assert.equal(inputs.chart, "./charts/taskboard");
    assert.equal(inputs.version, "0.1.0");
    assert.equal(inputs.name, "taskboard");
    assert.equal(inputs.namespace, "taskboard");
    assert.equal(inputs.waitForJobs, true);
    assert.equal(inputs.atomic, true);
    assert.equal(inputs.takeOwnership, true, "what Argo CD delivered before becomes the release's");
  });

  it("warns in prod of a database that is one pod", async () => {
    const warnings = async (app: StackInput["app"]): Promise<string[]> => {
      const plan = await planOf(configure({ environment: "prod", app }));
      return plan.diagnostics.filter(({ severity }) => severity === "warning").map(({ message }) => message);
    };
    assert.match((await warnings({})).join(), /one pod, no backup.*kiban:app\.databaseUrl/);
    assert.deepEqual(await warnings({ databaseUrl: DATABASE_URL }), []);
  });

  it("comes after the namespace, the Secret and what the chart needs", async () => {
    const plan = await planOf(configure());
    const { dependencies } = one(plan, RELEASE);
    for (const type of [NAMESPACE, SECRET_TYPE]) assert.ok(dependencies.includes(one(plan, type).urn), type);
  });

  it("lays the platform's values over the environment's, and the user's over both", async () => {
    const config = configure({
      environment: "prod",
      app: { databaseUrl: DATABASE_URL, values: { drainSeconds: 30, platform: { gateway: { name: "mine" } } } },
      charts: { imageRegistry: "registry.example.com/mirror" },
    });
    const { inputs } = one(await planOf(config, { on: "eks" }), RELEASE);
    const values = inputs.values as Record<string, unknown>;
    assert.deepEqual(values.slo, { availabilityPercent: 99.9, latencyPercent: 99 });
    assert.equal(values.drainSeconds, 30);
    assert.deepEqual(values.platform, {
      host: "taskboard.example.com",
      gateway: { ...GATEWAY, name: "mine" },
      storageClassName: "platform",
      imageRegistry: "registry.example.com/mirror",
      database: { secret: "taskboard-database", external: true },
      monitoringNamespace: "monitoring",
    });
  });

  it("differs between targets by the StorageClass alone", async () => {
    const objects = async (on: FakeTargetName): Promise<string> => {
      const { resources } = await planOf(configure(), { on });
      const ours = resources.filter(({ urn }) => urn.includes("kiban:app:Application"));
      return JSON.stringify(ours.map(({ urn, inputs }) => ({ urn, inputs })));
    };
    const eks = await objects("eks");
    assert.equal(await objects("autopilot"), eks);
    assert.equal(await objects("local"), eks.replace(`,"storageClassName":"platform"`, ""));
  });
});

describe("a user's own chart", () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "kiban-chart-"));
  before(() => {
    fs.writeFileSync(path.join(directory, "Chart.yaml"), "apiVersion: v2\nname: shop\nversion: 2.3.4\n");
    fs.writeFileSync(path.join(directory, "values-dev.yaml"), "replicas: 2\n");
  });
  after(() => fs.rmSync(directory, { recursive: true }));

  it("gets its environment's file and the user's values, and nothing that it may not know", async () => {
    const plan = await planOf(configure({ app: { name: "shop", chart: directory, values: { color: "blue" } } }));
    const { inputs } = one(plan, RELEASE);
    assert.deepEqual(inputs.values, { replicas: 2, color: "blue" });
    assert.equal(inputs.version, "2.3.4");
    assert.ok(!plan.resources.some(({ type }) => type === SECRET_TYPE));
  });

  it("finds the credentials of a database outside the cluster in a Secret", async () => {
    const plan = await planOf(configure({ app: { name: "shop", chart: directory, databaseUrl: DATABASE_URL } }));
    const { metadata } = one(plan, SECRET_TYPE).inputs as { metadata: { name: string } };
    assert.equal(metadata.name, "shop-database");
  });

  it("comes from a registry too", async () => {
    const chart = "oci://ghcr.io/acme/charts/shop";
    const { inputs } = one(await planOf(configure({ app: { name: "shop", chart, version: "1.4.2" } })), RELEASE);
    assert.deepEqual([inputs.chart, inputs.version, inputs.values], [chart, "1.4.2", {}]);
  });
});

describe("delivery by Argo CD", () => {
  const repository = { url: "https://github.com/acme/platform", path: "charts/taskboard" };
  const argocd = { delivery: "argocd", repository } as const;

  it("keeps the Git folder in sync: prunes, heals, and leaves replicas to the autoscaler", async () => {
    const plan = await planOf(configure({ app: argocd }));
    assert.ok(!plan.resources.some(({ type }) => type === RELEASE));
    const { metadata, spec } = one(plan, ARGO_APPLICATION).inputs as {
      metadata: { namespace: string };
      spec: {
        project: string;
        source: {
          repoURL: string;
          path: string;
          targetRevision: string;
          helm: { valueFiles: string[]; valuesObject: Record<string, unknown> };
        };
        syncPolicy: { automated: unknown };
        ignoreDifferences: unknown;
      };
    };
    assert.equal(metadata.namespace, "argocd");
    assert.equal(spec.project, "applications");
    assert.deepEqual(
      [spec.source.repoURL, spec.source.path, spec.source.targetRevision],
      [repository.url, repository.path, "HEAD"],
    );
    assert.deepEqual(spec.source.helm.valueFiles, ["values-dev.yaml"]);
    assert.deepEqual(Object.keys(spec.source.helm.valuesObject), ["platform"]);
    assert.deepEqual(spec.syncPolicy.automated, { prune: true, selfHeal: true });
    assert.deepEqual(spec.ignoreDifferences, [{ group: "apps", kind: "Deployment", jsonPointers: ["/spec/replicas"] }]);
  });

  it("names registry and chart of an OCI chart apart, without the scheme", async () => {
    const app = {
      name: "shop",
      delivery: "argocd",
      chart: "oci://ghcr.io/acme/charts/shop",
      version: "1.4.2",
    } as const;
    const { spec } = one(await planOf(configure({ app })), ARGO_APPLICATION).inputs as {
      spec: { source: Record<string, unknown> };
    };
    const { repoURL, chart, targetRevision } = spec.source;
    assert.deepEqual([repoURL, chart, targetRevision], ["ghcr.io/acme/charts", "shop", "1.4.2"]);
  });

  it("refuses a secret value, which the Application would show", async () => {
    const config = configure({ app: argocd });
    const values = { mail: { token: pulumi.secret("s3cret") } };
    await assert.rejects(planOf({ ...config, app: { ...config.app, values } }), /kiban:app\.values\.mail\.token/);
  });
});

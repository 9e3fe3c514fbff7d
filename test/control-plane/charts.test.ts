import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { acceptObjects } from "../support/accept-objects";
import type { ControlPlane } from "../support/control-plane";
import { sharedControlPlane } from "../support/shared-control-plane";
import { definitionFolders, installDefinitions } from "../support/custom-resource-definitions";
import type { KubernetesObject } from "../support/kubernetes-client";
import { requireTools } from "../support/tools";

const CHART = join(__dirname, "..", "..", "charts", "taskboard");

/** Values that switch every optional object on. */
const PLATFORM = {
  "platform.host": "taskboard.example.com",
  "platform.gateway.name": "public",
  "platform.gateway.namespace": "gateway",
  "platform.gateway.sectionName": "https",
  "platform.gateway.proxyNamespace": "gateway",
  "platform.monitoringNamespace": "monitoring",
  "database.apiPassword": "password-of-the-api",
};

const ENVIRONMENTS: Readonly<Record<string, Readonly<Record<string, string | boolean>>>> = {
  dev: { "database.ownerPassword": "password-of-the-owner" },
  prod: {
    "postgresql.enabled": false,
    "database.url": "postgresql://owner:password-of-the-owner@database.example.com:5432/taskboard",
  },
};

function render(helm: string, environment: string, namespace: string): KubernetesObject[] {
  const values = Object.entries({ ...PLATFORM, ...ENVIRONMENTS[environment] });
  const output = execFileSync(
    helm,
    [
      "template",
      "taskboard",
      CHART,
      `--namespace=${namespace}`,
      `--values=${join(CHART, `values-${environment}.yaml`)}`,
      ...values.map(([key, value]) => `--set-json=${key}=${JSON.stringify(value)}`),
    ],
    { encoding: "utf8" },
  );
  return parseAllDocuments(output)
    .map((document) => document.toJS() as KubernetesObject | null)
    .filter((object) => object !== null)
    .map((object) => ({ ...object, metadata: { namespace, ...object.metadata } }));
}

describe("chart taskboard on a real API server", function () {
  let helm: string;
  let controlPlane: ControlPlane;

  before("start the control plane with the add-ons' CRDs", async function () {
    [helm] = requireTools(this, "helm");
    const definitions = definitionFolders(this);
    controlPlane = await sharedControlPlane(this);
    await installDefinitions(controlPlane.client, definitions);
  });

  for (const environment of Object.keys(ENVIRONMENTS)) {
    it(`has only objects and pods that a restricted namespace accepts, in ${environment}`, async () => {
      const namespace = `taskboard-${environment}`;
      await controlPlane.client.apply({
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name: namespace, labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
      });
      const objects = render(helm, environment, namespace);
      const kinds = new Set(objects.map(({ kind }) => kind));
      for (const kind of ["Deployment", "Job", "CronJob", "HTTPRoute", "ServiceMonitor", "PrometheusRule"]) {
        assert.ok(kinds.has(kind), `the chart renders a ${kind}`);
      }
      assert.deepEqual(await acceptObjects(controlPlane.client, objects), []);
    });
  }

  it("would tell: a pod template that needs privileges is refused", async () => {
    const [deployment] = render(helm, "dev", "taskboard-dev").filter(({ kind }) => kind === "Deployment");
    const changed = JSON.parse(JSON.stringify(deployment).replace('"runAsNonRoot":true', '"runAsNonRoot":false'));
    const [rejection] = await acceptObjects(controlPlane.client, [changed]);
    assert.equal(rejection.object, `Deployment taskboard-dev/${deployment.metadata.name} (its pod)`);
    assert.match(rejection.message, /violates PodSecurity "restricted:latest": runAsNonRoot/);
  });
});

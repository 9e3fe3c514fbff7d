import assert from "node:assert/strict";
import type { Values } from "../../stacks/config";
import { helm, podSpec, renderTaskboard, TASKBOARD } from "../support/rendered-chart";
import type { Container, PodSpec, RenderedObject } from "../support/rendered-chart";
import { requireTools } from "../support/tools";

function platform(external: boolean): Values {
  return {
    platform: {
      host: "taskboard.example.com",
      gateway: { name: "platform", namespace: "gateway", sectionName: "https", proxyNamespace: "envoy-gateway-system" },
      storageClassName: "gp3",
      database: { secret: "taskboard-database", external },
      monitoringNamespace: "monitoring",
    },
  };
}

interface Rendered {
  readonly objects: readonly RenderedObject[];
  readonly pods: readonly { readonly name: string; readonly pod: PodSpec }[];
  readonly containers: readonly { readonly name: string; readonly container: Container }[];
}

function rendered(program: string, environment: string, values: Values): Rendered {
  const objects = renderTaskboard(program, environment, values);
  const pods = objects.flatMap((object) => {
    const pod = podSpec(object);
    return pod === undefined ? [] : [{ name: `${object.kind}/${object.metadata.name}`, pod }];
  });
  const containers = pods.flatMap(({ name, pod }) =>
    [...(pod.initContainers ?? []), ...pod.containers].map((container) => ({
      name: `${name}/${container.name}`,
      container,
    })),
  );
  return { objects, pods, containers };
}

function find(objects: readonly RenderedObject[], kind: string, name: string): RenderedObject {
  const object = objects.find((candidate) => candidate.kind === kind && candidate.metadata.name === name);
  assert.ok(object, `${kind}/${name} among ${objects.map((o) => `${o.kind}/${o.metadata.name}`).join(", ")}`);
  return object;
}

function specOf(objects: readonly RenderedObject[], kind: string, name: string): Record<string, unknown> {
  return find(objects, kind, name).spec as Record<string, unknown>;
}

const SERVERS = ["taskboard-web", "taskboard-api"];

for (const environment of ["dev", "staging", "prod"] as const) {
  describe(`the task board's objects in ${environment}`, () => {
    let all: Rendered;

    before(function () {
      const [program = ""] = requireTools(this, "helm");
      all = rendered(program, environment, platform(environment === "prod"));
    });

    it("are in the release's namespace", () => {
      for (const { kind, metadata } of all.objects)
        assert.equal(metadata.namespace, "taskboard", `${kind}/${metadata.name}`);
    });

    it("run as non-root with seccomp RuntimeDefault", () => {
      for (const { name, pod } of all.pods) {
        assert.equal(pod.securityContext.runAsNonRoot, true, name);
        assert.notEqual(pod.securityContext.runAsUser, 0, name);
        assert.deepEqual(pod.securityContext.seccompProfile, { type: "RuntimeDefault" }, name);
      }
    });

    it("cannot gain privileges, write to their root file system or use any capability", () => {
      for (const { name, container } of all.containers) {
        const expected = {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        };
        assert.deepEqual(container.securityContext, expected, name);
      }
    });

    it("come from full image names with tag and digest, never latest", () => {
      for (const { name, container } of all.containers) {
        assert.match(container.image, /^docker\.io\/[a-z/-]+:[\w.-]+@sha256:[0-9a-f]{64}$/, name);
        assert.doesNotMatch(container.image, /:latest@/, name);
      }
    });

    it("request and limit CPU, memory and ephemeral storage", () => {
      for (const { name, container } of all.containers) {
        for (const side of ["requests", "limits"] as const) {
          assert.deepEqual(
            Object.keys(container.resources[side]).sort(),
            ["cpu", "ephemeral-storage", "memory"],
            `${name} ${side}`,
          );
        }
      }
    });

    it("have ServiceAccounts of their own and no token", () => {
      for (const { name, pod } of all.pods) {
        assert.equal(pod.automountServiceAccountToken, false, name);
        assert.equal(
          find(all.objects, "ServiceAccount", pod.serviceAccountName).automountServiceAccountToken,
          false,
          name,
        );
      }
    });

    it("get no secret by environment, and mount no more of the Secret than they use", () => {
      for (const { name, container } of all.containers) {
        for (const { valueFrom } of container.env ?? []) assert.equal(valueFrom, undefined, name);
      }
      const keys = Object.fromEntries(
        all.pods.map(({ name, pod }) => {
          const secrets = pod.volumes?.filter((volume) => "secret" in volume) ?? [];
          const items = secrets.flatMap((volume) => (volume.secret as { items: { key: string }[] }).items);
          return [name.replace(/-migrate-.*/, "-migrate"), items.map(({ key }) => key)];
        }),
      );
      assert.deepEqual(keys["Deployment/taskboard-web"], []);
      assert.deepEqual(keys["Deployment/taskboard-api"], ["api-url"]);
      assert.deepEqual(keys["CronJob/taskboard-cleanup"], ["url"]);
      assert.deepEqual(keys["Job/taskboard-migrate"], ["url", "api-password"]);
    });

    it("probe start, readiness and life of every server", () => {
      for (const { name, container } of all.containers) {
        if (!/^(Deployment|StatefulSet)\//.test(name) || name.endsWith("/wait-for-migration")) continue;
        for (const probe of ["startupProbe", "readinessProbe", "livenessProbe"] as const)
          assert.ok(container[probe], `${name} ${probe}`);
      }
    });

    it("roll out without losing a pod, and drain within the grace period", () => {
      for (const name of SERVERS) {
        const deployment = find(all.objects, "Deployment", name);
        const { strategy, replicas } = deployment.spec as { strategy: unknown; replicas?: number };
        assert.deepEqual(strategy, { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: "25%" } });
        assert.equal(replicas, undefined, "the autoscaler owns the number of replicas");
        const pod = podSpec(deployment)!;
        const { preStop } = pod.containers[0]!.lifecycle as { preStop: { sleep: { seconds: number } } };
        assert.ok(preStop.sleep.seconds >= 10 && pod.terminationGracePeriodSeconds! > preStop.sleep.seconds + 30);
      }
    });

    it("scale by CPU with a behaviour, and survive drains", () => {
      for (const name of SERVERS) {
        const scaler = specOf(all.objects, "HorizontalPodAutoscaler", name);
        assert.equal((scaler.scaleTargetRef as { name: string }).name, name);
        assert.deepEqual(Object.keys(scaler.behavior as object).sort(), ["scaleDown", "scaleUp"]);
        const budget = specOf(all.objects, "PodDisruptionBudget", name);
        assert.equal(budget.maxUnavailable, 1);
        const { selector } = specOf(all.objects, "Deployment", name) as { selector: { matchLabels: object } };
        assert.deepEqual(budget.selector, selector);
      }
    });

    it("spread over zones", () => {
      for (const name of SERVERS) {
        const constraints = podSpec(find(all.objects, "Deployment", name))!.topologySpreadConstraints ?? [];
        const zone = constraints.find(({ topologyKey }) => topologyKey === "topology.kubernetes.io/zone");
        assert.equal(zone?.whenUnsatisfiable, "ScheduleAnyway");
      }
    });

    it("deny all traffic but the flows that they need", () => {
      assert.deepEqual(specOf(all.objects, "NetworkPolicy", "taskboard-default-deny"), {
        podSelector: {},
        policyTypes: ["Ingress", "Egress"],
      });
      const policies = all.objects.filter(({ kind }) => kind === "NetworkPolicy");
      for (const { metadata, spec } of policies) {
        const { ingress = [], egress = [] } = spec as { ingress?: { from: unknown[] }[]; egress?: { to: object[] }[] };
        for (const peers of [...ingress.map(({ from }) => from), ...egress.map(({ to }) => to)]) {
          assert.ok(peers.length > 0, `${metadata.name} allows all peers`);
          assert.doesNotMatch(JSON.stringify(peers), /"0\.0\.0\.0\/0"|Selector":\{\}/, metadata.name);
        }
      }
      const web = JSON.stringify(specOf(all.objects, "NetworkPolicy", "taskboard-web"));
      assert.match(web, /"kubernetes.io\/metadata.name":"envoy-gateway-system"/);
      const api = JSON.stringify(specOf(all.objects, "NetworkPolicy", "taskboard-api").ingress);
      assert.match(api, /"app.kubernetes.io\/component":"web".*"port":3000.*"monitoring".*"port":3001/);
    });

    it("are reached by their one host name through the gateway's HTTPS listener", () => {
      const { hostnames, parentRefs } = specOf(all.objects, "HTTPRoute", "taskboard");
      assert.deepEqual(hostnames, ["taskboard.example.com"]);
      const gateway = {
        group: "gateway.networking.k8s.io",
        kind: "Gateway",
        name: "platform",
        namespace: "gateway",
        sectionName: "https",
      };
      assert.deepEqual(parentRefs, [gateway]);
    });

    it("are scraped, and alert on burn rates of both objectives", () => {
      const { endpoints } = specOf(all.objects, "ServiceMonitor", "taskboard-api");
      assert.deepEqual(endpoints, [{ port: "admin", path: "/metrics", interval: "30s" }]);
      const { groups } = specOf(all.objects, "PrometheusRule", "taskboard") as {
        groups: { rules: { alert?: string; record?: string; expr: string }[] }[];
      };
      const rules = groups.flatMap((group) => group.rules);
      const burns = rules.filter(({ alert }) => alert?.endsWith("BudgetBurn"));
      assert.equal(burns.length, 8, "four windows for availability and for latency");
      const recorded = new Set(rules.map(({ record }) => record));
      for (const { expr } of burns) {
        for (const [, metric] of expr.matchAll(/(route:\w+)\{/g))
          assert.ok(recorded.has(metric), `${metric} is recorded`);
      }
    });

    it("keep configuration in ConfigMaps, without credentials", () => {
      const maps = all.objects.filter(({ kind }) => kind === "ConfigMap");
      assert.deepEqual(maps.map(({ metadata }) => metadata.name).sort(), [
        "taskboard-api",
        "taskboard-migrations",
        "taskboard-web",
      ]);
      assert.ok(!all.objects.some(({ kind }) => kind === "Secret"), "the platform's Secret is used");
    });
  });
}

describe("the task board's database", () => {
  let program: string;
  before(function () {
    [program = ""] = requireTools(this, "helm");
  });

  it("is a StatefulSet on the target's StorageClass in dev, whose volume outlives the release", () => {
    const spec = specOf(rendered(program, "dev", platform(false)).objects, "StatefulSet", "taskboard-postgresql") as {
      volumeClaimTemplates: { spec: { storageClassName: string } }[];
      persistentVolumeClaimRetentionPolicy: unknown;
    };
    assert.equal(spec.volumeClaimTemplates[0]!.spec.storageClassName, "gp3");
    assert.deepEqual(spec.persistentVolumeClaimRetentionPolicy, { whenDeleted: "Retain", whenScaled: "Retain" });
  });

  it("lies outside the cluster where its URL is given, reached in private networks only", () => {
    const { objects } = rendered(program, "prod", platform(true));
    assert.ok(!objects.some(({ kind }) => ["StatefulSet", "PersistentVolumeClaim"].includes(kind)));
    const egress = JSON.stringify(specOf(objects, "NetworkPolicy", "taskboard-api").egress);
    assert.match(egress, /"10\.0\.0\.0\/8".*"port":5432/);
  });

  it("has at least three pods of each server before it in prod", () => {
    const { objects } = rendered(program, "prod", platform(true));
    for (const name of SERVERS) assert.equal(specOf(objects, "HorizontalPodAutoscaler", name).minReplicas, 3);
  });

  it("is migrated by a Job that is no hook and whose name follows its content", () => {
    const name = (values: Values): string => {
      const job = rendered(program, "dev", values).objects.find(({ kind }) => kind === "Job");
      assert.equal(job?.metadata.annotations, undefined);
      return job!.metadata.name;
    };
    const first = name(platform(false));
    assert.equal(name(platform(false)), first);
    const moved = { ...(platform(false).platform as object), imageRegistry: "registry.example.com" };
    assert.notEqual(name({ platform: moved }), first);
  });

  it("gets a Secret of the chart's own where there is none, the same at each rendering", () => {
    const database = { ownerPassword: "owner-password-1234", apiPassword: "api-password-123456" };
    const secret = (): unknown =>
      find(rendered(program, "dev", { database }).objects, "Secret", "taskboard-database").stringData;
    assert.deepEqual(secret(), {
      url: "postgresql://taskboard:owner-password-1234@taskboard-postgresql:5432/taskboard",
      "api-password": "api-password-123456",
      "api-url": "postgresql://taskboard_api:api-password-123456@taskboard-postgresql:5432/taskboard",
      password: "owner-password-1234",
    });
    assert.deepEqual(secret(), secret());
  });

  it("is asked for where its password is missing", () => {
    assert.throws(() => rendered(program, "dev", {}), /database\.apiPassword is needed/);
  });
});

describe("the task board's chart", () => {
  let program: string;
  before(function () {
    [program = ""] = requireTools(this, "helm");
  });

  for (const environment of ["dev", "staging", "prod"]) {
    it(`is clean under helm lint --strict in ${environment}`, () => {
      const file = `${TASKBOARD}/values-${environment}.yaml`;
      const report = helm(program, ["lint", "--strict", TASKBOARD, "--values", file], platform(environment === "prod"));
      assert.doesNotMatch(report, /WARNING|ERROR/);
    });
  }

  it("takes every image from the mirror", () => {
    const mirrored = { ...(platform(false).platform as object), imageRegistry: "registry.example.com/mirror/" };
    for (const { name, container } of rendered(program, "dev", { platform: mirrored }).containers) {
      assert.match(container.image, /^registry\.example\.com\/mirror\/[a-z]/, name);
    }
  });

  it("has a test for `helm test`, which asks page and API", () => {
    const { objects } = rendered(program, "dev", platform(false));
    const test = find(objects, "Pod", "taskboard-test");
    assert.equal(test.metadata.annotations?.["helm.sh/hook"], "test");
  });

  it("leaves route and monitoring out where the platform has none", () => {
    const { objects } = rendered(program, "dev", { platform: { database: { secret: "s" } } });
    const kinds = new Set(objects.map(({ kind }) => kind));
    for (const kind of ["HTTPRoute", "ServiceMonitor", "PrometheusRule"]) assert.ok(!kinds.has(kind), kind);
  });

  it("refuses what its schema refuses", () => {
    assert.throws(() => rendered(program, "dev", { color: "blue" }), /additional properties 'color' not allowed/);
    const noDatabase = { ...platform(false), postgresql: { enabled: false } };
    assert.throws(() => rendered(program, "prod", noDatabase), /external/);
  });
});

import assert from "node:assert/strict";
import type { PlannedResource } from "../../engine";
import { planAddons, RELEASE, withDomain, type AddonsPlan } from "./support/plan";

const GATEWAY = "kubernetes:gateway.networking.k8s.io/v1:Gateway";
const ISSUER = "kubernetes:cert-manager.io/v1:ClusterIssuer";

interface Listener {
  readonly name: string;
  readonly protocol: string;
  readonly hostname?: string;
  readonly allowedRoutes: { readonly namespaces: { readonly selector?: { readonly matchLabels: object } } };
}

function listeners({ get }: AddonsPlan): readonly Listener[] {
  return (get(GATEWAY, "gateway").inputs.spec as unknown as { listeners: Listener[] }).listeners;
}

/** The value at a dotted path of a release's values. */
function valueAt({ inputs }: PlannedResource, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], inputs.values);
}

describe("a platform with a domain", () => {
  it("serves each name with a listener of its own, for one namespace only, and no wildcard", async () => {
    const planned = await planAddons("eks", { ...withDomain });
    const https = listeners(planned).filter(({ protocol }) => protocol === "HTTPS");
    assert.deepEqual(
      https.map(({ hostname, allowedRoutes }) => [hostname, allowedRoutes.namespaces.selector?.matchLabels]),
      [
        ["grafana.platform.example.com", { "kubernetes.io/metadata.name": "monitoring" }],
        ["argocd.platform.example.com", { "kubernetes.io/metadata.name": "argocd" }],
        ["taskboard.platform.example.com", { "kubernetes.io/metadata.name": "taskboard" }],
      ],
    );
    assert.deepEqual(planned.notes, []);
  });

  it("gets public certificates by DNS-01 and keeps its own DNS records only", async () => {
    const { get, release } = await planAddons("eks", { environment: "prod", ...withDomain });
    const spec = get(ISSUER, "platform-issuer").inputs.spec as {
      acme: { email: string; solvers: { dns01: object }[] };
    };
    assert.equal(spec.acme.email, "platform@example.com");
    assert.deepEqual(spec.acme.solvers[0]?.dns01, { route53: { region: "eu-central-1", hostedZoneID: "Z1" } });
    const dns = release("external-dns");
    assert.deepEqual(valueAt(dns, "domainFilters"), ["platform.example.com"]);
    assert.equal(valueAt(dns, "txtOwnerId"), "main-test");
    assert.deepEqual(valueAt(dns, "sources"), ["gateway-httproute", "service"]);
  });
});

describe("a platform without a domain", () => {
  it("has an authority of its own, no ExternalDNS and no public name, and says what a domain would add", async () => {
    const planned = await planAddons("local");
    assert.deepEqual(planned.get(ISSUER, "platform-issuer").inputs.spec, { ca: { secretName: "platform-ca" } });
    assert.equal(planned.find(RELEASE, "external-dns"), undefined);
    for (const { hostname } of listeners(planned).filter(({ protocol }) => protocol === "HTTPS")) {
      assert.match(hostname ?? "", /\.internal$/);
    }
    assert.match(planned.notes.join("\n"), /A domain \(`kiban:domain`\) would add/);
  });
});

describe("what is off", () => {
  it("leaves nothing behind, and others do without it", async () => {
    const { plan, release, find } = await planAddons("eks", {
      ...withDomain,
      addons: {
        kubePrometheusStack: { enabled: false },
        gateway: { enabled: false },
        certManager: { enabled: false },
      },
    });
    const kinds = plan.resources.map(({ type }) => type).filter((type) => /gateway|cert-manager|monitoring/.test(type));
    assert.deepEqual(kinds, []);
    assert.equal(find(RELEASE, "prometheus-operator-crds"), undefined);
    assert.deepEqual(valueAt(release("external-dns"), "sources"), ["service"]);
    assert.equal(valueAt(release("aws-load-balancer-controller"), "enableCertManager"), false);
    assert.equal(valueAt(release("metrics-server"), "apiService.insecureSkipTLSVerify"), true);
    assert.equal(valueAt(release("argocd"), "server.metrics.serviceMonitor.enabled"), false);
  });
});

describe("what the environment decides", () => {
  const budgets: readonly (readonly [string, string])[] = [
    ["cert-manager", "podDisruptionBudget.enabled"],
    ["metrics-server", "podDisruptionBudget.enabled"],
    ["argocd", "server.pdb.enabled"],
    ["kube-prometheus-stack", "prometheus.podDisruptionBudget.enabled"],
    ["kube-prometheus-stack", "alertmanager.podDisruptionBudget.enabled"],
  ];

  it("is in prod: several replicas, budgets, spread and a priority class", async () => {
    const { release, get } = await planAddons("eks", { environment: "prod", ...withDomain });
    get("kubernetes:scheduling.k8s.io/v1:PriorityClass", "platform-critical");
    for (const [name, path] of budgets) assert.equal(valueAt(release(name), path), true, `${name} ${path}`);
    assert.equal(valueAt(release("cert-manager"), "webhook.replicaCount"), 3);
    assert.equal(valueAt(release("cert-manager"), "global.priorityClassName"), "platform-critical");
    const [zone] = valueAt(release("cert-manager"), "topologySpreadConstraints") as { topologyKey: string }[];
    assert.equal(zone?.topologyKey, "topology.kubernetes.io/zone");
    assert.equal(valueAt(release("argocd"), "redis-ha.enabled"), true);
  });

  it("is in dev: one replica, and no budget that would block a drain", async () => {
    const { release, find } = await planAddons("eks", { environment: "dev", ...withDomain });
    assert.equal(find("kubernetes:scheduling.k8s.io/v1:PriorityClass", "platform-critical"), undefined);
    for (const [name, path] of budgets) assert.equal(valueAt(release(name), path), false, `${name} ${path}`);
    assert.equal(valueAt(release("envoy-gateway"), "podDisruptionBudget.minAvailable"), 0);
  });
});

describe("a release", () => {
  it("merges the target's values over the platform's, and the user's over both", async () => {
    const { release } = await planAddons("eks", {
      addons: {
        fluentBit: {
          values: { logLevel: "debug", config: { filters: "mine" }, serviceAccount: { annotations: { a: "b" } } },
        },
      },
    });
    const fluentBit = release("fluent-bit");
    assert.match(String(valueAt(fluentBit, "config.outputs")), /cloudwatch_logs/);
    assert.equal(valueAt(fluentBit, "config.filters"), "mine");
    assert.match(String(valueAt(fluentBit, "config.inputs")), /multiline\.parser docker, cri/);
    assert.equal(valueAt(fluentBit, "logLevel"), "debug");
    assert.deepEqual(valueAt(fluentBit, "serviceAccount.annotations"), { "test/identity": "fluent-bit", a: "b" });
    assert.deepEqual(valueAt(fluentBit, "podLabels"), { "test/identity": "true" });
  });

  it("is rolled back when it fails, awaited, and named as its objects are", async () => {
    const { plan } = await planAddons("eks", { ...withDomain });
    for (const { inputs, name } of plan.resources.filter(({ type }) => type === RELEASE)) {
      const { atomic, skipAwait, waitForJobs, createNamespace } = inputs;
      assert.deepEqual([atomic, skipAwait, waitForJobs, createNamespace], [true, false, true, false], name);
      assert.equal(inputs.name, name);
      assert.match(String(inputs.version), /^v?\d+\.\d+\.\d+$/);
    }
  });
});

describe("the set of resources", () => {
  for (const target of ["eks", "autopilot", "local"] as const) {
    it(`is the same with all outputs unknown and with all known (${target})`, async () => {
      const input = { environment: "prod", ...withDomain } as const;
      const [known, unknown] = await Promise.all([planAddons(target, input), planAddons(target, input, true)]);
      const urns = ({ plan }: AddonsPlan): string[] => plan.resources.map(({ urn }) => urn).sort();
      assert.deepEqual(urns(unknown), urns(known));
      assert(urns(known).length > 40);
    });
  }

  it("comes from the Kubernetes provider that the target gives, and from no default one", async () => {
    const { plan } = await planAddons("eks", { ...withDomain });
    const providers = plan.resources.filter(({ type }) => type.startsWith("pulumi:providers:")).map(({ name }) => name);
    assert.deepEqual(providers.sort(), ["kubernetes", "random"]);
  });
});

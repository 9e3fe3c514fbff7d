import assert from "node:assert/strict";
import { planAddons, RELEASE, withDomain, type AddonsPlan } from "./support/plan";

const NAMESPACE = "kubernetes:core/v1:Namespace";
const ROUTE = "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute";

describe("what add-ons wait for", () => {
  let planned: AddonsPlan;
  before(async () => {
    planned = await planAddons("eks", { environment: "prod", ...withDomain });
  });

  /** Releases that a resource waits for, directly or not. */
  function awaitedReleases(urn: string, seen = new Set<string>()): string[] {
    for (const dependency of planned.plan.resources.find((resource) => resource.urn === urn)?.dependencies ?? []) {
      if (seen.has(dependency)) continue;
      seen.add(dependency);
      awaitedReleases(dependency, seen);
    }
    return planned.plan.resources
      .filter(({ type, urn: candidate }) => type === RELEASE && seen.has(candidate))
      .map(({ name }) => name)
      .sort();
  }

  // Every release and no more than it needs: CRDs of its objects, and cert-manager where it asks for a certificate.
  const expected: Readonly<Record<string, readonly string[]>> = {
    "prometheus-operator-crds": [],
    "envoy-gateway": [],
    "fluent-bit": ["prometheus-operator-crds"],
    argocd: ["prometheus-operator-crds"],
    "cert-manager": ["envoy-gateway", "prometheus-operator-crds"],
    "external-dns": ["envoy-gateway", "prometheus-operator-crds"],
    "kube-prometheus-stack": ["cert-manager", "envoy-gateway", "prometheus-operator-crds"],
    "metrics-server": ["cert-manager", "envoy-gateway", "prometheus-operator-crds"],
    "aws-load-balancer-controller": ["cert-manager", "envoy-gateway", "prometheus-operator-crds"],
  };

  it("is known for every release", () => {
    const releases = planned.plan.resources.filter(({ type }) => type === RELEASE).map(({ name }) => name);
    assert.deepEqual(releases.sort(), Object.keys(expected).sort());
  });

  for (const [name, releases] of Object.entries(expected)) {
    it(`is only what it needs (${name})`, () => {
      assert.deepEqual(awaitedReleases(planned.release(name).urn), releases);
    });
  }

  it("is the Gateway API for a route, neither the gateway nor the release that it leads to", () => {
    for (const route of ["grafana-route", "argocd-route"]) {
      const awaited = awaitedReleases(planned.get(ROUTE, route).urn);
      assert(awaited.includes("envoy-gateway"));
      assert(!awaited.includes("argocd") && !awaited.includes("kube-prometheus-stack"));
    }
    assert.deepEqual(awaitedReleases(planned.get(ROUTE, "argocd-route").urn), ["envoy-gateway"]);
  });

  it("is the issuer for the gateway, and the load balancer controller for the namespace of its Service", () => {
    const gateway = planned.get("kubernetes:gateway.networking.k8s.io/v1:Gateway", "gateway");
    const issuer = planned.get("kubernetes:cert-manager.io/v1:ClusterIssuer", "platform-issuer");
    assert(gateway.dependencies.includes(issuer.urn));
    const namespace = planned.get(NAMESPACE, "gateway-namespace");
    assert(namespace.dependencies.includes(planned.release("aws-load-balancer-controller").urn));
  });

  it("is a namespace for everything in one, and the cluster for every namespace", () => {
    const { resources } = planned.plan;
    const namespaces = new Map(
      resources.flatMap((resource) => {
        const metadata = resource.inputs.metadata as { name?: string } | undefined;
        return resource.type === NAMESPACE && metadata?.name ? [[metadata.name, resource] as const] : [];
      }),
    );
    assert(namespaces.size >= 10);
    const cluster = planned.get("pulumi:providers:kubernetes", "kubernetes").urn;
    for (const namespace of namespaces.values()) assert(namespace.dependencies.includes(cluster), namespace.name);
    for (const resource of resources) {
      const metadata = resource.inputs.metadata as { namespace?: string } | undefined;
      const inside = metadata?.namespace ?? (resource.type === RELEASE ? resource.inputs.namespace : undefined);
      if (typeof inside !== "string") continue;
      const home = namespaces.get(inside);
      assert(home, `${resource.name} is in ${inside}, which nobody makes`);
      assert(reaches(resource.urn, home.urn), `${resource.name} does not wait for namespace ${inside}`);
    }

    function reaches(urn: string, goal: string, seen = new Set<string>()): boolean {
      if (urn === goal) return true;
      if (seen.has(urn)) return false;
      seen.add(urn);
      const { dependencies = [] } = resources.find((resource) => resource.urn === urn) ?? {};
      return dependencies.some((dependency) => reaches(dependency, goal, seen));
    }
  });

  it("needs no sleep", () => {
    assert(!planned.plan.resources.some(({ type }) => /sleep|command:/i.test(type)));
  });
});

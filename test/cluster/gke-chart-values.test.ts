import assert from "node:assert/strict";
import type { Plan } from "../../engine";
import { fixtures } from "../../engine";
import { gkeConfig, planGke } from "./gke-plan";

type Values = { readonly [chart: string]: Record<string, never> };

async function chartValues(mode: "standard" | "auto"): Promise<Values> {
  const plan: Plan = await planGke(gkeConfig({ mode }), { use: ({ chartValues: values }) => ({ values }) });
  return plan.outputs.values as unknown as Values;
}

describe("GKE's chart values", () => {
  it("send containers' logs to Cloud Logging under the cluster's name, with a prefix that leaves pods their names", async () => {
    const { outputs } = (await chartValues("standard"))["fluent-bit"]?.config as unknown as { outputs: string };
    const [, ...lines] = outputs.trimEnd().split("\n");
    assert.deepEqual(Object.fromEntries(lines.map((line) => line.trim().split(" "))), {
      Name: "stackdriver",
      Match: "kube.*",
      Resource: "k8s_container",
      K8s_Cluster_Name: "demo",
      K8s_Cluster_Location: "europe-west1",
      Tag_Prefix: "kube.var.log.containers.",
      Retry_Limit: "5",
    });
    assert.equal(outputs.includes("{{"), false);
  });

  it("point ExternalDNS at the project's public zones", async () => {
    assert.deepEqual((await chartValues("standard"))["external-dns"], {
      provider: { name: "google" },
      extraArgs: { "google-project": "example-project", "google-zone-visibility": "public" },
    });
  });

  it("watch kube-dns on a standard cluster", async () => {
    const prometheus = (await chartValues("standard"))["kube-prometheus-stack"];
    assert.deepEqual(prometheus, { coreDns: { enabled: false }, kubeDns: { enabled: true } });
  });

  it("write nothing to kube-system on Autopilot", async () => {
    const prometheus = (await chartValues("auto"))["kube-prometheus-stack"] as unknown as Record<
      string,
      { namespace?: string; enabled?: boolean; kubeletService?: { namespace: string } }
    >;
    assert.equal(prometheus.kubelet?.namespace, "monitoring");
    assert.equal(prometheus.prometheusOperator?.kubeletService?.namespace, "monitoring");
    assert.equal(prometheus.coreDns?.enabled, false);
    assert.notEqual(prometheus.kubeDns?.enabled, true);
  });
});

describe("Google Cloud's fixtures", () => {
  it("answer for every type whose outputs the target reads, and every call but the one that nobody can guess", async () => {
    const config = gkeConfig(
      { adminGroups: ["admins@example.com"] },
      { domain: "example.com", certificates: { email: "a@example.com" }, network: { zones: 2 } },
    );
    const plan = await planGke(config);
    // Grants have no outputs that anything reads.
    const types = new Set(
      plan.resources.map(({ type }) => type).filter((type) => /^gcp:(?!.*IamMember|.*IAMMember)/.test(type)),
    );
    assert.deepEqual(
      [...types].filter((type) => !(type in fixtures.resources)),
      [],
    );
    assert.deepEqual(
      plan.invokes.filter(({ fixture }) => !fixture),
      [],
    );
    const unknown = plan.resources.filter(({ inputs }) => JSON.stringify(inputs).includes("[unknown]"));
    assert.deepEqual(
      unknown.map(({ urn }) => urn),
      [],
    );
  });
});

import assert from "node:assert/strict";
import { SECRET, type PlannedResource, type PlanValue } from "../../engine";
import { planAddons, RELEASE, withDomain } from "./support/plan";

const SECRET_TYPE = "kubernetes:core/v1:Secret";

type Labels = Readonly<Record<string, string>>;

function metadataOf(inputs: { readonly [key: string]: PlanValue }): {
  name: string;
  labels?: Labels;
  annotations?: Labels;
} {
  return inputs.metadata as unknown as { name: string; labels?: Labels; annotations?: Labels };
}

function strings(value: PlanValue): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value as Record<string, PlanValue>).flatMap(strings);
}

describe("namespaces of the add-ons", () => {
  it("enforce, warn and audit a Pod Security level, restricted unless they say why not", async () => {
    const { plan } = await planAddons("eks", { environment: "prod", ...withDomain });
    const namespaces = plan.resources.filter(({ type }) => type === "kubernetes:core/v1:Namespace");
    const open: string[] = [];
    for (const { inputs } of namespaces) {
      const { name, labels = {}, annotations = {} } = metadataOf(inputs);
      const levels = ["enforce", "warn", "audit"].map((mode) => labels[`pod-security.kubernetes.io/${mode}`]);
      assert.equal(new Set(levels).size, 1, name);
      if (levels[0] === "restricted") continue;
      assert((annotations["kiban.dev/pod-security-reason"] ?? "").length > 20, `${name} does not say why`);
      open.push(name);
    }
    assert.deepEqual(open.sort(), ["fluent-bit", "node-exporter"]);
  });

  it("have none for node-exporter where pods may not use the host", async () => {
    const { plan } = await planAddons("autopilot", withDomain);
    assert(!plan.resources.some(({ name }) => name === "node-exporter-namespace"));
  });
});

describe("secrets of the add-ons", () => {
  const clientSecret = "the-client-secret-itself";
  const oidc = { issuer: "https://id.example.com", clientId: "kiban", clientSecret, adminGroups: ["platform"] };

  it("stay secret: Grafana's password is generated, and neither stands in the plan", async () => {
    const { plan, get } = await planAddons("eks", { ...withDomain, addons: { argocd: { oidc } } });
    get("random:index/randomPassword:RandomPassword", "grafana-admin");
    assert.equal(get(SECRET_TYPE, "grafana-admin").inputs.stringData, SECRET);
    assert.equal(get(SECRET_TYPE, "argocd-oidc").inputs.stringData, SECRET);
    for (const name of ["grafana-admin", "argocd-oidc"]) {
      assert(get(SECRET_TYPE, name).additionalSecretOutputs.includes("stringData"), name);
    }
    assert(!JSON.stringify(plan).includes(clientSecret));
  });

  it("reach Grafana and Argo CD by reference only", async () => {
    const { release } = await planAddons("eks", { ...withDomain, addons: { argocd: { oidc } } });
    const monitoring = release("kube-prometheus-stack").inputs.values as { grafana: { admin: object } };
    assert.deepEqual(monitoring.grafana.admin, {
      existingSecret: "grafana-admin",
      userKey: "admin-user",
      passwordKey: "admin-password",
    });
    const argocd = release("argocd").inputs.values as { configs: { cm: Record<string, unknown> } };
    assert.match(String(argocd.configs.cm["oidc.config"]), /clientSecret: \$argocd-oidc:clientSecret/);
    assert.equal(argocd.configs.cm["admin.enabled"], false);
  });
});

describe("Argo CD", () => {
  it("keeps its local administrator until there is single sign-on", async () => {
    const { release, find } = await planAddons("local");
    const values = release("argocd").inputs.values as { configs: { cm: Record<string, unknown> } };
    assert.equal(values.configs.cm["admin.enabled"], true);
    assert.equal(find(SECRET_TYPE, "argocd-oidc"), undefined);
  });

  it("refuses Applications of the project that allows everything, and in dev warns of them", async () => {
    const actions = async (environment: "dev" | "prod"): Promise<unknown> => {
      const { get } = await planAddons("local", { environment });
      const binding = get(
        "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding",
        "argocd-no-default-project",
      );
      return (binding.inputs.spec as { validationActions: unknown }).validationActions;
    };
    assert.deepEqual(await actions("prod"), ["Deny"]);
    assert.deepEqual(await actions("dev"), ["Warn", "Audit"]);
  });

  it("gives the stack's application one namespace and one source", async () => {
    const { get } = await planAddons("local", {
      app: { delivery: "argocd", chart: "oci://registry.example.com/charts/shop", version: "1.0.0", name: "shop" },
    });
    const { spec } = get("kubernetes:argoproj.io/v1alpha1:AppProject", "argocd-project").inputs as {
      spec: Record<string, unknown>;
    };
    assert.deepEqual(spec.sourceRepos, ["registry.example.com/charts"]);
    assert.deepEqual(spec.destinations, [{ server: "https://kubernetes.default.svc", namespace: "shop" }]);
    assert.deepEqual(spec.clusterResourceWhitelist, []);
  });
});

describe("the image mirror", () => {
  it("serves every image that a value names, and changes nothing else", async () => {
    const mirror = "registry.example.com/mirror";
    const [own, mirrored] = await Promise.all([
      planAddons("eks", { environment: "prod", ...withDomain }),
      planAddons("eks", { environment: "prod", ...withDomain, charts: { imageRegistry: mirror } }),
    ]);
    const hosts =
      /^(docker\.io|quay\.io|ghcr\.io|registry\.k8s\.io|public\.ecr\.aws|ecr-public\.aws\.com|cr\.fluentbit\.io)\//;
    for (const { inputs, name } of mirrored.plan.resources) {
      const elsewhere = strings(inputs.values ?? inputs.spec ?? null).filter((text) => hosts.test(text));
      assert.deepEqual(elsewhere, [], name);
    }
    const proxy = mirrored.get("kubernetes:gateway.envoyproxy.io/v1alpha1:EnvoyProxy", "gateway-proxy");
    assert(strings(proxy.inputs).includes(`${mirror}/envoyproxy/envoy`));
    const urns = (planned: typeof own): string[] => planned.plan.resources.map(({ urn }) => urn);
    assert.deepEqual(urns(mirrored), urns(own));
    for (const { type, name } of own.plan.resources.filter(({ type: candidate }) => candidate === RELEASE)) {
      const source = ({ inputs }: PlannedResource): PlanValue => ({ ...inputs, values: null });
      assert.deepEqual(source(mirrored.get(type, name)), source(own.get(type, name)));
    }
  });
});

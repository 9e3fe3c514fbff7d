import assert from "node:assert/strict";
import { kubeconfig } from "../../components/cluster/gke/kubeconfig";
import { shortName } from "../../components/cluster/gke/names";
import type { Plan } from "../../engine";
import { gkeConfig, ofType, only, planGke, waitsFor } from "./gke-plan";

const CLUSTER = "gcp:container/cluster:Cluster";
const NODE_POOL = "gcp:container/nodePool:NodePool";

/** What Autopilot's API or provider refuses, or answers with an endless replacement. */
const REFUSED_BY_AUTOPILOT = [
  "addonsConfig",
  "datapathProvider",
  "defaultMaxPodsPerNode",
  "dnsConfig",
  "enableIntranodeVisibility",
  "enableShieldedNodes",
  "initialNodeCount",
  "networkPolicy",
  "nodeConfig",
  "nodePools",
  "nodeVersion",
  "removeDefaultNodePool",
];

function names(plan: Plan): string[] {
  return plan.resources.map(({ urn }) => urn).sort();
}

describe("GKE", () => {
  for (const mode of ["standard", "auto"] as const) {
    describe(mode, () => {
      const full = (environment: "dev" | "prod") =>
        gkeConfig(
          { mode, adminGroups: ["admins@example.com"] },
          { environment, domain: "platform.example.com", certificates: { email: "platform@example.com" } },
        );

      it("has the same resources whether outputs are known or not", async () => {
        const [known, unknown] = await Promise.all([planGke(full("prod")), planGke(full("prod"), { unknowns: true })]);
        assert.deepEqual(names(unknown), names(known));
      });

      it("gives each resource a parent and, where a provider makes it, the stack's own", async () => {
        const plan = await planGke(full("prod"));
        const providers = ofType(plan, "pulumi:providers:gcp");
        assert.equal(providers.length, 1);
        for (const resource of plan.resources) {
          if (resource.type === "pulumi:pulumi:Stack") continue;
          assert.ok(resource.parent, `${resource.name} has no parent`);
          if (resource.type.startsWith("gcp:")) {
            assert.ok(resource.parent.includes("$kiban:"), `${resource.urn} lies outside the target's components`);
            assert.ok(resource.provider?.startsWith(providers[0]?.urn ?? "?"), `${resource.name} has another provider`);
          }
        }
      });

      it("protects cluster, keys and zone in prod, and nothing in dev", async () => {
        const [prod, dev] = await Promise.all([planGke(full("prod")), planGke(full("dev"))]);
        const guarded = prod.resources.filter(({ protect }) => protect).map(({ type }) => type);
        assert.deepEqual(guarded.sort(), [
          CLUSTER,
          "gcp:dns/managedZone:ManagedZone",
          "gcp:kms/cryptoKey:CryptoKey",
          "gcp:kms/cryptoKey:CryptoKey",
          "gcp:kms/keyRing:KeyRing",
        ]);
        assert.equal(only(prod, CLUSTER).inputs.deletionProtection, true);
        assert.equal(dev.resources.filter(({ protect }) => protect).length, 0);
        assert.equal(only(dev, CLUSTER).inputs.deletionProtection, false);
      });

      it("lets the agents use the keys, and nodes reach the internet, before the cluster is made", async () => {
        const plan = await planGke(full("prod"));
        const cluster = only(plan, CLUSTER);
        const grants = ofType(plan, "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember");
        assert.deepEqual(grants.map(({ inputs }) => inputs.member).sort(), [
          "serviceAccount:service-123456789012@compute-system.iam.gserviceaccount.com",
          "serviceAccount:service-123456789012@container-engine-robot.iam.gserviceaccount.com",
        ]);
        for (const first of [
          ...grants,
          ...ofType(plan, "gcp:compute/routerNat:RouterNat"),
          ...ofType(plan, "gcp:projects/service:Service"),
          ...ofType(plan, "gcp:projects/iAMMember:IAMMember").filter(({ name }) => name.startsWith("demo-nodes-")),
        ]) {
          assert.ok(waitsFor(plan, cluster, first), `the cluster does not wait for ${first.name}`);
        }
      });

      it("keeps the kubeconfig secret and its provider the same when the text changes", async () => {
        const plan = await planGke(full("prod"), { use: ({ kubeconfig: secret, endpoint }) => ({ secret, endpoint }) });
        const provider = only(plan, "pulumi:providers:kubernetes");
        assert.deepEqual(provider.secretInputs, ["kubeconfig"]);
        assert.match(String(provider.inputs.clusterIdentifier), /\/locations\/europe-west1\/clusters\/demo$/);
        assert.deepEqual(plan.secretOutputs, ["secret"]);
        assert.match(String(plan.outputs.endpoint), /^https:\/\/gke-[0-9a-f]+-\d+\.europe-west1\.gke\.goog$/);
      });
    });
  }

  it("on Autopilot leaves out all that Autopilot refuses", async () => {
    const plan = await planGke(gkeConfig({ mode: "auto" }, { environment: "prod" }), {
      use: ({ allowsHostAccess }) => ({ allowsHostAccess }),
    });
    const { inputs } = only(plan, CLUSTER);
    assert.equal(inputs.enableAutopilot, true);
    assert.deepEqual(
      REFUSED_BY_AUTOPILOT.filter((key) => key in inputs),
      [],
    );
    assert.equal(ofType(plan, NODE_POOL).length, 0);
    assert.equal(plan.outputs.allowsHostAccess, false);
    assert.equal("managedPrometheus" in Object(inputs.monitoringConfig), false);
  });

  it("never says `enableAutopilot: false`, which the provider refuses", async () => {
    assert.equal("enableAutopilot" in only(await planGke(gkeConfig()), CLUSTER).inputs, false);
  });

  it("ignores what the cloud changes by itself, and only that", async () => {
    const ignored = async (...args: Parameters<typeof gkeConfig>): Promise<readonly string[]> =>
      only(await planGke(gkeConfig(...args)), CLUSTER).ignoreChanges;
    const pool = ["nodeConfig", "initialNodeCount", "nodePools"];
    assert.deepEqual(await ignored(), [...pool, "masterAuthorizedNetworksConfig"]);
    assert.deepEqual(await ignored({ endpoint: { publicCidrs: ["203.0.113.0/24"] } }), pool);
    assert.deepEqual(await ignored({ mode: "auto" }), ["masterAuthorizedNetworksConfig"]);
  });

  it("opens the IP endpoint to the given ranges alone, and closes the DNS endpoint then", async () => {
    const plan = await planGke(gkeConfig({ endpoint: { publicCidrs: ["203.0.113.0/24"] } }), {
      use: ({ connect, endpoint }) => ({ connect, endpoint }),
    });
    const { inputs } = only(plan, CLUSTER);
    assert.deepEqual(inputs.controlPlaneEndpointsConfig, {
      dnsEndpointConfig: { allowExternalTraffic: false },
      ipEndpointsConfig: { enabled: true },
    });
    assert.deepEqual(inputs.masterAuthorizedNetworksConfig, {
      cidrBlocks: [{ cidrBlock: "203.0.113.0/24", displayName: "kiban:cluster.endpoint.publicCidrs" }],
      gcpPublicCidrsAccessEnabled: false,
    });
    assert.equal(plan.outputs.endpoint, "https://203.0.113.10");
    assert.equal(
      plan.outputs.connect,
      "gcloud container clusters get-credentials demo --region europe-west1 --project example-project",
    );
  });

  it("keeps logs for as long as asked, once, and lets GKE ship them where Fluent Bit is off", async () => {
    const plan = await planGke(
      gkeConfig(
        {},
        { addons: { fluentBit: { enabled: false, retentionDays: 14 } }, availability: { logRetentionDays: 90 } },
      ),
    );
    const days = ofType(plan, "gcp:logging/projectBucketConfig:ProjectBucketConfig").map(({ name, inputs }) => [
      name,
      inputs.retentionDays,
    ]);
    assert.deepEqual(Object.fromEntries(days), { "demo-container-logs": 14, "demo-control-plane-logs": 90 });
    for (const name of ["demo-container-logs", "demo-control-plane-logs"]) {
      const sink = only(plan, "gcp:logging/projectSink:ProjectSink", name);
      const exclusion = only(plan, "gcp:logging/projectExclusion:ProjectExclusion", name);
      assert.equal(exclusion.inputs.filter, sink.inputs.filter);
      assert.match(String(sink.inputs.destination), new RegExp(`/buckets/${name}$`));
      assert.ok(exclusion.dependencies.includes(sink.urn));
    }
    const { loggingConfig } = only(plan, CLUSTER).inputs;
    assert.ok((Object(loggingConfig).enableComponents as string[]).includes("WORKLOADS"));
  });

  it("makes administrators of the groups on this cluster alone", async () => {
    const plan = await planGke(gkeConfig({ adminGroups: ["admins@example.com", "sre@example.com"] }));
    const members = ofType(plan, "gcp:projects/iAMMember:IAMMember").filter(({ name }) =>
      name.startsWith("demo-admins"),
    );
    assert.deepEqual(
      members.map(({ inputs }) => `${inputs.member} ${inputs.role}`).sort(),
      ["admins", "sre"].flatMap((group) =>
        ["admin", "clusterViewer"].map((role) => `group:${group}@example.com roles/container.${role}`),
      ),
    );
    for (const { inputs } of members.filter(({ inputs }) => inputs.role === "roles/container.admin")) {
      const { expression } = Object(inputs.condition);
      assert.match(
        expression,
        /^resource\.name == "projects\/example-project\/locations\/europe-west1\/clusters\/demo" \|\| /,
      );
    }
    assert.deepEqual(only(plan, CLUSTER).inputs.authenticatorGroupsConfig, {
      securityGroup: "gke-security-groups@example.com",
    });
    assert.equal("authenticatorGroupsConfig" in only(await planGke(gkeConfig()), CLUSTER).inputs, false);
  });

  it("makes volumes under the stack's key, kept in prod", async () => {
    const policy = async (environment: "dev" | "prod"): Promise<Record<string, unknown>> => {
      const plan = await planGke(gkeConfig({}, { environment }), {
        use: ({ storage }) => ({ name: storage.className }),
      });
      const { inputs } = only(plan, "kubernetes:storage.k8s.io/v1:StorageClass");
      assert.equal(Object(inputs.metadata).name, plan.outputs.name);
      assert.match(String(Object(inputs.parameters)["disk-encryption-kms-key"]), /\/cryptoKeys\/demo-keys-disks-/);
      return inputs;
    };
    assert.equal((await policy("prod")).reclaimPolicy, "Retain");
    assert.equal((await policy("dev")).reclaimPolicy, "Delete");
  });

  it("turns tags into labels of the provider", async () => {
    const plan = await planGke(gkeConfig({}, { tags: { Team: "Platform Team", "cost-centre": "4711" } }));
    assert.deepEqual(JSON.parse(String(only(plan, "pulumi:providers:gcp").inputs.defaultLabels)), {
      team: "platform-team",
      "cost-centre": "4711",
    });
  });

  it("works in the project of the credentials or in the one named", async () => {
    const project = async (account?: string): Promise<unknown> =>
      only(await planGke(gkeConfig({ account })), CLUSTER).inputs.project;
    assert.equal(await project(), "example-project");
    assert.equal(await project("acme-platform"), "acme-platform");
  });

  it("keeps names within the cloud's limits and apart", async () => {
    const name = "a-platform-for-everyone-in-the-company-eu";
    const plan = await planGke(gkeConfig({ name: name.slice(0, 40) }));
    const { accountId } = only(plan, "gcp:serviceaccount/account:Account").inputs;
    assert.ok(String(accountId).length <= 30);
    assert.ok(only(plan, NODE_POOL).name.length <= 32);
    assert.notEqual(shortName(`${name}-1`, 30), shortName(`${name}-2`, 30));
    assert.equal(shortName("demo-nodes", 30), "demo-nodes");
  });

  it("writes kubeconfigs that hold no credential, and a certificate for addresses only", () => {
    const dns = JSON.parse(kubeconfig({ name: "demo", endpoint: "x.gke.goog", certificateAuthority: undefined }));
    assert.deepEqual(dns.clusters, [{ name: "demo", cluster: { server: "https://x.gke.goog" } }]);
    assert.deepEqual(Object.keys(dns.users[0].user), ["exec"]);
    assert.equal(dns.users[0].user.exec.apiVersion, "client.authentication.k8s.io/v1beta1");
    assert.equal(dns.users[0].user.exec.command, "gke-gcloud-auth-plugin");
    assert.equal(dns.users[0].user.exec.provideClusterInfo, true);
    assert.equal(dns["current-context"], "demo");
    const ip = JSON.parse(kubeconfig({ name: "demo", endpoint: "203.0.113.10", certificateAuthority: "Q0E=" }));
    assert.equal(ip.clusters[0].cluster["certificate-authority-data"], "Q0E=");
  });
});

import assert from "node:assert/strict";
import { parse } from "yaml";
import { kubeloginKubeconfig } from "../../components/cluster/aks/kubeconfig";
import { logStoreName, vaultName } from "../../components/cluster/aks/names";
import { SECRET, type Plan } from "../../engine";
import { aksInput, grantAll, ofType, only, planAks, prodInput } from "./aks-plan";

const CLUSTER = "containerservice:ManagedCluster";

/** The graph without what only known outputs tell. */
function outline(plan: Plan): unknown[] {
  return plan.resources.map(({ urn, parent, provider, protect }) => ({
    urn,
    parent,
    provider: provider?.replace(/::[^:]+$/, ""),
    protect,
  }));
}

describe("the AKS target", () => {
  it("registers the same graph with all outputs unknown", async () => {
    for (const input of [aksInput(), prodInput(), aksInput({ mode: "auto" })]) {
      const use = input.environment === "prod" ? grantAll : undefined;
      assert.deepEqual(outline(await planAks(input, { use })), outline(await planAks(input, { unknowns: true, use })));
    }
  });

  it("gives every resource a parent and an explicit provider", async () => {
    const plan = await planAks(prodInput(), { use: grantAll });
    for (const resource of plan.resources.filter(({ type }) => type !== "pulumi:pulumi:Stack")) {
      assert.ok(resource.parent, `${resource.urn} has no parent`);
      if (resource.custom && !resource.type.startsWith("pulumi:providers:")) {
        assert.ok(resource.provider, `${resource.urn} has no provider`);
        assert.doesNotMatch(resource.provider, /::default/, resource.urn);
      }
    }
  });

  it("puts the provider into the configured region and subscription", async () => {
    const account = "12345678-1234-1234-1234-123456789012";
    const plan = await planAks(aksInput({ account }));
    const provider = plan.resources.find(({ type }) => type === "pulumi:providers:azure-native");
    assert.equal(provider?.inputs.location, "westeurope");
    assert.equal(provider?.inputs.subscriptionId, account);
    const [role] = ofType(plan, "authorization:RoleAssignment");
    assert.match(String(role?.inputs.roleDefinitionId), new RegExp(`^/subscriptions/${account}/`));
  });

  it("tags whatever takes tags", async () => {
    const plan = await planAks(prodInput(), { use: grantAll });
    const untagged = new Set([
      "network:Subnet",
      "authorization:RoleAssignment",
      "managedidentity:FederatedIdentityCredential",
      "containerservice:MaintenanceConfiguration",
      "monitor:DiagnosticSetting",
      "kusto:ReadWriteDatabase",
      "kusto:Script",
      "kusto:DatabasePrincipalAssignment",
    ]);
    const azure = plan.resources.filter(({ type }) => type.startsWith("azure-native:"));
    for (const { type, name, inputs } of azure) {
      if (untagged.has(type.replace("azure-native:", ""))) continue;
      assert.deepEqual(inputs.tags, { team: "platform" }, `${type} ${name}`);
    }
  });

  it("protects cluster, key, zone and logs in prod, and nothing in dev", async () => {
    const guarded = (plan: Plan): string[] => [
      ...new Set(plan.resources.filter(({ protect }) => protect).map(({ type }) => type)),
    ];
    assert.deepEqual(guarded(await planAks(prodInput())).sort(), [
      "azure-native:containerservice:ManagedCluster",
      "azure-native:dns:Zone",
      "azure-native:keyvault:Key",
      "azure-native:keyvault:Vault",
      "azure-native:kusto:Cluster",
      "azure-native:kusto:ReadWriteDatabase",
      "azure-native:operationalinsights:Workspace",
      "azure-native:resources:ResourceGroup",
    ]);
    assert.deepEqual(guarded(await planAks(aksInput())), []);
  });

  it("makes the cluster after the roles of its identity and of its administrators", async () => {
    const plan = await planAks(prodInput());
    const { dependencies } = only(plan, CLUSTER);
    for (const name of [
      "demo-node-subnet",
      "demo-api-server-subnet",
      "demo-use-kubelet",
      "demo-use-secrets-key",
      "demo-admin-deployer",
    ]) {
      const { urn } = only(plan, "authorization:RoleAssignment", name);
      assert.ok(dependencies.includes(urn), name);
    }
    for (const subnet of ofType(plan, "network:Subnet")) assert.ok(dependencies.includes(subnet.urn), subnet.name);
  });

  it("hands out a secret kubeconfig that logs in without asking", async () => {
    const plan = await planAks(aksInput(), {
      use: ({ kubeconfig, connect, endpoint }) => ({ kubeconfig, connect, endpoint }),
    });
    assert.equal(plan.outputs.kubeconfig, SECRET);
    assert.ok(plan.secretOutputs.includes("kubeconfig"));
    assert.match(
      String(plan.outputs.connect),
      /^az aks get-credentials .*--resource-group demo --name demo && kubelogin/,
    );
    assert.match(String(plan.outputs.endpoint), /^https:\/\/.*\.private\.westeurope\.azmk8s\.io:443$/);
    const provider = plan.resources.find(({ type }) => type === "pulumi:providers:kubernetes");
    assert.match(String(provider?.inputs.clusterIdentifier), /managedClusters\/demo$/);
  });

  it("upgrades to another version in place", async () => {
    const [old, next] = await Promise.all([
      planAks(aksInput({ version: "1.35" })),
      planAks(aksInput({ version: "1.36" })),
    ]);
    assert.deepEqual(
      old.resources.map(({ urn }) => urn),
      next.resources.map(({ urn }) => urn),
    );
    const { inputs, ignoreChanges } = only(next, CLUSTER);
    assert.equal(inputs.kubernetesVersion, "1.36");
    assert.deepEqual(ignoreChanges, ["agentPoolProfiles[0].count"]);
    const [system] = inputs.agentPoolProfiles as readonly { orchestratorVersion: string }[];
    assert.equal(system?.orchestratorVersion, "1.36");
    const pool = only(next, "containerservice:AgentPool");
    assert.equal(pool.inputs.orchestratorVersion, "1.36");
    assert.equal(pool.inputs.agentPoolName, only(old, "containerservice:AgentPool").inputs.agentPoolName);
  });

  it("lets AKS make the nodes in mode auto, on the Base offer", async () => {
    const plan = await planAks(aksInput({ mode: "auto" }));
    const { inputs, ignoreChanges } = only(plan, CLUSTER);
    assert.deepEqual(inputs.sku, { name: "Base", tier: "Free" });
    assert.deepEqual(inputs.nodeProvisioningProfile, { mode: "Auto", defaultNodePools: "Auto" });
    const [system] = inputs.agentPoolProfiles as readonly Record<string, unknown>[];
    assert.equal(system?.enableAutoScaling, false);
    assert.equal(system?.count, 2);
    assert.deepEqual(ignoreChanges, []);
    assert.equal(ofType(plan, "containerservice:AgentPool").length, 0);
  });

  it("makes no log store without Fluent Bit", async () => {
    const plan = await planAks(aksInput({}, { addons: { fluentBit: { enabled: false } } }));
    assert.deepEqual(
      plan.resources.filter(({ type }) => type.includes(":kusto:")).map(({ name }) => name),
      [],
    );
  });
});

describe("the kubeconfig of an AKS cluster", () => {
  const listed = (document: unknown): string => Buffer.from(JSON.stringify(document)).toString("base64");

  it("keeps server and CA and logs in with kubelogin", () => {
    const cluster = { server: "https://demo:443", "certificate-authority-data": "Y2E=" };
    const made = parse(
      kubeloginKubeconfig(
        listed({
          clusters: [{ name: "demo", cluster }],
          users: [{ name: "u", user: { exec: { args: ["--login", "devicecode"] } } }],
        }),
      ),
    ) as { clusters: unknown; users: [{ user: { exec: { command: string; args: string[] } } }] };
    assert.deepEqual(made.clusters, [{ name: "demo", cluster }]);
    const { exec } = made.users[0].user;
    assert.equal(exec.command, "kubelogin");
    assert.equal(exec.args.join(" "), "get-token --server-id 6dae42f8-4368-4678-94ff-3960e28e3630 --login azurecli");
  });

  it("says when there is no cluster in it", () => {
    assert.throws(() => kubeloginKubeconfig(listed({ clusters: [] })), /holds no cluster/);
  });
});

describe("names that are unique in Azure", () => {
  it("meet the rules of vaults and log stores whatever the cluster's name", () => {
    for (const name of ["a", "kiban-prod", "a--b--c", "eleven-chars-", `a${"-b".repeat(19)}z`]) {
      assert.match(vaultName(name, "0a1b2c3d"), /^(?=.{3,24}$)[a-z](?:-?[a-z0-9])*$/, name);
      assert.match(logStoreName(name, "0a1b2c3d"), /^[a-z][a-z0-9]{3,21}$/, name);
    }
  });
});

import assert from "node:assert/strict";
import type { PlannedResource } from "../../engine";
import { ADMINS, aksInput, ofType, only, planAks, prodInput } from "./aks-plan";

const CLUSTER = "containerservice:ManagedCluster";
const PUBLIC = { endpoint: { publicCidrs: ["203.0.113.0/24"] } };

type Profile = Readonly<Record<string, unknown>>;

async function cluster(input: Parameters<typeof planAks>[0]): Promise<PlannedResource> {
  return only(await planAks(input), CLUSTER);
}

/** The system pool and all others. */
async function pools(input: Parameters<typeof planAks>[0]): Promise<readonly Profile[]> {
  const plan = await planAks(input);
  const [system] = only(plan, CLUSTER).inputs.agentPoolProfiles as readonly Profile[];
  return [system as Profile, ...ofType(plan, "containerservice:AgentPool").map(({ inputs }) => inputs)];
}

describe("AKS rules", () => {
  for (const [environment, input] of [
    ["dev", aksInput({ adminGroups: [ADMINS] })],
    ["prod", prodInput()],
  ] as const) {
    describe(`in ${environment}`, () => {
      it("A01, A03: a private API server without run command", async () => {
        const { inputs } = await cluster(input);
        const profile = inputs.apiServerAccessProfile as Profile;
        assert.equal(profile.enablePrivateCluster, true);
        assert.equal(profile.enablePrivateClusterPublicFQDN, false);
        assert.equal(profile.disableRunCommand, true);
        assert.equal(profile.enableVnetIntegration, true);
        assert.match(String(profile.subnetId), /subnets\/api-server$/);
        assert.equal("authorizedIPRanges" in profile, false);
      });

      it("A04, A05: Entra and Azure RBAC only", async () => {
        const { inputs } = await cluster(input);
        assert.equal(inputs.disableLocalAccounts, true);
        assert.equal(inputs.enableRBAC, true);
        const { managed, enableAzureRBAC, tenantID, adminGroupObjectIDs } = inputs.aadProfile as Profile;
        assert.deepEqual([managed, enableAzureRBAC, adminGroupObjectIDs], [true, true, [ADMINS]]);
        assert.match(String(tenantID), /^[0-9a-f-]{36}$/);
      });

      it("A06: Secrets encrypted with a key of a vault that cannot be purged", async () => {
        const plan = await planAks(input);
        const { azureKeyVaultKms } = only(plan, CLUSTER).inputs.securityProfile as { azureKeyVaultKms: Profile };
        assert.equal(azureKeyVaultKms.enabled, true);
        assert.match(String(azureKeyVaultKms.keyId), /vault\.azure\.net\/keys\/kubernetes-secrets\/[0-9a-f]{32}$/);
        assert.equal(azureKeyVaultKms.keyVaultNetworkAccess, "Public");
        assert.equal("keyVaultResourceId" in azureKeyVaultKms, false);
        const properties = only(plan, "keyvault:Vault").inputs.properties as Profile;
        assert.equal(properties.enableRbacAuthorization, true);
        assert.equal(properties.enablePurgeProtection, true);
        assert.equal(properties.softDeleteRetentionInDays, environment === "prod" ? 90 : 7);
      });

      it("A07: workload identity with an issuer", async () => {
        const { inputs } = await cluster(input);
        assert.deepEqual(inputs.oidcIssuerProfile, { enabled: true });
        assert.deepEqual((inputs.securityProfile as Profile).workloadIdentity, { enabled: true });
      });

      it("A08: Defender with the workspace it needs", async () => {
        const { inputs } = await cluster(input);
        const { defender } = inputs.securityProfile as { defender: Profile };
        assert.deepEqual(defender.securityMonitoring, { enabled: true });
        assert.match(String(defender.logAnalyticsWorkspaceResourceId), /workspaces\/demo$/);
      });

      it("A09: network policies by Cilium, on values that go together", async () => {
        const { inputs } = await cluster(input);
        assert.deepEqual(inputs.networkProfile, {
          networkPlugin: "azure",
          networkPluginMode: "overlay",
          networkDataplane: "cilium",
          networkPolicy: "cilium",
          podCidr: "10.64.0.0/16",
          serviceCidr: "10.96.0.0/20",
          dnsServiceIP: "10.96.0.10",
          loadBalancerSku: "standard",
          outboundType: "userAssignedNATGateway",
        });
      });

      it("A10: patches and node images within weekly windows", async () => {
        const plan = await planAks(input);
        assert.deepEqual(only(plan, CLUSTER).inputs.autoUpgradeProfile, {
          upgradeChannel: "patch",
          nodeOSUpgradeChannel: "NodeImage",
        });
        const windows = ofType(plan, "containerservice:MaintenanceConfiguration").map(({ inputs }) => inputs);
        assert.deepEqual(windows.map(({ configName }) => configName).sort(), [
          "aksManagedAutoUpgradeSchedule",
          "aksManagedNodeOSUpgradeSchedule",
        ]);
        for (const { maintenanceWindow } of windows) {
          assert.ok((maintenanceWindow as { durationHours: number }).durationHours >= 4);
        }
      });

      it("A11: nodes encrypted at the host, without public addresses, with trusted launch", async () => {
        const found = await pools(input);
        assert.equal(found.length, 2);
        for (const pool of found) {
          assert.equal(pool.enableEncryptionAtHost, true);
          assert.equal(pool.enableNodePublicIP, false);
          assert.deepEqual(pool.securityProfile, { enableSecureBoot: true, enableVTPM: true });
        }
      });

      it("A12: the audit log goes to the workspace", async () => {
        const plan = await planAks(input);
        const { inputs } = only(plan, "monitor:DiagnosticSetting");
        assert.match(String(inputs.resourceUri), /managedClusters\/demo$/);
        assert.match(String(inputs.workspaceId), /workspaces\/demo$/);
        const logs = inputs.logs as readonly { category: string; enabled: boolean }[];
        const enabled = logs.filter((log) => log.enabled).map((log) => log.category);
        for (const category of ["kube-audit", "kube-apiserver", "guard"]) assert.ok(enabled.includes(category));
        assert.equal(
          only(plan, "operationalinsights:Workspace").inputs.retentionInDays,
          environment === "prod" ? 365 : 30,
        );
      });
    });
  }

  it("A02: a public API server answers the given ranges and the nodes' own address only", async () => {
    const { inputs } = await cluster(aksInput(PUBLIC));
    const profile = inputs.apiServerAccessProfile as Profile;
    assert.equal(profile.enablePrivateCluster, false);
    assert.equal(profile.disableRunCommand, true);
    assert.deepEqual(profile.authorizedIPRanges, ["203.0.113.0/24", "203.0.113.77/32"]);
  });

  it("pays for a service level agreement outside dev only", async () => {
    assert.deepEqual((await cluster(aksInput())).inputs.sku, { name: "Base", tier: "Free" });
    assert.deepEqual((await cluster(prodInput())).inputs.sku, { name: "Base", tier: "Standard" });
  });

  it("leaves metrics to the platform's own Prometheus", async () => {
    assert.deepEqual((await cluster(aksInput())).inputs.azureMonitorProfile, { metrics: { enabled: false } });
  });
});

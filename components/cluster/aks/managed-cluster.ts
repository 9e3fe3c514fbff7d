import { ManagedCluster } from "@pulumi/azure-native/containerservice";
import type { input } from "@pulumi/azure-native/types";
import * as pulumi from "@pulumi/pulumi";
import type { CloudClusterConfig, Environment, NetworkConfig, NodePoolConfig } from "../../../stacks/config";
import type { ClusterIdentity } from "../../identity/aks/cluster-identity";
import type { Network } from "../../network/aks/network";
import type { AzureContext } from "./context";
import { systemPool } from "./node-pools";
import { dnsServiceAddress } from "./service-address";

export interface ManagedClusterArgs {
  readonly azure: AzureContext;
  readonly environment: Environment;
  readonly cluster: CloudClusterConfig;
  readonly network: NetworkConfig;
  readonly systemPool: NodePoolConfig;
  /** Zones of pools that name none. */
  readonly zones: readonly string[];
  readonly nodes: Network;
  readonly identity: ClusterIdentity;
  /** Key that encrypts Secrets, with version. */
  readonly secretsKeyId: pulumi.Input<string>;
  /** Log Analytics workspace of Microsoft Defender. */
  readonly workspaceId: pulumi.Input<string>;
}

/** Hours between clean-ups of unused images: a week. */
const IMAGE_CLEANER_HOURS = 168;

/** The cluster itself: control plane and system pool. */
export function managedCluster(
  name: string,
  args: ManagedClusterArgs,
  options: pulumi.CustomResourceOptions,
): ManagedCluster {
  const { azure, cluster, identity, environment } = args;
  return new ManagedCluster(
    name,
    {
      resourceName: cluster.name,
      resourceGroupName: azure.resourceGroupName,
      location: azure.location,
      dnsPrefix: cluster.name,
      nodeResourceGroup: `${cluster.name}-nodes`,
      kubernetesVersion: cluster.version,
      sku: { name: "Base", tier: environment === "dev" ? "Free" : "Standard" },
      supportPlan: "KubernetesOfficial",
      identity: { type: "UserAssigned", userAssignedIdentities: [identity.controlPlane.id] },
      identityProfile: { kubeletidentity: kubeletIdentity(identity) },
      enableRBAC: true,
      disableLocalAccounts: true,
      aadProfile: {
        managed: true,
        enableAzureRBAC: true,
        tenantID: azure.tenantId,
        adminGroupObjectIDs: [...cluster.adminGroups],
      },
      apiServerAccessProfile: apiServerAccess(args),
      networkProfile: networkProfile(args.network),
      agentPoolProfiles: [
        systemPool({
          pool: args.systemPool,
          version: cluster.version,
          subnetId: args.nodes.nodeSubnetId,
          zones: args.zones,
          mode: cluster.mode,
          tags: azure.tags,
        }),
      ],
      nodeProvisioningProfile:
        cluster.mode === "auto" ? { mode: "Auto", defaultNodePools: "Auto" } : { mode: "Manual" },
      oidcIssuerProfile: { enabled: true },
      securityProfile: securityProfile(args),
      autoUpgradeProfile: { upgradeChannel: "patch", nodeOSUpgradeChannel: "NodeImage" },
      // The platform brings its own Prometheus.
      azureMonitorProfile: { metrics: { enabled: false } },
      tags: azure.tags,
    },
    {
      ...options,
      // The autoscaler owns the system pool's count after the first deployment.
      ignoreChanges: cluster.mode === "standard" ? ["agentPoolProfiles[0].count"] : [],
      customTimeouts: { create: "60m", update: "120m", delete: "60m" },
    },
  );
}

function kubeletIdentity({ kubelet }: ClusterIdentity): input.containerservice.UserAssignedIdentityArgs {
  return { resourceId: kubelet.id, clientId: kubelet.clientId, objectId: kubelet.principalId };
}

/**
 * Private: reachable from the network only. Public: from the given ranges, and from the cluster's own way out, for
 * workloads that call the API server by its public name; AKS takes no ranges for a private cluster.
 */
function apiServerAccess({
  cluster,
  nodes,
}: ManagedClusterArgs): input.containerservice.ManagedClusterAPIServerAccessProfileArgs {
  const integration = nodes.apiServerSubnetId
    ? { enableVnetIntegration: true, subnetId: nodes.apiServerSubnetId }
    : { enableVnetIntegration: false };
  if (!cluster.endpoint.public) {
    return {
      ...integration,
      enablePrivateCluster: true,
      enablePrivateClusterPublicFQDN: false,
      privateDNSZone: "system",
      disableRunCommand: true,
    };
  }
  const egress = nodes.egressAddress ? [pulumi.interpolate`${nodes.egressAddress}/32`] : [];
  return {
    ...integration,
    enablePrivateCluster: false,
    authorizedIPRanges: [...cluster.endpoint.publicCidrs, ...egress],
    disableRunCommand: true,
  };
}

/** Azure CNI overlay on Cilium. Almost all of it is fixed when the cluster is made; another value replaces the cluster. */
function networkProfile({
  podCidr,
  serviceCidr,
}: NetworkConfig): input.containerservice.ContainerServiceNetworkProfileArgs {
  return {
    networkPlugin: "azure",
    networkPluginMode: "overlay",
    networkDataplane: "cilium",
    networkPolicy: "cilium",
    podCidr,
    serviceCidr,
    dnsServiceIP: dnsServiceAddress(serviceCidr),
    loadBalancerSku: "standard",
    outboundType: "userAssignedNATGateway",
  };
}

function securityProfile({
  secretsKeyId,
  workspaceId,
}: ManagedClusterArgs): input.containerservice.ManagedClusterSecurityProfileArgs {
  return {
    azureKeyVaultKms: { enabled: true, keyId: secretsKeyId, keyVaultNetworkAccess: "Public" },
    defender: { logAnalyticsWorkspaceResourceId: workspaceId, securityMonitoring: { enabled: true } },
    imageCleaner: { enabled: true, intervalHours: IMAGE_CLEANER_HOURS },
    workloadIdentity: { enabled: true },
  };
}

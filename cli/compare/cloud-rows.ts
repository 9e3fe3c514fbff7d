import type { Plan, PlannedResource } from "../../engine/plan";
import { countTypes, join, ofKind, ofType, textAt, valueAt } from "./read";
import type { Row } from "./row";

/** Where each cloud's cluster says what it is. */
const CLUSTERS: Readonly<
  Record<string, { readonly title: string; readonly version: string; auto(cluster: PlannedResource): boolean }>
> = {
  "aws:eks/cluster:Cluster": {
    title: "EKS",
    version: "version",
    auto: ({ inputs }) => valueAt(inputs, "computeConfig.enabled") === true,
  },
  "azure-native:containerservice:ManagedCluster": {
    title: "AKS",
    version: "kubernetesVersion",
    auto: ({ inputs }) =>
      textAt(inputs, "sku.name") === "Automatic" || textAt(inputs, "nodeProvisioningProfile.mode") === "Auto",
  },
  "gcp:container/cluster:Cluster": {
    title: "GKE",
    version: "minMasterVersion",
    auto: ({ inputs }) => inputs["enableAutopilot"] === true,
  },
};

const NODE_TYPES = [
  "aws:eks/nodeGroup:NodeGroup",
  "azure-native:containerservice:AgentPool",
  "gcp:container/nodePool:NodePool",
];

const NETWORK_TYPES = [
  "aws:ec2/vpc:Vpc",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/natGateway:NatGateway",
  "azure-native:network:VirtualNetwork",
  "azure-native:network:Subnet",
  "azure-native:network:NatGateway",
  "gcp:compute/network:Network",
  "gcp:compute/subnetwork:Subnetwork",
  "gcp:compute/routerNat:RouterNat",
];

const IDENTITY_TYPES = [
  "aws:eks/podIdentityAssociation:PodIdentityAssociation",
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
  "azure-native:managedidentity:FederatedIdentityCredential",
];

const ZONE_TYPES = [
  "aws:route53/zone:Zone",
  "azure-native:dns:Zone",
  "azure-native:network:Zone",
  "gcp:dns/managedZone:ManagedZone",
];

const LOG_TYPES = [
  "aws:cloudwatch/logGroup:LogGroup",
  "azure-native:operationalinsights:Workspace",
  "azure-native:kusto:Cluster",
  "azure-native:kusto:ReadWriteDatabase",
  "gcp:logging/projectBucketConfig:ProjectBucketConfig",
];

/** Rows about what the cloud provides, read from the cloud's own resources. */
export const cloudRows: readonly Row[] = [
  { title: "cluster", cell: clusterCell },
  { title: "nodes", cell: nodesCell },
  { title: "network", cell: (plan) => countTypes(ofType(plan, ...NETWORK_TYPES)) || "existing" },
  { title: "NetworkPolicy enforcement", cell: networkPolicyCell },
  { title: "workload identity", cell: identityCell },
  { title: "DNS zone", cell: dnsCell },
  { title: "log store", cell: (plan) => countTypes(ofType(plan, ...LOG_TYPES)) || "none" },
  { title: "people's access", cell: accessCell },
];

function clusterOf(plan: Plan): PlannedResource | undefined {
  return ofType(plan, ...Object.keys(CLUSTERS))[0];
}

function clusterCell(plan: Plan): string {
  const cluster = clusterOf(plan);
  const facts = cluster && CLUSTERS[cluster.type];
  if (cluster === undefined || facts === undefined) return "existing";
  const mode = facts.auto(cluster)
    ? { EKS: "Auto Mode", AKS: "node auto-provisioning", GKE: "Autopilot" }[facts.title]
    : "standard";
  return join([
    `${facts.title} ${mode}`,
    textAt(cluster.inputs, facts.version),
    cluster.protect ? "protected" : undefined,
  ]);
}

function nodesCell(plan: Plan): string {
  const cluster = clusterOf(plan);
  if (cluster === undefined) return "existing";
  // AKS' first pool is part of the cluster itself.
  const inline = valueAt(cluster.inputs, "agentPoolProfiles");
  const inlinePools = Array.isArray(inline) ? inline.map((pool) => `pool ${textAt(pool, "name") ?? "?"}`) : [];
  const pools = ofType(plan, ...NODE_TYPES);
  const spot = pools.filter(({ inputs }) => /"(SPOT|Spot)"|"spot":true/.test(JSON.stringify(inputs))).length;
  const count = pools.length + inlinePools.length;
  if (count === 0) return "made by the cloud";
  return join([`${count} ${count === 1 ? "pool" : "pools"}`, spot > 0 ? `${spot} spot` : undefined]);
}

function networkPolicyCell(plan: Plan): string {
  const cluster = clusterOf(plan);
  if (cluster === undefined) return "whatever is there";
  const vpcCni = ofType(plan, "aws:eks/addon:Addon").find(({ inputs }) => inputs["addonName"] === "vpc-cni");
  const inVpcCni = /"?enableNetworkPolicy"?\s*:\s*"?true/.test(
    JSON.stringify(vpcCni?.inputs ?? {}).replaceAll("\\", ""),
  );
  const dataplane = textAt(cluster.inputs, "datapathProvider");
  const autopilot = cluster.inputs["enableAutopilot"] === true;
  const inAutoMode = ofKind(plan, "ConfigMap").some(
    ({ inputs }) => textAt(inputs, "data.enable-network-policy-controller") === "true",
  );
  return (
    join([
      inVpcCni ? "VPC CNI" : undefined,
      inAutoMode ? "Auto Mode's CNI" : undefined,
      textAt(cluster.inputs, "networkProfile.networkPolicy"),
      dataplane === "ADVANCED_DATAPATH" || autopilot ? "Dataplane V2" : undefined,
    ]) || "the cluster's own"
  );
}

function identityCell(plan: Plan): string {
  const typed = countTypes(ofType(plan, ...IDENTITY_TYPES));
  // A principal that names a ServiceAccount: Workload Identity Federation, which needs no resource of its own.
  const principals = plan.resources.filter(
    ({ inputs }) => textAt(inputs, "member")?.startsWith("principal://") === true,
  );
  return join([typed, principals.length > 0 ? `principal in ${countTypes(principals)}` : undefined]) || "none";
}

function dnsCell(plan: Plan): string {
  const zones = ofType(plan, ...ZONE_TYPES);
  return join(zones.map(({ type, external }) => `${zoneService(type)}${external ? " (there already)" : ""}`)) || "off";
}

function zoneService(type: string): string {
  if (type.startsWith("aws:")) return "Route 53";
  return type.startsWith("gcp:") ? "Cloud DNS" : "Azure DNS";
}

function accessCell(plan: Plan): string {
  const cluster = clusterOf(plan);
  if (cluster === undefined) return "kubeconfig";
  const entries = ofType(plan, "aws:eks/accessEntry:AccessEntry");
  const azureGroups = valueAt(cluster.inputs, "aadProfile.adminGroupObjectIDs");
  const assignments = ofType(plan, "azure-native:authorization:RoleAssignment").filter(
    ({ inputs }) => inputs["principalType"] === "Group",
  );
  const googleMembers = plan.resources.filter(({ inputs }) => textAt(inputs, "member")?.startsWith("group:") === true);
  const googleGroup = textAt(cluster.inputs, "authenticatorGroupsConfig.securityGroup");
  return (
    join([
      entries.length > 0 ? countTypes(entries) : undefined,
      valueAt(cluster.inputs, "aadProfile.enableAzureRBAC") === true ? "Entra with Azure RBAC" : undefined,
      Array.isArray(azureGroups) && azureGroups.length > 0 ? `${azureGroups.length} Entra groups` : undefined,
      assignments.length > 0 ? `${countTypes(assignments)} of groups` : undefined,
      googleMembers.length > 0 ? `Google groups in ${countTypes(googleMembers)}` : undefined,
      googleGroup === undefined ? undefined : `Google groups below ${googleGroup}`,
    ]) || "the cloud's own roles"
  );
}

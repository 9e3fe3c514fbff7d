import type { ClusterArgs } from "@pulumi/gcp/container";
import * as pulumi from "@pulumi/pulumi";
import type { CloudClusterConfig, StackConfig } from "../../../stacks/config";
import { securityGroup } from "./access";
import { CLOUD_PLATFORM_SCOPE } from "./node-pools";
import { nodeTag } from "./names";

/** What the cluster takes from the other components. */
export interface ClusterParts {
  readonly projectId: pulumi.Input<string>;
  readonly network: pulumi.Input<string>;
  readonly subnetwork: pulumi.Input<string>;
  readonly podRange: string;
  readonly serviceRange: string;
  readonly nodeCidr: pulumi.Input<string>;
  readonly controlPlaneCidr: string | undefined;
  readonly secretsKey: pulumi.Input<string>;
  readonly disksKey: pulumi.Input<string>;
  readonly nodeServiceAccount: pulumi.Input<string>;
  /** Zones of the nodes; undefined: the three that GKE picks. */
  readonly zones: pulumi.Input<string[]> | undefined;
}

/** The arguments of the cluster. GKE refuses much of a standard cluster's on Autopilot, so each mode adds its own. */
export function clusterArgs(config: StackConfig, cluster: CloudClusterConfig, parts: ClusterParts): ClusterArgs {
  return {
    ...commonArgs(config, cluster, parts),
    ...endpointArgs(cluster, parts),
    ...(cluster.mode === "auto" ? autopilotArgs(cluster, parts) : standardArgs(parts)),
  };
}

function commonArgs(config: StackConfig, cluster: CloudClusterConfig, parts: ClusterParts): ClusterArgs {
  const group = securityGroup(cluster.adminGroups);
  return {
    // Given, so that a replacement deletes first and is stopped by `protect`: with a generated name, GKE would run a
    // second cluster beside the first.
    name: cluster.name,
    project: parts.projectId,
    location: cluster.region,
    minMasterVersion: cluster.version,
    releaseChannel: { channel: "REGULAR" },
    deletionProtection: config.availability.protect,
    network: parts.network,
    subnetwork: parts.subnetwork,
    networkingMode: "VPC_NATIVE",
    ipAllocationPolicy: {
      clusterSecondaryRangeName: parts.podRange,
      servicesSecondaryRangeName: parts.serviceRange,
    },
    databaseEncryption: { state: "ENCRYPTED", keyName: parts.secretsKey },
    workloadIdentityConfig: { workloadPool: pulumi.interpolate`${parts.projectId}.svc.id.goog` },
    masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
    enableLegacyAbac: false,
    enableKubernetesAlpha: false,
    authenticatorGroupsConfig: group === undefined ? undefined : { securityGroup: group },
    binaryAuthorization: { evaluationMode: "PROJECT_SINGLETON_POLICY_ENFORCE" },
    securityPostureConfig: { mode: "BASIC", vulnerabilityMode: "VULNERABILITY_DISABLED" },
    costManagementConfig: { enabled: true },
    // Envoy Gateway brings the Gateway API's CRDs; GKE would overwrite them with its own, older ones.
    gatewayApiConfig: { channel: "CHANNEL_DISABLED" },
    loggingConfig: {
      enableComponents: [
        "SYSTEM_COMPONENTS",
        "APISERVER",
        "SCHEDULER",
        "CONTROLLER_MANAGER",
        // Fluent Bit ships containers' logs where it is on; both would ship them twice.
        ...(config.addons.fluentBit.enabled ? [] : ["WORKLOADS"]),
      ],
    },
    maintenancePolicy: {
      // Nights of the weekend, 64 hours in 32 days; GKE wants 48. Times in UTC, or every plan shows a difference.
      recurringWindow: {
        startTime: "2026-01-03T00:00:00Z",
        endTime: "2026-01-03T08:00:00Z",
        recurrence: "FREQ=WEEKLY;BYDAY=SA,SU",
      },
    },
  };
}

/**
 * Private: the DNS endpoint alone, guarded by IAM, with the IP endpoints off. Public: the IP endpoint for the given
 * ranges, with the DNS endpoint closed to outsiders, since it would not ask for the range.
 */
function endpointArgs(cluster: CloudClusterConfig, parts: ClusterParts): ClusterArgs {
  const isPublic = cluster.endpoint.public;
  const ranges = isPublic
    ? cluster.endpoint.publicCidrs.map((cidrBlock) => ({
        cidrBlock,
        displayName: "kiban:cluster.endpoint.publicCidrs",
      }))
    : [{ cidrBlock: parts.nodeCidr, displayName: "Nodes" }];
  return {
    privateClusterConfig: {
      enablePrivateNodes: true,
      enablePrivateEndpoint: !isPublic,
      masterIpv4CidrBlock: parts.controlPlaneCidr,
    },
    controlPlaneEndpointsConfig: {
      dnsEndpointConfig: { allowExternalTraffic: !isPublic },
      ipEndpointsConfig: { enabled: isPublic },
    },
    masterAuthorizedNetworksConfig: { cidrBlocks: ranges, gcpPublicCidrsAccessEnabled: false },
  };
}

function standardArgs(parts: ClusterParts): ClusterArgs {
  return {
    // The default pool is made and removed at once; the pools of the config stand beside the cluster, not in it.
    removeDefaultNodePool: true,
    initialNodeCount: 1,
    nodeConfig: { serviceAccount: parts.nodeServiceAccount, diskSizeGb: 30, diskType: "pd-standard" },
    nodeLocations: parts.zones,
    nodePoolDefaults: { nodeConfigDefaults: { insecureKubeletReadonlyPortEnabled: "FALSE" } },
    datapathProvider: "ADVANCED_DATAPATH",
    enableShieldedNodes: true,
    enableIntranodeVisibility: true,
    monitoringConfig: { enableComponents: ["SYSTEM_COMPONENTS"], managedPrometheus: { enabled: false } },
    addonsConfig: {
      gcePersistentDiskCsiDriverConfig: { enabled: true },
      // On Autopilot too; a later change would recreate all nodes.
      dnsCacheConfig: { enabled: true },
      // Also makes the passthrough load balancers of Services.
      httpLoadBalancing: { disabled: false },
      horizontalPodAutoscaling: { disabled: false },
    },
  };
}

/** Nodes are Google's: what may be said of them is whose account they have and which key encrypts their disks. */
function autopilotArgs(cluster: CloudClusterConfig, parts: ClusterParts): ClusterArgs {
  return {
    enableAutopilot: true,
    clusterAutoscaling: {
      autoProvisioningDefaults: {
        serviceAccount: parts.nodeServiceAccount,
        oauthScopes: [CLOUD_PLATFORM_SCOPE],
        bootDiskKmsKey: parts.disksKey,
      },
    },
    nodePoolAutoConfig: {
      networkTags: { tags: [nodeTag(cluster.name)] },
      nodeKubeletConfig: { insecureKubeletReadonlyPortEnabled: "FALSE" },
    },
    // Managed Prometheus cannot be turned off on Autopilot; it costs nothing until something asks it to scrape.
    monitoringConfig: { enableComponents: ["SYSTEM_COMPONENTS"] },
  };
}

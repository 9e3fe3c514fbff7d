import { Cluster, type NodePool } from "@pulumi/gcp/container";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { CloudClusterConfig, StackConfig } from "../../../stacks/config";
import type { GkeNetwork } from "../../network/gke";
import { AdminAccess } from "./access";
import { clusterArgs } from "./cluster-args";
import { GkeKeys } from "./keys";
import { apiEndpoint, clusterKubeconfig } from "./kubeconfig";
import { toLabels } from "./labels";
import { clusterLogs, LogArchive } from "./logs";
import { NodeIdentity } from "./node-identity";
import { nodePool } from "./node-pools";
import type { GoogleProject } from "./project";
import { encryptedStorageClass } from "./storage";
import { nodeZones, zoneCount } from "./zones";

export interface GkeClusterArgs {
  readonly config: StackConfig;
  readonly cluster: CloudClusterConfig;
  readonly project: GoogleProject;
  readonly network: GkeNetwork;
}

/** A GKE cluster, standard or Autopilot, with its keys, nodes, administrators, logs and storage class. */
export class GkeCluster extends pulumi.ComponentResource {
  /** The cluster itself, without its nodes. */
  readonly gke: Cluster;
  readonly clusterName: pulumi.Output<string>;
  readonly endpoint: pulumi.Output<string>;
  /** Secret. */
  readonly kubeconfig: pulumi.Output<string>;
  readonly kubernetes: kubernetes.Provider;
  readonly storageClass: kubernetes.storage.v1.StorageClass;
  /** Nodes and people's access. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: GkeClusterArgs, opts: pulumi.ComponentResourceOptions) {
    super("kiban:cluster:GkeCluster", name, {}, opts);
    const { config, cluster, project } = args;
    const { protect } = config.availability;
    const keys = new GkeKeys(`${name}-keys`, { project, region: cluster.region, protect }, { parent: this });
    const nodes = new NodeIdentity(
      `${name}-nodes`,
      { clusterName: cluster.name, project: project.projectId },
      { parent: this },
    );
    this.archiveLogs(name, args);
    this.gke = this.createCluster(name, args, keys, nodes);
    const pools = this.createPools(args, keys, nodes);
    const access = this.grantAccess(name, args);

    this.clusterName = this.gke.name;
    this.endpoint = pulumi.interpolate`https://${apiEndpoint(this.gke, cluster.endpoint.public)}`;
    this.kubeconfig = clusterKubeconfig(cluster.name, this.gke, cluster.endpoint.public);
    this.kubernetes = new kubernetes.Provider(
      name,
      // The identifier keeps a change of the kubeconfig's text from replacing every object in the cluster.
      { kubeconfig: this.kubeconfig, clusterIdentifier: this.gke.selfLink },
      { parent: this },
    );
    this.storageClass = encryptedStorageClass(
      `${name}-storage`,
      { key: keys.disks, retain: protect },
      { parent: this, provider: this.kubernetes },
    );
    this.ready = [this.gke, ...pools, ...access];
    this.registerOutputs({ clusterName: this.clusterName, endpoint: this.endpoint, kubeconfig: this.kubeconfig });
  }

  private createCluster(name: string, args: GkeClusterArgs, keys: GkeKeys, nodes: NodeIdentity): Cluster {
    const { config, cluster, project, network } = args;
    const parts = {
      projectId: project.projectId,
      network: network.network,
      subnetwork: network.subnetwork,
      podRange: network.podRange,
      serviceRange: network.serviceRange,
      nodeCidr: network.nodeCidr,
      controlPlaneCidr: network.controlPlaneCidr,
      secretsKey: keys.secrets.id,
      disksKey: keys.disks.id,
      nodeServiceAccount: nodes.email,
      zones: nodeZones(config.network.zones, cluster.region, { parent: this }),
    };
    return new Cluster(name, clusterArgs(config, cluster, parts), {
      parent: this,
      protect: config.availability.protect,
      ignoreChanges: ignoredChanges(cluster),
      // Nodes without a way out or without their roles never register.
      dependsOn: [keys.secrets.ready, keys.disks.ready, nodes, ...network.ready],
    });
  }

  private createPools(args: GkeClusterArgs, keys: GkeKeys, nodes: NodeIdentity): NodePool[] {
    const { config, cluster, project } = args;
    return cluster.nodePools.map((pool) =>
      nodePool(
        pool,
        {
          clusterName: cluster.name,
          cluster: this.gke,
          project: project.projectId,
          region: cluster.region,
          serviceAccount: nodes.email,
          disksKey: keys.disks.id,
          zoneCount: zoneCount(config.network.zones),
          resourceLabels: toLabels(config.tags),
        },
        { parent: this },
      ),
    );
  }

  private grantAccess(name: string, { cluster, project }: GkeClusterArgs): AdminAccess[] {
    if (cluster.adminGroups.length === 0) {
      return [];
    }
    const { adminGroups: groups, region, name: clusterName } = cluster;
    const args = { groups, region, clusterName, project: project.projectId };
    return [new AdminAccess(`${name}-admins`, args, { parent: this })];
  }

  private archiveLogs(name: string, { config, cluster, project }: GkeClusterArgs): void {
    const archive = (purpose: string, type: Parameters<typeof clusterLogs>[0], retentionDays: number): LogArchive =>
      new LogArchive(
        `${name}-${purpose}`,
        {
          project: project.projectId,
          region: cluster.region,
          filter: clusterLogs(type, cluster.name, cluster.region),
          retentionDays,
        },
        { parent: this },
      );
    archive("container-logs", "k8s_container", config.addons.fluentBit.retentionDays);
    archive("control-plane-logs", "k8s_control_plane_component", config.availability.logRetentionDays);
  }
}

/**
 * Properties that the cloud changes behind the program's back; without this list every `up` would replace or update
 * the cluster.
 *
 * - `nodeConfig`, `initialNodeCount`, `nodePools`: those of the default pool, gone once the cluster is there.
 * - `masterAuthorizedNetworksConfig`: with the IP endpoints off, GKE keeps no ranges and reports an empty list.
 */
function ignoredChanges({ mode, endpoint }: CloudClusterConfig): string[] {
  return [
    ...(mode === "auto" ? [] : ["nodeConfig", "initialNodeCount", "nodePools"]),
    ...(endpoint.public ? [] : ["masterAuthorizedNetworksConfig"]),
  ];
}

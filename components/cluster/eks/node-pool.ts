import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import { NodeGroup } from "@pulumi/aws/eks/nodeGroup";
import * as pulumi from "@pulumi/pulumi";
import type { NodePoolConfig, TaintEffect } from "../../../stacks/config";
import type { Network } from "../../network/eks/network";
import { architecture, type Architecture } from "./machine-types";

/**
 * Bottlerocket: its root file system is read-only and verified at boot, SELinux enforces, and there is no shell, SSH
 * or package manager to attack; an update swaps the image, which is what a managed node group does anyway.
 */
const AMI_TYPES: Readonly<Record<Architecture, string>> = {
  arm64: "BOTTLEROCKET_ARM_64",
  x86_64: "BOTTLEROCKET_x86_64",
};

const TAINT_EFFECTS: Readonly<Record<TaintEffect, string>> = {
  NoSchedule: "NO_SCHEDULE",
  PreferNoSchedule: "PREFER_NO_SCHEDULE",
  NoExecute: "NO_EXECUTE",
};

export interface NodePoolArgs {
  readonly pool: NodePoolConfig;
  readonly clusterName: pulumi.Output<string>;
  /** Kubernetes minor version, the cluster's own. */
  readonly version: string;
  readonly network: Network;
  readonly nodeRoleArn: pulumi.Input<string>;
  /** Encrypts the nodes' disks. */
  readonly keyArn: pulumi.Input<string>;
  /** Tags of instances, volumes and network interfaces, which the provider's default tags do not reach. */
  readonly tags: Readonly<Record<string, string>>;
  /** The role's permissions and the add-ons without which a node cannot become ready. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * A managed node group with a launch template of its own. Neither has a fixed name, so that a change which needs
 * another group makes the new one before it drains the old.
 */
export class NodePool extends pulumi.ComponentResource {
  constructor(name: string, args: NodePoolArgs, options: pulumi.ComponentResourceOptions) {
    super("kiban:cluster:NodePool", name, {}, options);
    const { pool } = args;
    const template = launchTemplate(name, args, this);
    new NodeGroup(
      name,
      {
        clusterName: args.clusterName,
        version: args.version,
        nodeRoleArn: args.nodeRoleArn,
        subnetIds: args.network.nodeSubnetIds(pool.zones),
        amiType: AMI_TYPES[architecture(pool.sizes[0] ?? "")],
        instanceTypes: [...pool.sizes],
        capacityType: pool.spot ? "SPOT" : "ON_DEMAND",
        scalingConfig: { minSize: pool.min, maxSize: pool.max, desiredSize: pool.min },
        launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
        updateConfig: { maxUnavailablePercentage: 33 },
        nodeRepairConfig: { enabled: true },
        labels: { ...pool.labels },
        taints: pool.taints.map(({ key, value, effect }) => ({ key, value, effect: TAINT_EFFECTS[effect] })),
        tags: { Name: name },
      },
      // The number of nodes belongs to whoever scales the group after its creation.
      { parent: this, dependsOn: [...args.after], ignoreChanges: ["scalingConfig.desiredSize"] },
    );
    this.registerOutputs();
  }
}

/** Tagged by hand: what an instance makes at its start carries only the template's own tags. */
const TAGGED = ["instance", "volume", "network-interface"];

function launchTemplate(name: string, args: NodePoolArgs, parent: pulumi.Resource): LaunchTemplate {
  const encrypted = { encrypted: "true", kmsKeyId: args.keyArn, volumeType: "gp3", deleteOnTermination: "true" };
  return new LaunchTemplate(
    name,
    {
      description: `Nodes of ${name}`,
      // Rule E06: tokens are required, and one hop does not lead from a pod to the node's credentials.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        // Bottlerocket's two disks: the system, as large as its image, and the data that containers use.
        { deviceName: "/dev/xvda", ebs: encrypted },
        { deviceName: "/dev/xvdb", ebs: { ...encrypted, volumeSize: args.pool.diskSizeGiB } },
      ],
      tagSpecifications: TAGGED.map((resourceType) => ({ resourceType, tags: { ...args.tags, Name: name } })),
      updateDefaultVersion: true,
      tags: { Name: name },
    },
    { parent },
  );
}

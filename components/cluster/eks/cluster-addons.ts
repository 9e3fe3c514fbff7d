import * as pulumi from "@pulumi/pulumi";
import type { Trust } from "../../identity/eks/trust";
import type { CloudClusterConfig } from "../../../stacks/config";
import { EksAddon, type EksAddonArgs } from "./addon";

/** What the add-ons of one cluster share. */
export interface AddonContext {
  readonly config: CloudClusterConfig;
  readonly clusterName: pulumi.Output<string>;
  readonly partition: pulumi.Input<string>;
  readonly trust: Trust;
  /** Encrypts volumes. */
  readonly keyArn: pulumi.Output<string>;
  readonly parent: pulumi.Resource;
}

/**
 * Add-ons without which a node cannot become ready, so they come before the nodes. They run on the host's network and
 * are daemons, which are active with no node at all.
 */
export function addonsBeforeNodes(context: AddonContext): readonly EksAddon[] {
  const agent = context.trust.kind === "pod-identity" ? [addon(context, "eks-pod-identity-agent", {})] : [];
  return [
    ...agent,
    addon(context, "vpc-cni", {
      after: agent,
      // The add-on's schema wants text, and refuses environment variables that it does not know.
      configuration: { enableNetworkPolicy: "true", env: { ENABLE_PREFIX_DELEGATION: "true" } },
      identity: {
        serviceAccount: "aws-node",
        trust: context.trust,
        managedPolicies: { AmazonEKS_CNI_Policy: managedPolicy(context, "AmazonEKS_CNI_Policy") },
        statements: [],
      },
    }),
    addon(context, "kube-proxy", {}),
    // Tells node repair about failing kernels, disks and networks.
    addon(context, "eks-node-monitoring-agent", {}),
  ];
}

/** Add-ons whose pods need a node: EKS would wait for them in vain without one. */
export function addonsAfterNodes(
  context: AddonContext,
  nodes: readonly pulumi.Resource[],
): { readonly all: readonly EksAddon[]; readonly storageDriver: EksAddon } {
  const storageDriver = addon(context, "aws-ebs-csi-driver", {
    after: nodes,
    identity: {
      serviceAccount: "ebs-csi-controller-sa",
      trust: context.trust,
      managedPolicies: {
        AmazonEBSCSIDriverPolicyV2: managedPolicy(context, "service-role/AmazonEBSCSIDriverPolicyV2"),
      },
      statements: [
        {
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext"],
          Resource: context.keyArn,
        },
        {
          Effect: "Allow",
          Action: ["kms:CreateGrant"],
          Resource: context.keyArn,
          Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
        },
      ],
    },
  });
  const all = [addon(context, "coredns", { after: nodes }), storageDriver, snapshotController(context, nodes)];
  return { all, storageDriver };
}

/** Volume snapshots with their custom resource definitions; EKS Auto Mode lacks it too. */
export function snapshotController(context: AddonContext, nodes: readonly pulumi.Resource[]): EksAddon {
  return addon(context, "snapshot-controller", { after: nodes });
}

function addon(
  context: AddonContext,
  name: string,
  args: Partial<Pick<EksAddonArgs, "configuration" | "identity" | "after">>,
): EksAddon {
  const { config, clusterName, parent } = context;
  return new EksAddon(
    `${config.name}-${name}`,
    { addon: name, clusterName, region: config.region, version: config.version, after: [], ...args },
    { parent },
  );
}

function managedPolicy(context: AddonContext, policy: string): pulumi.Output<string> {
  return pulumi.interpolate`arn:${context.partition}:iam::aws:policy/${policy}`;
}

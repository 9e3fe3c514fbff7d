import { Role } from "@pulumi/aws/iam/role";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment";
import * as pulumi from "@pulumi/pulumi";
import { serviceTrust } from "../../identity/eks/policy-document";

/** What a node itself needs: to join the cluster and to pull images. Pods, the network plugin too, have their own roles. */
const POLICIES = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"] as const;

/** The nodes' IAM role, one for all pools. */
export class NodeRole extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, partition: pulumi.Input<string>, options: pulumi.ComponentResourceOptions) {
    super("kiban:cluster:NodeRole", name, {}, options);
    const role = new Role(
      `${name}-node`,
      {
        namePrefix: `${name.slice(0, 32)}-node-`,
        description: `For the nodes of the EKS cluster ${name}`,
        assumeRolePolicy: serviceTrust("ec2.amazonaws.com", ["sts:AssumeRole"]),
      },
      { parent: this },
    );
    this.arn = role.arn;
    this.ready = POLICIES.map(
      (policy) =>
        new RolePolicyAttachment(
          `${name}-node-${policy}`,
          { role: role.name, policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${policy}` },
          { parent: this },
        ),
    );
    this.registerOutputs({ arn: this.arn });
  }
}

import { AccessEntry } from "@pulumi/aws/eks/accessEntry";
import { AccessPolicyAssociation } from "@pulumi/aws/eks/accessPolicyAssociation";
import * as pulumi from "@pulumi/pulumi";

export interface AdministratorArgs {
  readonly clusterName: pulumi.Input<string>;
  /** IAM role or user. */
  readonly principalArn: pulumi.Input<string>;
  readonly partition: pulumi.Input<string>;
  /** Leaves the entry with the principal that it was made for. */
  readonly keepPrincipal: boolean;
}

/** Makes an IAM principal an administrator of the whole cluster; the result stands for the access being there. */
export function administrator(name: string, args: AdministratorArgs, parent: pulumi.Resource): AccessPolicyAssociation {
  const own = { parent, ignoreChanges: args.keepPrincipal ? ["principalArn"] : [] };
  const entry = new AccessEntry(
    name,
    { clusterName: args.clusterName, principalArn: args.principalArn, type: "STANDARD" },
    own,
  );
  return new AccessPolicyAssociation(
    name,
    {
      clusterName: args.clusterName,
      principalArn: entry.principalArn,
      policyArn: pulumi.interpolate`arn:${args.partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`,
      accessScope: { type: "cluster" },
    },
    own,
  );
}

/** `role/aws-reserved/sso/Admins` of an ARN as part of a resource's name. */
export function principalName(arn: string): string {
  return arn.slice(arn.lastIndexOf(":") + 1).replaceAll("/", "-");
}

/**
 * The deployer's ARN, with a warning where it is named as an administrator too: EKS takes one entry for a principal, and
 * who deploys is known too late to leave out the other.
 */
export function warnOfSecondEntry(
  deployerArn: pulumi.Output<string>,
  administrators: readonly string[],
  cluster: pulumi.Resource,
): pulumi.Output<string> {
  return deployerArn.apply((arn) => {
    if (administrators.includes(arn)) {
      pulumi.log.warn(
        `${arn} runs this program and is in cluster.adminGroups too; who makes the cluster is an administrator anyway, ` +
          "so if the first `pulumi up` fails with ResourceInUseException, remove it there",
        cluster,
      );
    }
    return arn;
  });
}

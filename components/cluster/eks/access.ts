import { AccessEntry } from "@pulumi/aws/eks/accessEntry";
import { AccessPolicyAssociation } from "@pulumi/aws/eks/accessPolicyAssociation";
import * as pulumi from "@pulumi/pulumi";

export interface AdministratorArgs {
  readonly clusterName: pulumi.Input<string>;
  /** IAM role or user. */
  readonly principalArn: pulumi.Input<string>;
  readonly partition: pulumi.Input<string>;
}

/** Makes an IAM principal an administrator of the whole cluster; the result stands for the access being there. */
export function administrator(name: string, args: AdministratorArgs, parent: pulumi.Resource): AccessPolicyAssociation {
  const entry = new AccessEntry(
    name,
    { clusterName: args.clusterName, principalArn: args.principalArn, type: "STANDARD" },
    { parent },
  );
  return new AccessPolicyAssociation(
    name,
    {
      clusterName: args.clusterName,
      principalArn: entry.principalArn,
      policyArn: pulumi.interpolate`arn:${args.partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`,
      accessScope: { type: "cluster" },
    },
    { parent },
  );
}

/** `role/aws-reserved/sso/Admins` of an ARN as part of a resource's name. */
export function principalName(arn: string): string {
  return arn.slice(arn.lastIndexOf(":") + 1).replaceAll("/", "-");
}

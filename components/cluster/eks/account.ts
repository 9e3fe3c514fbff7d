import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import { getSessionContextOutput } from "@pulumi/aws/iam/getSessionContext";
import type * as pulumi from "@pulumi/pulumi";

/** The AWS account of the credentials in use. */
export interface Account {
  /** Twelve digits. */
  readonly id: pulumi.Output<string>;
  /** `aws`, `aws-us-gov`. */
  readonly partition: pulumi.Output<string>;
  /**
   * IAM role or user that runs the program. For an assumed role it is the role with its path, never the session, which
   * EKS refuses as a principal.
   */
  readonly deployerArn: pulumi.Output<string>;
}

export function lookUpAccount(options: pulumi.InvokeOutputOptions): Account {
  const caller = getCallerIdentityOutput({}, options);
  return {
    id: caller.apply(({ accountId }) => accountId),
    partition: getPartitionOutput({}, options).apply(({ partition }) => partition),
    deployerArn: getSessionContextOutput({ arn: caller.apply(({ arn }) => arn) }, options).apply(
      ({ issuerArn }) => issuerArn,
    ),
  };
}

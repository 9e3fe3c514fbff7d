import * as pulumi from "@pulumi/pulumi";

/** A statement of an IAM policy, in IAM's own spelling. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow";
  readonly Principal?: Readonly<Record<string, pulumi.Input<string>>>;
  readonly Action: readonly string[];
  /** Absent in a role's trust policy. */
  readonly Resource?: pulumi.Input<string> | readonly pulumi.Input<string>[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, pulumi.Input<string> | readonly string[]>>>>;
}

/** An IAM policy document as JSON. */
export function policyDocument(statements: readonly Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}

/** A trust policy for an AWS service. */
export function serviceTrust(service: string, actions: readonly string[]): pulumi.Output<string> {
  return policyDocument([{ Effect: "Allow", Principal: { Service: service }, Action: actions }]);
}

import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { FlowLog } from "@pulumi/aws/ec2/flowLog";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, serviceTrust } from "../../identity/eks/policy-document";

export interface FlowLogsArgs {
  readonly vpcId: pulumi.Input<string>;
  /** Name of the CloudWatch log group. */
  readonly logGroup: string;
  /** A number of days that CloudWatch Logs accepts. */
  readonly retentionDays: number;
  readonly keyArn: pulumi.Input<string>;
}

/** Accepted and rejected flows of a VPC, kept in an encrypted CloudWatch log group. */
export class FlowLogs extends pulumi.ComponentResource {
  constructor(name: string, args: FlowLogsArgs, options: pulumi.ComponentResourceOptions) {
    super("kiban:network:FlowLogs", name, {}, options);
    const own = { parent: this };
    const group = new LogGroup(
      `${name}-flow-logs`,
      { name: args.logGroup, retentionInDays: args.retentionDays, kmsKeyId: args.keyArn },
      own,
    );
    const role = new Role(
      `${name}-flow-logs`,
      {
        namePrefix: `${name.slice(0, 27)}-flow-logs-`,
        description: "Lets VPC flow logs write to their log group",
        assumeRolePolicy: serviceTrust("vpc-flow-logs.amazonaws.com", ["sts:AssumeRole"]),
      },
      own,
    );
    const policy = new RolePolicy(
      `${name}-flow-logs`,
      {
        role: role.name,
        policy: policyDocument([
          {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
            Resource: [group.arn, pulumi.interpolate`${group.arn}:*`],
          },
          { Effect: "Allow", Action: ["logs:DescribeLogGroups"], Resource: "*" },
        ]),
      },
      own,
    );
    new FlowLog(
      `${name}-flow-logs`,
      {
        vpcId: args.vpcId,
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: group.arn,
        iamRoleArn: role.arn,
        tags: { Name: name },
      },
      { ...own, dependsOn: [policy] },
    );
    this.registerOutputs();
  }
}

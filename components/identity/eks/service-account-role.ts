import { Policy } from "@pulumi/aws/iam/policy";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment";
import * as pulumi from "@pulumi/pulumi";
import type { ServiceAccount } from "../contract";
import { policyDocument, type Statement } from "./policy-document";
import type { Trust } from "./trust";

/** IAM's limit for the prefix of a role's name; IAM's limit for the whole is 64. */
const LONGEST_PREFIX = 38;

export interface ServiceAccountRoleArgs {
  readonly serviceAccount: ServiceAccount;
  readonly trust: Trust;
  /** What the role may do, as one policy of its own. */
  readonly statements: readonly Statement[];
  /** ARNs of AWS' managed policies, by a short name. */
  readonly managedPolicies: Readonly<Record<string, pulumi.Input<string>>>;
}

/** An IAM role for one ServiceAccount. */
export class ServiceAccountRole extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** What must exist before the role is of use. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: ServiceAccountRoleArgs, options: pulumi.ComponentResourceOptions) {
    super("kiban:identity:ServiceAccountRole", name, {}, options);
    const own = { parent: this };
    const account = `${args.serviceAccount.namespace}/${args.serviceAccount.name}`;
    const role = new Role(
      name,
      {
        namePrefix: `${name.slice(0, LONGEST_PREFIX - 1)}-`,
        description: `For the Kubernetes ServiceAccount ${account}`,
        assumeRolePolicy: args.trust.policy(args.serviceAccount),
      },
      own,
    );
    const attach = (policy: string, policyArn: pulumi.Input<string>): RolePolicyAttachment =>
      new RolePolicyAttachment(`${name}-${policy}`, { role: role.name, policyArn }, own);
    const attachments = Object.entries(args.managedPolicies).map(([policy, arn]) => attach(policy, arn));
    if (args.statements.length > 0) {
      const policy = new Policy(
        name,
        {
          description: `Permissions of the Kubernetes ServiceAccount ${account}`,
          policy: policyDocument(args.statements),
        },
        own,
      );
      attachments.push(attach("own", policy.arn));
    }
    this.arn = role.arn;
    this.ready = attachments;
    this.registerOutputs({ arn: this.arn });
  }
}

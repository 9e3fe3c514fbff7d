import { createHash } from "node:crypto";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "./inputs";

/** What a service role is made from. */
export interface ServiceRoleArgs {
  readonly service: string;
  readonly description?: string;
  /** Names of AWS managed policies. */
  readonly policies: readonly string[];
  /** Partition of the account, such as `aws`. */
  readonly partition: pulumi.Output<string>;
  readonly tags: Tags;
  /** @default sts:AssumeRole alone */
  readonly assumeRoleActions?: readonly string[];
}

/** An IAM role for a service of AWS, with managed policies. */
export class ServiceRole extends pulumi.ComponentResource {
  /** The role itself. */
  readonly role: Role;
  /** The role once all policies are attached. */
  readonly attachedRole: pulumi.Output<Role>;

  constructor(name: string, args: ServiceRoleArgs, parent: pulumi.Resource) {
    const policies = args.policies.map((policy) => ({
      id: `arn:aws:iam::aws:policy/${policy}`,
      arn: pulumi.interpolate`arn:${args.partition}:iam::aws:policy/${policy}`,
    }));
    const { service, description, tags, assumeRoleActions } = args;
    super(
      "eks:index:ServiceRole",
      name,
      { service, description, managedPolicyArns: policies, tags, assumeRoleActions },
      { parent },
    );
    this.role = new Role(
      `${name}-role`,
      { description, assumeRolePolicy: trust(service, assumeRoleActions ?? ["sts:AssumeRole"]), tags },
      { parent: this },
    );
    const attachments = policies.map(
      ({ id, arn }) =>
        new RolePolicyAttachment(`${name}-${shortHash(id)}`, { policyArn: arn, role: this.role }, { parent: this }),
    );
    this.attachedRole = pulumi.all([this.role.arn, ...attachments.map(({ id }) => id)]).apply(() => this.role);
    this.registerOutputs({ resolvedRole: this.attachedRole, directRole: this.role });
  }
}

function trust(service: string, actions: readonly string[]): string {
  const statement = { Action: actions, Effect: "Allow", Principal: { Service: [service] } };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

function shortHash(text: string): string {
  return createHash("sha1").update(text).digest("hex").slice(0, 8);
}

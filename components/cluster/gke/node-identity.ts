import { IAMMember } from "@pulumi/gcp/projects";
import { Account } from "@pulumi/gcp/serviceaccount";
import * as pulumi from "@pulumi/pulumi";
import { shortName } from "./names";

/** Longest id of a Google service account. */
const MOST = 30;

/** Write logs and metrics, and pull images: all that a node itself does (CIS GKE 5.1.3, 5.2.1). */
const ROLES = {
  node: "roles/container.defaultNodeServiceAccount",
  images: "roles/artifactregistry.reader",
} as const;

export interface NodeIdentityArgs {
  readonly clusterName: string;
  readonly project: pulumi.Input<string>;
}

/** The nodes' own service account, in place of Compute Engine's default one with its editor role. */
export class NodeIdentity extends pulumi.ComponentResource {
  readonly email: pulumi.Output<string>;

  constructor(name: string, args: NodeIdentityArgs, opts: pulumi.ComponentResourceOptions) {
    super("kiban:cluster:NodeIdentity", name, {}, opts);
    const account = new Account(
      name,
      {
        accountId: shortName(`${args.clusterName}-nodes`, MOST),
        displayName: `Nodes of GKE cluster ${args.clusterName}`,
        project: args.project,
      },
      { parent: this },
    );
    for (const [purpose, role] of Object.entries(ROLES)) {
      new IAMMember(`${name}-${purpose}`, { project: args.project, role, member: account.member }, { parent: this });
    }
    this.email = account.email;
    this.registerOutputs({ email: this.email });
  }
}

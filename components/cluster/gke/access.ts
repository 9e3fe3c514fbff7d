import { IAMMember } from "@pulumi/gcp/projects";
import * as pulumi from "@pulumi/pulumi";

/** The one group whose members GKE asks about in RBAC; its name is fixed, its domain is the organization's. */
export const SECURITY_GROUP = "gke-security-groups";

export interface AdminAccessArgs {
  /** Google group addresses. */
  readonly groups: readonly string[];
  readonly project: pulumi.Input<string>;
  readonly region: string;
  readonly clusterName: string;
}

/**
 * Administrators by IAM rather than by a binding to `cluster-admin` in the cluster (CIS 4.1.1): `container.admin` on
 * this cluster alone, and `container.clusterViewer` to find it in the project. IAM and RBAC are OR-ed, so nothing is
 * needed inside the cluster. Resource name: https://docs.cloud.google.com/iam/docs/conditions-resource-attributes
 */
export class AdminAccess extends pulumi.ComponentResource {
  constructor(name: string, args: AdminAccessArgs, opts: pulumi.ComponentResourceOptions) {
    super("kiban:cluster:AdminAccess", name, {}, opts);
    const { project, region, clusterName } = args;
    const resource = pulumi.interpolate`projects/${project}/locations/${region}/clusters/${clusterName}`;
    for (const group of args.groups) {
      const member = `group:${group}`;
      const child = `${name}-${group.replace(/[^A-Za-z0-9-]/g, "-")}`;
      new IAMMember(
        child,
        {
          project,
          role: "roles/container.admin",
          member,
          condition: {
            title: `Cluster ${clusterName} only`,
            expression: pulumi.interpolate`resource.name == "${resource}" || resource.name.startsWith("${resource}/")`,
          },
        },
        { parent: this },
      );
      new IAMMember(`${child}-viewer`, { project, role: "roles/container.clusterViewer", member }, { parent: this });
    }
    this.registerOutputs({});
  }
}

/** The security group of the groups' domain; undefined without groups. */
export function securityGroup(groups: readonly string[]): string | undefined {
  const domain = groups[0]?.split("@")[1];
  return domain === undefined ? undefined : `${SECURITY_GROUP}@${domain}`;
}

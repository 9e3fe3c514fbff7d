import { DnsManagedZoneIamMember } from "@pulumi/gcp/dns";
import { IAMCustomRole, IAMMember } from "@pulumi/gcp/projects";
import * as pulumi from "@pulumi/pulumi";
import type { Grant, Identity, Permission, ServiceAccount } from "../contract";

export interface GkeIdentityArgs {
  readonly projectId: pulumi.Input<string>;
  readonly projectNumber: pulumi.Input<string>;
  /** Name of the stack's managed zone in Cloud DNS; undefined without a domain. */
  readonly managedZone: pulumi.Output<string> | undefined;
  /** The cluster: it makes the project's identity pool, before which a grant fails (`Identity Pool does not exist`). */
  readonly cluster: pulumi.Resource;
}

/**
 * What records of a zone take, and no more: `roles/dns.admin` on the zone would allow deleting the zone itself.
 * ExternalDNS and cert-manager call the same four methods (list record sets; create and get changes).
 */
const RECORD_EDITOR_PERMISSIONS = [
  "dns.changes.create",
  "dns.changes.get",
  "dns.changes.list",
  "dns.managedZones.get",
  "dns.resourceRecordSets.create",
  "dns.resourceRecordSets.delete",
  "dns.resourceRecordSets.get",
  "dns.resourceRecordSets.list",
  "dns.resourceRecordSets.update",
];

/**
 * Workload Identity Federation for GKE with direct principals: a Kubernetes ServiceAccount is itself a principal of
 * IAM, so there is no Google service account, no key and no annotation that could disagree with the grant.
 */
export class GkeIdentity extends pulumi.ComponentResource implements Identity {
  readonly #name: string;
  readonly #args: GkeIdentityArgs;
  readonly #recordEditor: IAMCustomRole | undefined;

  constructor(name: string, args: GkeIdentityArgs, opts: pulumi.ComponentResourceOptions) {
    super("kiban:identity:GkeIdentity", name, {}, opts);
    this.#name = name;
    this.#args = args;
    this.#recordEditor =
      args.managedZone &&
      new IAMCustomRole(
        `${name}-records`,
        {
          title: `${name} DNS record editor`,
          description: "Records of one Cloud DNS zone, for ExternalDNS and cert-manager",
          project: args.projectId,
          permissions: RECORD_EDITOR_PERMISSIONS,
        },
        { parent: this },
      );
    this.registerOutputs({});
  }

  grant(serviceAccount: ServiceAccount, permissions: readonly Permission[]): Grant {
    const name = `${this.#name}-${serviceAccount.namespace}-${serviceAccount.name}`;
    const { projectId, projectNumber } = this.#args;
    const principal = pulumi.interpolate`principal://iam.googleapis.com/projects/${projectNumber}/locations/global/workloadIdentityPools/${projectId}.svc.id.goog/subject/ns/${serviceAccount.namespace}/sa/${serviceAccount.name}`;
    return {
      identity: principal,
      serviceAccountAnnotations: {},
      podLabels: {},
      ready: permissions.flatMap((permission) => this.#members(name, principal, permission)),
    };
  }

  #members(name: string, member: pulumi.Output<string>, permission: Permission): pulumi.Resource[] {
    switch (permission) {
      case "dns-records":
        // ExternalDNS finds its zone in the list of all, which only a grant on the project allows.
        return [
          this.#zoneMember(`${name}-records`, member),
          this.#projectMember(`${name}-zones`, member, "roles/dns.reader"),
        ];
      case "dns-challenges":
        return [this.#zoneMember(`${name}-challenges`, member)];
      case "logs-write":
        return [this.#projectMember(`${name}-logs`, member, "roles/logging.logWriter")];
      case "load-balancers":
        // GKE's own controller makes the load balancers.
        return [];
    }
  }

  #zoneMember(name: string, member: pulumi.Output<string>): pulumi.Resource {
    if (this.#args.managedZone === undefined || this.#recordEditor === undefined) {
      throw new Error(`${name}: there is no DNS zone to grant access to; set kiban:domain`);
    }
    return new DnsManagedZoneIamMember(
      name,
      { managedZone: this.#args.managedZone, project: this.#args.projectId, role: this.#recordEditor.name, member },
      { parent: this, dependsOn: [this.#args.cluster] },
    );
  }

  #projectMember(name: string, member: pulumi.Output<string>, role: string): pulumi.Resource {
    return new IAMMember(
      name,
      { project: this.#args.projectId, role, member },
      { parent: this, dependsOn: [this.#args.cluster] },
    );
  }
}

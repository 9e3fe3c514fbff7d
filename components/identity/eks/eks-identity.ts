import { PodIdentityAssociation } from "@pulumi/aws/eks/podIdentityAssociation";
import * as pulumi from "@pulumi/pulumi";
import type { Grant, Identity, Permission, ServiceAccount } from "../contract";
import { statementsFor, type PermissionScope } from "./permissions";
import { ServiceAccountRole } from "./service-account-role";
import { podIdentityTrust, serviceAccountTokenTrust, type Trust } from "./trust";

export interface EksIdentityArgs extends PermissionScope {
  readonly kind: "pod-identity" | "irsa";
  readonly clusterArn: pulumi.Input<string>;
  /** URL of the cluster's token issuer; used by `irsa`. */
  readonly issuerUrl: pulumi.Output<string>;
  /** The cluster's name as an output of the cluster, so that associations come after it and go before it. */
  readonly cluster: pulumi.Output<string>;
}

/** IAM roles for the cluster's ServiceAccounts, by EKS Pod Identity or by IAM roles for service accounts. */
export class EksIdentity extends pulumi.ComponentResource implements Identity {
  readonly trust: Trust;

  constructor(
    private readonly name: string,
    private readonly args: EksIdentityArgs,
    options: pulumi.ComponentResourceOptions,
  ) {
    super("kiban:identity:EksIdentity", name, {}, options);
    this.trust =
      args.kind === "irsa"
        ? serviceAccountTokenTrust(name, args.issuerUrl, { parent: this })
        : podIdentityTrust(args.clusterArn);
    this.registerOutputs();
  }

  grant(serviceAccount: ServiceAccount, permissions: readonly Permission[]): Grant {
    const role = new ServiceAccountRole(
      `${this.name}-${serviceAccount.namespace}-${serviceAccount.name}`,
      {
        serviceAccount,
        trust: this.trust,
        statements: permissions.flatMap((permission) => statementsFor(permission, this.args)),
        managedPolicies: {},
      },
      { parent: this },
    );
    return {
      identity: role.arn,
      serviceAccountAnnotations: this.trust.kind === "irsa" ? { "eks.amazonaws.com/role-arn": role.arn } : {},
      podLabels: {},
      ready: this.trust.kind === "irsa" ? role.ready : [...role.ready, this.associate(serviceAccount, role)],
    };
  }

  private associate(serviceAccount: ServiceAccount, role: ServiceAccountRole): PodIdentityAssociation {
    return new PodIdentityAssociation(
      `${this.name}-${serviceAccount.namespace}-${serviceAccount.name}`,
      {
        clusterName: this.args.cluster,
        namespace: serviceAccount.namespace,
        serviceAccount: serviceAccount.name,
        roleArn: role.arn,
      },
      { parent: role },
    );
  }
}

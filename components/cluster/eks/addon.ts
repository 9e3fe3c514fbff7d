import { Addon } from "@pulumi/aws/eks/addon";
import { getAddonVersionOutput } from "@pulumi/aws/eks/getAddonVersion";
import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../../identity/eks/policy-document";
import { ServiceAccountRole } from "../../identity/eks/service-account-role";
import type { Trust } from "../../identity/eks/trust";

/** An add-on that EKS itself keeps in the cluster. */
export interface EksAddonArgs {
  /** EKS' own name of the add-on, such as `vpc-cni`. */
  readonly addon: string;
  readonly clusterName: pulumi.Output<string>;
  readonly region: string;
  /** Kubernetes minor version of the cluster. */
  readonly version: string;
  /** Settings in the add-on's own schema. */
  readonly configuration?: Readonly<Record<string, unknown>>;
  /** The AWS permissions of the add-on's ServiceAccount in `kube-system`. */
  readonly identity?: {
    readonly serviceAccount: string;
    readonly trust: Trust;
    readonly managedPolicies: Readonly<Record<string, pulumi.Input<string>>>;
    readonly statements: readonly Statement[];
  };
  /** What the add-on needs to be there: nodes to run on, or the Pod Identity agent. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * An EKS add-on with its role. The version is EKS' default for the cluster's Kubernetes version: AWS tests the defaults
 * together and moves them rarely, where the newest version can change between two runs of the same program.
 */
export class EksAddon extends pulumi.ComponentResource {
  constructor(name: string, args: EksAddonArgs, options: pulumi.ComponentResourceOptions) {
    super("kiban:cluster:EksAddon", name, {}, options);
    const defaultVersion = getAddonVersionOutput(
      { addonName: args.addon, kubernetesVersion: args.version, mostRecent: false, region: args.region },
      { parent: this },
    );
    const role = args.identity && new ServiceAccountRole(name, serviceAccountRole(args.identity), { parent: this });
    new Addon(
      name,
      {
        clusterName: args.clusterName,
        addonName: args.addon,
        addonVersion: defaultVersion.apply(({ version }) => version),
        ...(args.configuration && { configurationValues: JSON.stringify(args.configuration) }),
        ...(args.identity && role && roleBinding(args.identity, role)),
        resolveConflictsOnCreate: "OVERWRITE",
        resolveConflictsOnUpdate: "OVERWRITE",
      },
      { parent: this, dependsOn: [...args.after, ...(role?.ready ?? [])] },
    );
    this.registerOutputs();
  }
}

type AddonIdentity = NonNullable<EksAddonArgs["identity"]>;

function serviceAccountRole(identity: AddonIdentity): ConstructorParameters<typeof ServiceAccountRole>[1] {
  const { serviceAccount, trust, managedPolicies, statements } = identity;
  return { serviceAccount: { namespace: "kube-system", name: serviceAccount }, trust, managedPolicies, statements };
}

/** The add-on makes its own association; a second one for the same ServiceAccount would be refused. */
function roleBinding(
  identity: AddonIdentity,
  role: ServiceAccountRole,
):
  | { serviceAccountRoleArn: pulumi.Output<string> }
  | { podIdentityAssociations: [{ roleArn: pulumi.Output<string>; serviceAccount: string }] } {
  return identity.trust.kind === "irsa"
    ? { serviceAccountRoleArn: role.arn }
    : { podIdentityAssociations: [{ roleArn: role.arn, serviceAccount: identity.serviceAccount }] };
}

import * as pulumi from "@pulumi/pulumi";
import { refuseUnknownInputs, type Tags } from "./inputs";

export const CLUSTER_TYPE = "eks:index:Cluster";

/** Options of one of the cluster's own add-ons. */
export interface ClusterAddonOptions {
  readonly enabled?: boolean;
  readonly version?: pulumi.Input<string>;
  readonly resolveConflictsOnCreate?: pulumi.Input<string>;
  readonly resolveConflictsOnUpdate?: pulumi.Input<string>;
  readonly configurationValues?: pulumi.Input<object>;
}

/** An IAM principal that may use the cluster. */
export interface AccessEntryOptions extends pulumi.Inputs {
  readonly principalArn: pulumi.Input<string>;
  readonly username?: pulumi.Input<string>;
  readonly accessPolicies?: Readonly<Record<string, pulumi.Input<pulumi.Inputs>>>;
}

/** The options of `eks.Cluster` that the model knows, as its plugin receives them. */
export interface ClusterOptions extends pulumi.Inputs {
  readonly name?: pulumi.Input<string>;
  readonly vpcId: pulumi.Input<string>;
  readonly tags: Tags;
  readonly accessEntries?: Readonly<Record<string, AccessEntryOptions>>;
  readonly autoMode?: {
    readonly enabled: boolean;
    readonly createNodeRole?: boolean;
    readonly computeConfig?: pulumi.Inputs;
  };
  readonly kubeProxyAddonOptions?: ClusterAddonOptions;
  readonly corednsAddonOptions?: ClusterAddonOptions;
}

const KNOWN = new Set([
  "accessEntries",
  "authenticationMode",
  "autoMode",
  "bootstrapSelfManagedAddons",
  "clusterSecurityGroupTags",
  "clusterTags",
  "corednsAddonOptions",
  "createInstanceRole",
  "createOidcProvider",
  "deletionProtection",
  "enabledClusterLogTypes",
  "encryptionConfigKeyArn",
  "endpointPrivateAccess",
  "endpointPublicAccess",
  "ipFamily",
  "kubeProxyAddonOptions",
  "kubernetesServiceIpAddressRange",
  "name",
  "nodeAssociatePublicIpAddress",
  "nodeSecurityGroupTags",
  "privateSubnetIds",
  "providerCredentialOpts",
  "publicAccessCidrs",
  "publicSubnetIds",
  "serviceRole",
  "skipDefaultNodeGroup",
  "skipDefaultSecurityGroups",
  "subnetIds",
  "tags",
  "upgradePolicy",
  "useDefaultVpcCni",
  "version",
  "vpcCniOptions",
  "vpcId",
]);

/** Options that decide which resources there are, so that an output cannot stand for them. */
const PLAIN = [
  "accessEntries",
  "autoMode",
  "kubeProxyAddonOptions",
  "corednsAddonOptions",
  "vpcCniOptions",
  "skipDefaultNodeGroup",
];

/** Checks the inputs of a cluster. @throws Error for what the component or the model refuses */
export function clusterOptions(inputs: pulumi.Inputs): ClusterOptions {
  refuseUnknownInputs(CLUSTER_TYPE, inputs, KNOWN);
  for (const key of PLAIN) {
    if (pulumi.Output.isInstance(inputs[key])) {
      throw new Error(`'${key}' of ${CLUSTER_TYPE} must be known when the program starts, not an output`);
    }
  }
  refuse(inputs["vpcId"] === undefined, "without 'vpcId'", "pass the VPC");
  refuse(
    inputs["createOidcProvider"] === true,
    "'createOidcProvider'",
    "make an aws.iam.OpenIdConnectProvider instead",
  );
  refuse(
    inputs["authenticationMode"] !== "API",
    "an authentication mode other than API",
    'set `authenticationMode: "API"`',
  );
  refuse(
    inputs["skipDefaultNodeGroup"] !== true && inputs["autoMode"]?.enabled !== true,
    "the default node group",
    "set `skipDefaultNodeGroup: true` and make a node group",
  );
  if (inputs["publicAccessCidrs"] !== undefined && inputs["endpointPublicAccess"] === false) {
    throw new Error("`publicAccessCidrs` can only be set when `endpointPublicAccess` is true");
  }
  if (inputs["subnetIds"] !== undefined && (inputs["publicSubnetIds"] ?? inputs["privateSubnetIds"]) !== undefined) {
    throw new Error("`subnetIds` and `publicSubnetIds` or `privateSubnetIds` are mutually exclusive");
  }
  return inputs as ClusterOptions;
}

function refuse(condition: boolean, what: string, remedy: string): void {
  if (condition) {
    throw new Error(`A plan without the eks plugin does not know ${what} of ${CLUSTER_TYPE}: ${remedy}`);
  }
}

/** Cluster subnets: those named as such, or the public and then the private ones. */
export function clusterSubnets(options: ClusterOptions): pulumi.Output<string[]> {
  const given: pulumi.Input<string[]> | undefined = options["subnetIds"];
  if (given !== undefined) {
    return pulumi.output(given);
  }
  const publicIds: pulumi.Input<string[]> = options["publicSubnetIds"] ?? [];
  const privateIds: pulumi.Input<string[]> = options["privateSubnetIds"] ?? [];
  return pulumi.all([publicIds, privateIds]).apply(([open, closed]) => [...open, ...closed]);
}

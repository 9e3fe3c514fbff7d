// Registers the class of `eksCluster`, which the component gives as a reference: without it the reference stays a URN.
import "@pulumi/aws/eks";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { Cluster, type ClusterArgs } from "@pulumi/eks/cluster";
import { Provider as KubernetesProvider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import type { CloudClusterConfig } from "../../../stacks/config";
import type { Network } from "../../network/eks/network";
import { administrator, principalName, warnOfSecondEntry } from "./access";
import type { Account } from "./account";
import { kubeconfig } from "./kubeconfig";
import { logGroupName } from "./log-groups";

export interface ControlPlaneArgs {
  readonly config: CloudClusterConfig;
  readonly serviceCidr: string;
  readonly account: Account;
  readonly network: Network;
  readonly keyArn: pulumi.Output<string>;
  /** Days to keep the control plane's logs. */
  readonly logRetentionDays: number;
  readonly protect: boolean;
}

/** The cluster without its nodes: control plane, its logs, and who may use it. */
export class ControlPlane extends pulumi.ComponentResource {
  /** An output of the cluster itself: what uses it comes after the cluster and is destroyed before it. */
  readonly clusterName: pulumi.Output<string>;
  readonly endpoint: pulumi.Output<string>;
  /** URL of the issuer of ServiceAccount tokens. */
  readonly issuerUrl: pulumi.Output<string>;
  /** Secret. */
  readonly kubeconfig: pulumi.Output<string>;
  readonly kubernetes: KubernetesProvider;
  /** Administrators' access. */
  readonly access: readonly pulumi.Resource[];

  constructor(name: string, args: ControlPlaneArgs, options: pulumi.ComponentResourceOptions) {
    super("kiban:cluster:ControlPlane", name, {}, options);
    const logs = new LogGroup(
      `${name}-control-plane-logs`,
      {
        name: logGroupName(name, "controlPlane"),
        retentionInDays: args.logRetentionDays,
        kmsKeyId: args.keyArn,
      },
      // EKS writes on while the cluster goes; audit logs that must be kept outlive it anyway.
      { parent: this, retainOnDelete: args.protect },
    );
    const cluster = new Cluster(name, clusterArgs(args), {
      parent: this,
      protect: args.protect,
      dependsOn: [...args.network.ready, logs],
      transforms: [withoutCreatorAdministrator],
    });
    this.clusterName = cluster.eksCluster.name;
    this.endpoint = cluster.eksCluster.endpoint;
    this.issuerUrl = cluster.oidcProviderUrl;

    const [deployer, ...others] = this.administrators(name, args);
    this.access = [deployer, ...others];
    const { region } = args.config;
    this.kubeconfig = kubeconfig({
      clusterName: name,
      region,
      endpoint: this.endpoint,
      certificateAuthority: cluster.eksCluster.certificateAuthority.data,
    });
    this.kubernetes = new KubernetesProvider(
      `${name}-kubernetes`,
      // Without a fixed identifier a change of the cluster would preview as a replacement of every object in it.
      { kubeconfig: this.kubeconfig, clusterIdentifier: `eks/${region}/${name}` },
      { parent: this, dependsOn: [deployer] },
    );
    if (!args.config.endpoint.public) {
      pulumi.log.info(PRIVATE_ENDPOINT, this);
    }
    this.registerOutputs({ endpoint: this.endpoint });
  }

  /**
   * Who made the cluster stays an administrator when someone else deploys later, who must then be one by
   * configuration; else each change of hands would take the access away from the one before.
   */
  private administrators(
    name: string,
    { account, config }: ControlPlaneArgs,
  ): [deployer: pulumi.Resource, ...others: pulumi.Resource[]] {
    const common = { clusterName: this.clusterName, partition: account.partition };
    const deployerArn = warnOfSecondEntry(account.deployerArn, config.adminGroups, this);
    return [
      administrator(`${name}-deployer`, { ...common, principalArn: deployerArn, keepPrincipal: true }, this),
      ...config.adminGroups.map((arn) =>
        administrator(
          `${name}-admin-${principalName(arn)}`,
          { ...common, principalArn: arn, keepPrincipal: false },
          this,
        ),
      ),
    ];
  }
}

const PRIVATE_ENDPOINT =
  "the API server is reachable from inside the network only: run `pulumi up` where TCP 443 to it is open " +
  "(a runner in the VPC, a VPN or a peered network), else everything above the cluster fails as unreachable";

/** Every kind of log that a control plane writes (CIS EKS 2.1.1 asks for the first three). */
const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

function clusterArgs({ config, serviceCidr, network, keyArn, protect }: ControlPlaneArgs): ClusterArgs {
  return {
    name: config.name,
    version: config.version,
    vpcId: network.vpcId,
    privateSubnetIds: network.controlPlaneSubnetIds,
    kubernetesServiceIpAddressRange: serviceCidr,
    authenticationMode: "API",
    endpointPrivateAccess: config.endpoint.private,
    endpointPublicAccess: config.endpoint.public,
    ...(config.endpoint.public && { publicAccessCidrs: [...config.endpoint.publicCidrs] }),
    enabledClusterLogTypes: LOG_TYPES,
    encryptionConfigKeyArn: keyArn,
    deletionProtection: protect,
    // Extended support costs six times as much; a version that leaves standard support is upgraded instead.
    upgradePolicy: { supportType: "STANDARD" },
    // The component refuses an explicit AWS provider without these; they only shape a kubeconfig that nothing uses.
    providerCredentialOpts: {},
    skipDefaultNodeGroup: true,
    // Nodes use the group that EKS makes; a second one with the cluster's tag would confuse the load balancer controller.
    skipDefaultSecurityGroups: true,
    createInstanceRole: false,
    // The component would wait for CoreDNS before there are nodes to run it.
    corednsAddonOptions: { enabled: false },
    ...(config.mode === "auto" ? AUTO_MODE : OWN_ADDONS),
  };
}

const AUTO_MODE: Partial<ClusterArgs> = {
  autoMode: {
    enabled: true,
    createNodeRole: true,
    computeConfig: { nodePools: ["general-purpose", "system"] },
  },
};

/** Networking add-ons come from `cluster-addons.ts`; the component would make them a second time. */
const OWN_ADDONS: Partial<ClusterArgs> = {
  bootstrapSelfManagedAddons: false,
  useDefaultVpcCni: true,
  kubeProxyAddonOptions: { enabled: false },
};

/**
 * Takes away the administrator's access that the component gives the creator for good (pulumi-eks#2373); the deployer
 * has an access entry of its own, which can be seen and withdrawn (CIS EKS 4.1.7).
 */
function withoutCreatorAdministrator(args: pulumi.ResourceTransformArgs): pulumi.ResourceTransformResult | undefined {
  if (args.type !== "aws:eks/cluster:Cluster") return undefined;
  return {
    props: {
      ...args.props,
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
    },
    opts: args.opts,
  };
}

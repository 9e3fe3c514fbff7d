import { getPartitionOutput } from "@pulumi/aws/getPartition";
import type { AccessEntry } from "@pulumi/aws/eks/accessEntry";
import { Addon } from "@pulumi/aws/eks/addon";
import { Cluster as ControlPlane, type ClusterArgs } from "@pulumi/aws/eks/cluster";
import { InstanceProfile } from "@pulumi/aws/iam/instanceProfile";
import type { Role } from "@pulumi/aws/iam/role";
import * as kubernetes from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import type { ConstructedComponent } from "../model";
import { accessEntries } from "./access-entries";
import {
  type AccessEntryOptions,
  CLUSTER_TYPE,
  clusterOptions,
  clusterSubnets,
  type ClusterAddonOptions,
  type ClusterOptions,
} from "./cluster-options";
import { addonConfiguration } from "./inputs";
import { clusterOutputs, kubeconfigs } from "./cluster-outputs";
import { clusterSecurityGroup, nodeSecurityGroup } from "./security-groups";
import { ServiceRole } from "./service-role";
import { latestVersion, VpcCniAddon } from "./vpc-cni-addon";

const CLUSTER_POLICIES = ["AmazonEKSClusterPolicy"];
const AUTO_MODE_POLICIES = [
  "AmazonEKSComputePolicy",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
];
const AUTO_NODE_POLICIES = ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"];
const NODE_POLICIES = ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryReadOnly"];

/** `eks.Cluster` without what `clusterOptions` refuses. */
class Cluster extends pulumi.ComponentResource {
  readonly state: pulumi.Inputs;

  constructor(
    private readonly clusterName: string,
    inputs: pulumi.Inputs,
    resourceOptions: pulumi.ComponentResourceOptions,
  ) {
    const options = clusterOptions(inputs);
    super(CLUSTER_TYPE, clusterName, inputs, resourceOptions);
    this.state = this.children(options, options.autoMode?.enabled === true);
    this.registerOutputs(this.state);
  }

  private children(options: ClusterOptions, autoMode: boolean): pulumi.Inputs {
    const name = this.clusterName;
    const { partition } = getPartitionOutput({}, { parent: this });
    const role = (suffix: string, service: string, policies: readonly string[]): ServiceRole =>
      new ServiceRole(`${name}-${suffix}`, { service, policies, partition, tags: options.tags }, this);
    const serviceRole =
      options["serviceRole"] === undefined ? this.serviceRole(options, autoMode, partition) : undefined;
    const ownGroups = !(options["skipDefaultSecurityGroups"] ?? autoMode);
    const controlGroup = ownGroups ? clusterSecurityGroup(name, options, this) : undefined;
    const makesNodeRole = autoMode && options.autoMode?.createNodeRole !== false;
    const nodeRole = makesNodeRole ? role("nodeRole", "ec2.amazonaws.com", AUTO_NODE_POLICIES) : undefined;
    const roleArn = serviceRole?.role.arn ?? pulumi.output(options["serviceRole"]).apply((given) => given.arn);
    const cluster = this.controlPlane(options, {
      roleArn,
      securityGroupIds: controlGroup === undefined ? undefined : [controlGroup.id],
      computeConfig: autoMode ? computeConfig(options, nodeRole) : undefined,
      dependsOn: [serviceRole, nodeRole].flatMap((made) => (made === undefined ? [] : [made.attachedRole])),
    });
    if (options.kubeProxyAddonOptions?.enabled ?? !autoMode) {
      this.addon("kube-proxy", cluster, options, options.kubeProxyAddonOptions);
    }
    const configs = kubeconfigs(cluster, options);
    const provider = new kubernetes.Provider(`${name}-eks-k8s`, { kubeconfig: configs.own }, { parent: this });
    const makesInstanceRole = options["createInstanceRole"] ?? options["skipDefaultNodeGroup"] !== true;
    const instanceRole = makesInstanceRole
      ? role("instanceRole", "ec2.amazonaws.com", NODE_POLICIES).attachedRole
      : undefined;
    if (instanceRole !== undefined) {
      new InstanceProfile(`${name}-instanceProfile`, { role: instanceRole }, { parent: this });
    }
    const nodes: Record<string, AccessEntryOptions> =
      instanceRole === undefined
        ? {}
        : { defaultNodeGroupInstanceRole: { principalArn: instanceRole.arn, type: "EC2_LINUX" } };
    const allowed = { ...nodes, ...options.accessEntries };
    const entries = accessEntries(name, cluster, allowed, this);
    const vpcCni =
      (options["useDefaultVpcCni"] ?? autoMode) ? undefined : this.vpcCni(options, cluster, entries, provider);
    if (installsCoreDns(options, autoMode)) {
      this.addon("coredns", cluster, options, options.corednsAddonOptions);
    }
    const nodeGroup =
      controlGroup === undefined ? undefined : nodeSecurityGroup(name, options, cluster, controlGroup, this);
    const clusterIamRole = options["serviceRole"] ?? serviceRole?.role;
    const autoModeNodeRoleName = nodeRole?.role.name ?? "";
    const instanceRoles = instanceRole === undefined ? [] : [instanceRole];
    const core = {
      cluster,
      vpcId: options.vpcId,
      subnetIds: clusterSubnets(options),
      publicSubnetIds: options["publicSubnetIds"],
      privateSubnetIds: options["privateSubnetIds"],
      endpoint: cluster.endpoint,
      clusterSecurityGroup: controlGroup,
      provider,
      instanceRoles,
      kubeconfig: configs.shared,
      vpcCni,
      tags: options.tags,
      nodeSecurityGroupTags: options["nodeSecurityGroupTags"],
      clusterIamRole,
      accessEntries: Object.values(allowed),
      autoModeNodeRoleName,
    };
    return clusterOutputs(core, nodeGroup);
  }

  private serviceRole(options: ClusterOptions, autoMode: boolean, partition: pulumi.Output<string>): ServiceRole {
    return new ServiceRole(
      `${this.clusterName}-eksRole`,
      {
        service: "eks.amazonaws.com",
        description: "Allows EKS to manage clusters on your behalf.",
        policies: autoMode ? [...CLUSTER_POLICIES, ...AUTO_MODE_POLICIES] : CLUSTER_POLICIES,
        partition,
        tags: options.tags,
        assumeRoleActions: ["sts:AssumeRole", "sts:TagSession"],
      },
      this,
    );
  }

  private controlPlane(options: ClusterOptions, parts: ControlPlaneParts): ControlPlane {
    const name = `${this.clusterName}-eksCluster`;
    const autoMode = parts.computeConfig !== undefined;
    const auto = autoMode
      ? autoModeConfig(options, parts.computeConfig)
      : { kubernetesNetworkConfig: networkConfig(options) };
    return new ControlPlane(
      name,
      {
        name: options.name,
        roleArn: parts.roleArn,
        ...auto,
        bootstrapSelfManagedAddons: autoMode ? false : (options["bootstrapSelfManagedAddons"] ?? true),
        vpcConfig: {
          securityGroupIds: parts.securityGroupIds,
          subnetIds: clusterSubnets(options),
          endpointPrivateAccess: options["endpointPrivateAccess"],
          endpointPublicAccess: options["endpointPublicAccess"],
          publicAccessCidrs: options["publicAccessCidrs"],
        },
        version: options["version"],
        enabledClusterLogTypes: options["enabledClusterLogTypes"],
        tags: pulumi
          .all([options.tags, options["clusterTags"]])
          .apply(([tags, own]) => ({ Name: name, ...own, ...tags })),
        encryptionConfig: encryption(options),
        accessConfig: {
          authenticationMode: options["authenticationMode"],
          bootstrapClusterCreatorAdminPermissions: true,
        },
        upgradePolicy: options["upgradePolicy"],
        deletionProtection: options["deletionProtection"],
      },
      {
        parent: this,
        ignoreChanges: ["accessConfig.bootstrapClusterCreatorAdminPermissions", "bootstrapSelfManagedAddons"],
        dependsOn: [...parts.dependsOn],
      },
    );
  }

  private addon(
    addonName: string,
    cluster: ControlPlane,
    options: ClusterOptions,
    own: ClusterAddonOptions | undefined,
  ): void {
    new Addon(
      `${this.clusterName}-${addonName}`,
      {
        clusterName: cluster.name,
        addonName,
        addonVersion: own?.version ?? latestVersion(addonName, cluster.version, this),
        preserve: true,
        tags: options.tags,
        resolveConflictsOnCreate: own?.resolveConflictsOnCreate ?? "OVERWRITE",
        resolveConflictsOnUpdate: own?.resolveConflictsOnUpdate ?? "OVERWRITE",
        configurationValues: addonConfiguration(own?.configurationValues),
      },
      { parent: this },
    );
  }

  private vpcCni(
    options: ClusterOptions,
    cluster: ControlPlane,
    dependsOn: AccessEntry[],
    provider: kubernetes.Provider,
  ): VpcCniAddon {
    const args = {
      ...options["vpcCniOptions"],
      clusterName: cluster.name,
      clusterVersion: cluster.version,
      tags: options.tags,
    };
    return new VpcCniAddon(`${this.clusterName}-vpc-cni`, args, {
      parent: this,
      dependsOn,
      providers: { kubernetes: provider },
    });
  }
}

/** What the control plane takes from its neighbours. */
interface ControlPlaneParts {
  readonly roleArn: pulumi.Input<string>;
  readonly securityGroupIds: pulumi.Input<string>[] | undefined;
  readonly computeConfig: ClusterArgs["computeConfig"];
  readonly dependsOn: readonly pulumi.Output<Role>[];
}

function computeConfig(options: ClusterOptions, nodeRole: ServiceRole | undefined): ClusterArgs["computeConfig"] {
  return pulumi.all([options.autoMode?.computeConfig, nodeRole?.role.arn]).apply(([config, nodeRoleArn]) => ({
    enabled: true,
    nodeRoleArn,
    nodePools: ["general-purpose", "system"],
    ...config,
  }));
}

/** EKS wants compute, storage and load balancing of Auto Mode together: all known, or all unknown. */
function autoModeConfig(options: ClusterOptions, compute: ClusterArgs["computeConfig"]): Partial<ClusterArgs> {
  const all = pulumi.all([compute, networkConfig(options)]);
  return {
    computeConfig: all.apply(([config]) => config),
    storageConfig: all.apply(() => ({ blockStorage: { enabled: true } })),
    kubernetesNetworkConfig: all.apply(([, config]) => config),
  };
}

function networkConfig(options: ClusterOptions): ClusterArgs["kubernetesNetworkConfig"] {
  const autoMode = options.autoMode?.enabled === true;
  const { kubernetesServiceIpAddressRange: range, ipFamily: family } = options;
  if (range === undefined && family === undefined && !autoMode) {
    return undefined;
  }
  return pulumi.all([range, family]).apply(([serviceIpv4Cidr, ipFamily = "ipv4"]) => ({
    serviceIpv4Cidr: ipFamily === "ipv4" ? serviceIpv4Cidr : undefined,
    ipFamily,
    elasticLoadBalancing: autoMode ? { enabled: true } : undefined,
  }));
}

function encryption(options: ClusterOptions): ClusterArgs["encryptionConfig"] {
  const key: pulumi.Input<string> | undefined = options["encryptionConfigKeyArn"];
  return key === undefined
    ? undefined
    : pulumi.output(key).apply((keyArn) => ({ provider: { keyArn }, resources: ["secrets"] }));
}

/** CoreDNS needs nodes: without the default node group the component makes it only when told to. */
function installsCoreDns(options: ClusterOptions, autoMode: boolean): boolean {
  const own = options.corednsAddonOptions;
  const explicit = own?.enabled === true || own?.configurationValues !== undefined;
  return explicit || ((options["skipDefaultNodeGroup"] !== true || autoMode) && (own?.enabled ?? true));
}

/** Model of `eks.Cluster`. */
export function constructCluster(
  name: string,
  inputs: pulumi.Inputs,
  options: pulumi.ComponentResourceOptions,
): ConstructedComponent {
  const component = new Cluster(name, inputs, options);
  return { urn: component.urn, state: component.state };
}

import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import * as pulumi from "@pulumi/pulumi";
import type { CloudClusterConfig, StackConfig } from "../../../stacks/config";
import { EksIdentity } from "../../identity/eks/eks-identity";
import type { Network } from "../../network/eks/network";
import type { Account } from "./account";
import { addonsAfterNodes, addonsBeforeNodes, snapshotController, type AddonContext } from "./cluster-addons";
import { ControlPlane } from "./control-plane";
import { logGroupName } from "./log-groups";
import { enforceNetworkPolicies } from "./network-policy";
import { NodePool } from "./node-pool";
import { NodeRole } from "./node-role";
import { EksStorage } from "./storage";

export interface EksClusterArgs {
  readonly config: StackConfig;
  readonly cluster: CloudClusterConfig;
  readonly account: Account;
  readonly network: Network;
  /** The stack's KMS key. */
  readonly keyArn: pulumi.Output<string>;
  /** Hosted zone that identities may be given; undefined without a domain. */
  readonly zoneId: pulumi.Output<string> | undefined;
}

/** A cluster that is ready for workloads: control plane, identities, add-ons, nodes and storage. */
export class EksCluster extends pulumi.ComponentResource {
  readonly controlPlane: ControlPlane;
  readonly identity: EksIdentity;
  readonly storage: EksStorage;
  readonly ready: readonly pulumi.Resource[];

  constructor(
    name: string,
    private readonly args: EksClusterArgs,
    options: pulumi.ComponentResourceOptions,
  ) {
    super("kiban:cluster:EksCluster", name, {}, options);
    const { account, cluster, config, keyArn, network } = args;
    const { logRetentionDays, protect } = config.availability;
    this.controlPlane = new ControlPlane(
      name,
      { config: cluster, serviceCidr: config.network.serviceCidr, account, network, keyArn, logRetentionDays, protect },
      { parent: this },
    );
    this.identity = this.makeIdentity(name);
    const context: AddonContext = {
      config: cluster,
      clusterName: this.controlPlane.clusterName,
      partition: account.partition,
      trust: this.identity.trust,
      keyArn,
      parent: this,
    };
    const nodes = cluster.mode === "auto" ? this.autoNodes(name, context) : this.ownNodes(name, context);
    this.storage = new EksStorage(
      name,
      { mode: cluster.mode, ...nodes.storage },
      { parent: this, providers: [this.controlPlane.kubernetes] },
    );
    this.ready = [...this.controlPlane.access, ...nodes.ready];
    this.registerOutputs();
  }

  private makeIdentity(name: string): EksIdentity {
    const { account, cluster, config, keyArn, zoneId } = this.args;
    const { protect } = config.availability;
    const logs = new LogGroup(
      `${name}-container-logs`,
      {
        name: logGroupName(name, "containers"),
        retentionInDays: config.addons.fluentBit.retentionDays,
        kmsKeyId: keyArn,
      },
      { parent: this, retainOnDelete: protect },
    );
    return new EksIdentity(
      name,
      {
        kind: cluster.workloadIdentity,
        clusterName: name,
        cluster: this.controlPlane.clusterName,
        clusterArn: pulumi.interpolate`arn:${account.partition}:eks:${cluster.region}:${account.id}:cluster/${name}`,
        issuerUrl: this.controlPlane.issuerUrl,
        partition: account.partition,
        zoneId,
        logGroupArn: logs.arn,
      },
      { parent: this },
    );
  }

  /** Managed node groups, between the add-ons that nodes need and the add-ons that need nodes. */
  private ownNodes(name: string, context: AddonContext): Nodes {
    const { account, cluster, config, keyArn, network } = this.args;
    const before = addonsBeforeNodes(context);
    const role = new NodeRole(name, account.partition, { parent: this });
    const pools = cluster.nodePools.map(
      (pool) =>
        new NodePool(
          `${name}-${pool.name}`,
          {
            pool,
            clusterName: this.controlPlane.clusterName,
            version: cluster.version,
            network,
            nodeRoleArn: role.arn,
            keyArn,
            tags: config.tags,
            after: [...before, ...role.ready],
          },
          { parent: this },
        ),
    );
    const after = addonsAfterNodes(context, pools);
    return {
      ready: [...before, ...pools, ...after.all],
      storage: { keyArn, driver: [after.storageDriver] },
    };
  }

  /** EKS Auto Mode makes nodes when pods need them, and brings network, storage and load balancing itself. */
  private autoNodes(name: string, context: AddonContext): Nodes {
    const policies = enforceNetworkPolicies(name, { parent: this, provider: this.controlPlane.kubernetes });
    return {
      ready: [policies, snapshotController(context, [])],
      storage: { keyArn: undefined, driver: [] },
    };
  }
}

interface Nodes {
  readonly ready: readonly pulumi.Resource[];
  readonly storage: {
    readonly keyArn: pulumi.Output<string> | undefined;
    readonly driver: readonly pulumi.Resource[];
  };
}

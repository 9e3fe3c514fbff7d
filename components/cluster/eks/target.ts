import { Provider as AwsProvider } from "@pulumi/aws/provider";
import { Provider as EksProvider } from "@pulumi/eks/provider";
import * as pulumi from "@pulumi/pulumi";
import type { CloudClusterConfig, StackConfig } from "../../../stacks/config";
import { DnsZone } from "../../network/eks/dns-zone";
import { existingNetwork } from "../../network/eks/existing-network";
import { networkLoadBalancer } from "../../network/eks/load-balancer";
import type { Network } from "../../network/eks/network";
import { VpcNetwork } from "../../network/eks/vpc-network";
import type { Target } from "../contract";
import { lookUpAccount } from "./account";
import { chartValues } from "./chart-values";
import { cloudCluster } from "./cloud-cluster";
import { EksCluster } from "./eks-cluster";
import { EncryptionKey } from "./encryption-key";
import { logGroupName } from "./log-groups";

/** Makes key, network, cluster, nodes, identities and zone on AWS. */
export function create(config: StackConfig, parent: pulumi.Resource): Target {
  const cluster = cloudCluster(config);
  const { name, mode, region } = cluster;
  const { protect } = config.availability;
  const aws = awsProvider(config, cluster, parent);
  const within = { parent, providers: [aws, new EksProvider(`${name}-eks`, {}, { parent })] };

  const account = lookUpAccount({ provider: aws });
  const key = new EncryptionKey(name, { account, region, encryptsNodeDisks: mode === "standard", protect }, within);
  const network = makeNetwork(config, cluster, key, within);
  const dns = config.dns && new DnsZone(name, { ...config.dns, region, protect }, within);
  const eks = new EksCluster(name, { config, cluster, account, network, keyArn: key.arn, zoneId: dns?.zoneId }, within);

  return {
    cluster: eks,
    kubernetes: eks.controlPlane.kubernetes,
    ready: eks.ready,
    clusterName: eks.controlPlane.clusterName,
    endpoint: eks.controlPlane.endpoint,
    kubeconfig: eks.controlPlane.kubeconfig,
    connect: pulumi.interpolate`aws eks update-kubeconfig --region ${region} --name ${eks.controlPlane.clusterName}`,
    loadBalancer: networkLoadBalancer(network, mode),
    storage: eks.storage,
    dns,
    identity: eks.identity,
    providesMetricsServer: false,
    needsLoadBalancerController: mode === "standard",
    allowsHostAccess: true,
    chartValues: chartValues(cluster, network, dns),
  };
}

function awsProvider(config: StackConfig, cluster: CloudClusterConfig, parent: pulumi.Resource): AwsProvider {
  return new AwsProvider(
    `${cluster.name}-aws`,
    {
      region: cluster.region,
      defaultTags: { tags: { ...config.tags } },
      // Credentials of another account are refused before anything is made in it.
      ...(cluster.account !== undefined && { allowedAccountIds: [cluster.account] }),
    },
    { parent },
  );
}

function makeNetwork(
  config: StackConfig,
  { name, mode, region }: CloudClusterConfig,
  key: EncryptionKey,
  options: pulumi.ComponentResourceOptions & { readonly providers: pulumi.ProviderResource[] },
): Network {
  const { cidr, existing, flowLogs, nat, zones } = config.network;
  if (existing) return existingNetwork(existing, { provider: options.providers[0] });
  return new VpcNetwork(
    name,
    {
      region,
      cidr,
      zones,
      nat,
      controlPlaneSubnets: mode === "standard",
      interfaceEndpoints: config.environment === "prod",
      flowLogs: flowLogs
        ? {
            logGroup: logGroupName(name, "flowLogs"),
            retentionDays: config.availability.logRetentionDays,
            keyArn: key.arn,
          }
        : undefined,
    },
    options,
  );
}

import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../stacks/config";
import type { Target } from "../../components/cluster/contract";
import type { Grant } from "../../components/identity/contract";

/** Targets that differ in all that add-ons may see, without a resource of any cloud. */
export type FakeTargetName = "eks" | "autopilot" | "local";

class FakeCluster extends pulumi.ComponentResource {
  constructor(parent: pulumi.Resource) {
    super("test:index:Cluster", "cluster", {}, { parent });
  }
}

const noIdentity: Grant = { identity: undefined, serviceAccountAnnotations: {}, podLabels: {}, ready: [] };

const overrides: Record<FakeTargetName, Partial<Target>> = {
  eks: {
    loadBalancer: {
      type: "LoadBalancer",
      loadBalancerClass: "service.k8s.aws/nlb",
      annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing" },
      externalTrafficPolicy: "Local",
    },
    needsLoadBalancerController: true,
    chartValues: {
      "external-dns": { provider: { name: "aws" } },
      "fluent-bit": { config: { outputs: "[OUTPUT]\n    Name cloudwatch_logs\n    Match *\n" } },
      "aws-load-balancer-controller": { region: "eu-central-1", vpcId: "vpc-1" },
    },
  },
  autopilot: {
    loadBalancer: {
      type: "LoadBalancer",
      loadBalancerClass: undefined,
      annotations: {},
      externalTrafficPolicy: "Local",
    },
    providesMetricsServer: true,
    allowsHostAccess: false,
    chartValues: {
      "external-dns": { provider: { name: "google" } },
      "fluent-bit": { config: { outputs: "[OUTPUT]\n    Name stackdriver\n    Match *\n" } },
    },
  },
  local: { storage: { className: undefined, ready: [] } },
};

/** A target for a program under test. Without `dns` there is no zone, whatever the configuration says. */
export function fakeTarget(name: FakeTargetName, config: StackConfig, parent: pulumi.Resource): Target {
  const cluster = new FakeCluster(parent);
  const identities = name !== "local";
  const { domain } = config;
  return {
    cluster,
    kubernetes: new kubernetes.Provider("kubernetes", { kubeconfig: "{}" }, { parent: cluster }),
    ready: [cluster],
    clusterName: pulumi.output(config.cluster.name),
    endpoint: pulumi.output("https://cluster.test"),
    kubeconfig: pulumi.secret("{}"),
    connect: pulumi.output("kubectl"),
    loadBalancer: {
      type: "NodePort",
      loadBalancerClass: undefined,
      annotations: {},
      externalTrafficPolicy: "Cluster",
    },
    storage: { className: "platform", ready: [] },
    dns:
      domain !== undefined && identities
        ? {
            zone: domain,
            nameServers: undefined,
            solver: () => ({ route53: { region: "eu-central-1", hostedZoneID: "Z1" } }),
            ready: [],
          }
        : undefined,
    identity: {
      grant: (serviceAccount) =>
        identities
          ? {
              identity: pulumi.output(`identity/${serviceAccount.namespace}/${serviceAccount.name}`),
              serviceAccountAnnotations: { "test/identity": serviceAccount.name },
              podLabels: { "test/identity": "true" },
              ready: [],
            }
          : noIdentity,
    },
    providesMetricsServer: false,
    needsLoadBalancerController: false,
    allowsHostAccess: true,
    chartValues: {},
    ...overrides[name],
  };
}

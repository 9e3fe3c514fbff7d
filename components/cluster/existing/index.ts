import * as pulumi from "@pulumi/pulumi";
import type { ExistingClusterConfig, StackConfig } from "../../../stacks/config";
import type { Problem } from "../../../stacks/problem";
import { noIdentity } from "../../identity/existing";
import type { Target, TargetDefinition, TargetFacts } from "../contract";
import { ExistingCluster } from "./cluster";
import { findConnection, KubeconfigError } from "./connection";

/** A cluster that exists: kind, minikube or any other API server that a kubeconfig reaches. */
export const target: TargetDefinition = {
  title: "an existing cluster",
  facts,
  preset: () => ({ nodePools: [] }),
  check,
  create,
};

function facts(): TargetFacts {
  return {
    cluster: "existing",
    nodes: "existing",
    network: "existing",
    networkPolicy: "whatever is there",
    loadBalancer: "NodePort",
    storageClass: "the cluster's default",
    workloadIdentity: "none",
    dns: "none",
    logs: "standard output of Fluent Bit",
    access: "kubeconfig",
    kubeconfig: "given",
  };
}

/** Reads the kubeconfig, and nothing else outside the configuration. */
function check(config: StackConfig): readonly Problem[] {
  return [...checkConnection(existing(config)), ...checkIssuer(config)];
}

function checkConnection(cluster: ExistingClusterConfig): readonly Problem[] {
  try {
    findConnection(cluster);
    return [];
  } catch (error) {
    if (error instanceof KubeconfigError) {
      return [error.problem];
    }
    throw error;
  }
}

function checkIssuer({ certificates }: StackConfig): readonly Problem[] {
  return certificates.issuer === "selfSigned"
    ? []
    : [
        {
          path: ["certificates", "issuer"],
          message: "ACME proves control of a domain in a cloud's DNS zone, and an existing cluster has none",
          remedy: "set kiban:certificates.issuer to selfSigned",
        },
      ];
}

function create(config: StackConfig, parent: pulumi.Resource): Target {
  const settings = existing(config);
  const cluster = new ExistingCluster(settings.name, settings, { parent });
  const file = settings.kubeconfig === undefined ? "" : ` --kubeconfig ${settings.kubeconfig}`;
  return {
    cluster,
    kubernetes: cluster.kubernetes,
    ready: [],
    clusterName: pulumi.output(settings.name),
    endpoint: cluster.endpoint,
    kubeconfig: cluster.kubeconfig,
    connect: pulumi.output(`kubectl config use-context ${cluster.context}${file}`),
    loadBalancer: {
      type: "NodePort",
      loadBalancerClass: undefined,
      annotations: {},
      // A node without a pod of the gateway would drop what comes to it.
      externalTrafficPolicy: "Cluster",
    },
    storage: { className: undefined, ready: [] },
    dns: undefined,
    identity: noIdentity,
    providesMetricsServer: false,
    needsLoadBalancerController: false,
    allowsHostAccess: true,
    chartValues: {
      // kind's and minikube's kubelets sign their own certificates, which no client can check.
      "metrics-server": { args: ["--kubelet-insecure-tls"] },
    },
  };
}

function existing({ cluster }: StackConfig): ExistingClusterConfig {
  if (cluster.provider !== "existing") {
    throw new Error(`An existing cluster was asked for one of ${cluster.provider}`);
  }
  return cluster;
}

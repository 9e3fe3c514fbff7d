import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Target } from "../../components/cluster/contract";

/** A cluster that is simply there: what the application needs of a target, and no more. */
export function appTarget(storageClassName: string | undefined): Target {
  const cluster = new pulumi.ComponentResource("test:index:Cluster", "cluster");
  const provider = new kubernetes.Provider("cluster", { kubeconfig: "{}" }, { parent: cluster });
  return {
    cluster,
    kubernetes: provider,
    ready: [provider],
    clusterName: pulumi.output("cluster"),
    endpoint: pulumi.output("https://cluster.example.com"),
    kubeconfig: pulumi.secret("{}"),
    connect: pulumi.output("kubectl"),
    loadBalancer: {
      type: "NodePort",
      loadBalancerClass: undefined,
      annotations: {},
      externalTrafficPolicy: "Cluster",
    },
    storage: { className: storageClassName, ready: [] },
    dns: undefined,
    identity: {
      grant: () => ({ identity: undefined, serviceAccountAnnotations: {}, podLabels: {}, ready: [] }),
    },
    providesMetricsServer: false,
    needsLoadBalancerController: false,
    allowsHostAccess: true,
    chartValues: {},
  };
}

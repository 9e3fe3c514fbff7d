import { Provider } from "@pulumi/gcp/provider";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../../stacks/config";
import { GkeIdentity } from "../../identity/gke";
import { GkeNetwork } from "../../network/gke";
import { CloudDnsZone } from "../../network/gke/dns-zone";
import type { Target, TargetDefinition } from "../contract";
import { chartValues } from "./chart-values";
import { check } from "./checks";
import { GkeCluster } from "./cluster";
import { facts, preset } from "./facts";
import { toLabels } from "./labels";
import { nodeTag } from "./names";
import { GoogleProject } from "./project";
import { STORAGE_CLASS } from "./storage";

/** Google Kubernetes Engine, standard and Autopilot. */
export const target: TargetDefinition = { title: "Google GKE", facts, preset, check, create };

function create(config: StackConfig, parent: pulumi.Resource): Target {
  const { cluster: settings, availability, dns: dnsConfig } = config;
  if (settings.provider === "existing") {
    throw new Error("GKE was asked for a cluster that exists");
  }
  const { name, region } = settings;
  const gcp = new Provider(
    name,
    { project: settings.account, region, defaultLabels: toLabels(config.tags) },
    { parent },
  );
  const project = new GoogleProject(`${name}-project`, { account: settings.account }, { parent, providers: { gcp } });
  // Children of a component wait for it, and so for the APIs that it waits for.
  const opts = { parent, providers: { gcp }, dependsOn: [project] };
  const network = new GkeNetwork(
    `${name}-network`,
    { network: config.network, region, project: project.projectId, nodeTag: nodeTag(name) },
    opts,
  );
  const cluster = new GkeCluster(name, { config, cluster: settings, project, network }, opts);
  const dns =
    dnsConfig &&
    new CloudDnsZone(
      `${name}-dns`,
      { dns: dnsConfig, project: project.projectId, protect: availability.protect },
      opts,
    );
  const identity = new GkeIdentity(
    `${name}-identity`,
    {
      projectId: project.projectId,
      projectNumber: project.number,
      managedZone: dns?.managedZone,
      cluster: cluster.gke,
    },
    opts,
  );
  return {
    cluster,
    kubernetes: cluster.kubernetes,
    ready: cluster.ready,
    clusterName: cluster.clusterName,
    endpoint: cluster.endpoint,
    kubeconfig: cluster.kubeconfig,
    connect: pulumi.interpolate`gcloud container clusters get-credentials ${name} --region ${region} --project ${project.projectId}${settings.endpoint.public ? "" : " --dns-endpoint"}`,
    loadBalancer: {
      type: "LoadBalancer",
      loadBalancerClass: "networking.gke.io/l4-regional-external",
      annotations: {},
      externalTrafficPolicy: "Local",
    },
    storage: { className: STORAGE_CLASS, ready: [cluster.storageClass] },
    dns,
    identity,
    providesMetricsServer: true,
    needsLoadBalancerController: false,
    allowsHostAccess: settings.mode !== "auto",
    chartValues: chartValues(settings, project.projectId),
  };
}

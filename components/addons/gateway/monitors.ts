import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { AddonContext } from "../contract";
import { namespaces } from "../namespaces";
import { prometheusOperatorCrds } from "../prometheus-operator-crds";
import { proxyLabels } from "./objects";

/** Lets Prometheus scrape the controller and the proxies; the chart has no ServiceMonitor of its own. */
export function createMonitors(context: AddonContext, namespace: pulumi.Resource): void {
  const monitoring = context.installed(prometheusOperatorCrds);
  if (monitoring === undefined) return;
  const options = { parent: context.parent, dependsOn: [namespace, ...monitoring.ready] };
  const metadata = { namespace: namespaces.gateway.name };
  new kubernetes.apiextensions.CustomResource(
    "gateway-controller-monitor",
    {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "ServiceMonitor",
      metadata: { name: "envoy-gateway", ...metadata },
      spec: {
        namespaceSelector: { matchNames: [namespaces.envoyGateway.name] },
        selector: { matchLabels: { "control-plane": "envoy-gateway" } },
        endpoints: [{ port: "metrics", path: "/metrics" }],
      },
    },
    options,
  );
  new kubernetes.apiextensions.CustomResource(
    "gateway-proxy-monitor",
    {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PodMonitor",
      metadata: { name: "envoy-proxy", ...metadata },
      spec: {
        selector: { matchLabels: proxyLabels },
        podMetricsEndpoints: [{ port: "metrics", path: "/stats/prometheus" }],
      },
    },
    options,
  );
}

import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { createNamespace } from "../../tenancy/namespace";
import { certManager } from "../cert-manager";
import type { Addon, AddonContext } from "../contract";
import { envoyGateway } from "../envoy-gateway";
import { createRoute } from "../gateway/route";
import { namespaces } from "../namespaces";
import { prometheusOperatorCrds } from "../prometheus-operator-crds";
import { createRelease } from "../release";
import { dashboards } from "./dashboards";
import { platformRules } from "./rules";
import { GRAFANA, GRAFANA_ADMIN, monitoringValues } from "./values";

function createAdmin({ parent }: AddonContext, namespace: pulumi.Resource): pulumi.Resource {
  const password = new random.RandomPassword("grafana-admin", { length: 32, special: false }, { parent });
  return new kubernetes.core.v1.Secret(
    "grafana-admin",
    {
      metadata: { name: GRAFANA_ADMIN.secret, namespace: namespaces.monitoring.name },
      stringData: { [GRAFANA_ADMIN.userKey]: "admin", [GRAFANA_ADMIN.passwordKey]: password.result },
    },
    { parent, dependsOn: namespace },
  );
}

/** Dashboards as ConfigMaps that Grafana's sidecar finds by their label. */
function createDashboards({ parent }: AddonContext, namespace: pulumi.Resource): void {
  for (const { name, json } of dashboards()) {
    new kubernetes.core.v1.ConfigMap(
      `dashboard-${name}`,
      {
        metadata: {
          name: `dashboard-${name}`,
          namespace: namespaces.monitoring.name,
          labels: { grafana_dashboard: "1" },
        },
        data: { [`${name}.json`]: json },
      },
      { parent, dependsOn: namespace },
    );
  }
}

function createRules(context: AddonContext, dependsOn: pulumi.Resource[]): void {
  new kubernetes.apiextensions.CustomResource(
    "platform-rules",
    {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PrometheusRule",
      metadata: { name: "platform", namespace: namespaces.monitoring.name },
      spec: { groups: platformRules(context.config) },
    },
    { parent: context.parent, dependsOn },
  );
}

/** Node-exporter needs the node itself: it gets a namespace whose level allows that, and the rest stays restricted. */
function createNodeNamespace({ target, parent }: AddonContext): pulumi.Resource[] {
  if (!target.allowsHostAccess) return [];
  return [
    createNamespace("node-exporter-namespace", namespaces.nodeExporter, { parent, dependsOn: [...target.ready] }),
  ];
}

/** Metrics, alerts and dashboards. */
export const kubePrometheusStack: Addon = {
  name: "kube-prometheus-stack",
  title: "Prometheus and Grafana",
  description: "Scrapes metrics, alerts on them, and shows them in dashboards.",
  chart: "kube-prometheus-stack",
  namespace: namespaces.monitoring,
  identity: undefined,
  needs: [prometheusOperatorCrds],
  uses: [certManager, envoyGateway],
  enabled: ({ addons }) => addons.kubePrometheusStack.enabled,
  values: ({ addons }) => addons.kubePrometheusStack.values,
  install(context) {
    const crds = context.installed(prometheusOperatorCrds);
    if (crds === undefined) throw new Error("kube-prometheus-stack is installed after the CRDs that it needs.");
    const { namespace } = crds;
    const certificates = context.installed(certManager);
    const release = createRelease(this, context, {
      namespace,
      priority: context.priorityClass,
      values: monitoringValues(context, certificates !== undefined),
      after: [crds, certificates],
      dependsOn: [createAdmin(context, namespace), ...createNodeNamespace(context), ...context.target.storage.ready],
      timeout: 600,
    });
    createDashboards(context, namespace);
    createRules(context, [namespace, ...crds.ready]);
    createRoute(context, "grafana", { service: GRAFANA, port: 80 }, namespace);
    return { ready: [release] };
  },
};

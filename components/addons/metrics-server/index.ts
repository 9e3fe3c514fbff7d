import type { Values } from "../../../stacks/config";
import { certManager } from "../cert-manager";
import type { Addon, AddonContext } from "../contract";
import { namespaces } from "../namespaces";
import { prometheusOperatorCrds } from "../prometheus-operator-crds";
import { createAddonNamespace, createRelease } from "../release";
import { resources, spreadOver } from "../workload";

function values({ config }: AddonContext, monitoring: boolean, certificates: boolean): Values {
  const { replicas } = config.addons.metricsServer;
  return {
    replicas,
    podDisruptionBudget: replicas > 1 ? { enabled: true, maxUnavailable: 1 } : { enabled: false },
    topologySpreadConstraints: config.availability.spread
      ? spreadOver({ "app.kubernetes.io/name": metricsServer.name })
      : [],
    resources: resources("100m", "200Mi", "500m", "512Mi"),
    metrics: { enabled: monitoring },
    serviceMonitor: { enabled: monitoring },
    // Without cert-manager nobody signs the certificate that the API server would check.
    tls: { type: certificates ? "cert-manager" : "metrics-server" },
    apiService: { insecureSkipTLSVerify: !certificates },
  };
}

/** Serves metrics.k8s.io for `kubectl top` and HorizontalPodAutoscalers, where the target does not. */
export const metricsServer: Addon = {
  name: "metrics-server",
  title: "metrics-server",
  description: "Serves CPU and memory use of pods and nodes to autoscalers and to `kubectl top`.",
  chart: "metrics-server",
  namespace: namespaces.metricsServer,
  identity: undefined,
  needs: [],
  uses: [prometheusOperatorCrds, certManager],
  enabled: ({ addons }, target) => !target.providesMetricsServer && addons.metricsServer.enabled,
  values: ({ addons }) => addons.metricsServer.values,
  install(context) {
    const monitoring = context.installed(prometheusOperatorCrds);
    const certificates = context.installed(certManager);
    const namespace = createAddonNamespace(this, context);
    const release = createRelease(this, context, {
      namespace,
      values: values(context, monitoring !== undefined, certificates !== undefined),
      after: [monitoring, certificates],
    });
    return { ready: [release] };
  },
};

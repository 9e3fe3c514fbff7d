import type * as kubernetes from "@pulumi/kubernetes";
import type { Addon, InstalledAddon } from "../contract";
import { namespaces } from "../namespaces";
import { createAddonNamespace, createRelease } from "../release";

export interface PrometheusOperatorCrds extends InstalledAddon {
  /** The namespace that monitoring lives in. */
  readonly namespace: kubernetes.core.v1.Namespace;
}

/**
 * CRDs of the Prometheus Operator, as a release of their own: the other add-ons' ServiceMonitors then need neither
 * wait for Prometheus nor be skipped, and an upgrade of the chart upgrades the CRDs, which `crds/` folders never do.
 */
export const prometheusOperatorCrds: Addon<PrometheusOperatorCrds> = {
  name: "prometheus-operator-crds",
  title: "Prometheus Operator CRDs",
  description: "Lets every add-on declare what to scrape and when to alert.",
  chart: "prometheus-operator-crds",
  namespace: namespaces.monitoring,
  identity: undefined,
  needs: [],
  uses: [],
  enabled: ({ addons }) => addons.kubePrometheusStack.enabled,
  values: () => ({}),
  install(context) {
    const namespace = createAddonNamespace(this, context);
    const release = createRelease(this, context, {
      namespace,
      // Deleting a CRD deletes all its objects, those of teams too.
      values: { crds: { annotations: { "helm.sh/resource-policy": "keep" } } },
    });
    return { ready: [release], namespace };
  },
};

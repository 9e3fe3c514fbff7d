import { argocd } from "./argocd";
import { loadBalancerController } from "./aws-load-balancer-controller";
import { certManager } from "./cert-manager";
import type { Addon } from "./contract";
import { envoyGateway } from "./envoy-gateway";
import { externalDns } from "./external-dns";
import { fluentBit } from "./fluent-bit";
import { gateway } from "./gateway";
import { kubePrometheusStack } from "./kube-prometheus-stack";
import { metricsServer } from "./metrics-server";
import { prometheusOperatorCrds } from "./prometheus-operator-crds";

/** Every add-on, in the order in which people read of them; what each needs decides the order of installation. */
export const addons: readonly Addon[] = [
  prometheusOperatorCrds,
  envoyGateway,
  certManager,
  loadBalancerController,
  gateway,
  externalDns,
  kubePrometheusStack,
  fluentBit,
  argocd,
  metricsServer,
];

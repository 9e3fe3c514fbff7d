import type { NamespaceDefinition } from "../tenancy/namespace";

/** Namespaces of the add-ons. Names are part of the trust of cloud identities and of the gateway's listeners. */
export const namespaces = {
  monitoring: { name: "monitoring", podSecurity: "restricted" },
  nodeExporter: {
    name: "node-exporter",
    podSecurity: "privileged",
    reason: "node-exporter reads the node's /proc, /sys and root file system in the node's own namespaces",
  },
  envoyGateway: { name: "envoy-gateway-system", podSecurity: "restricted" },
  gateway: { name: "gateway", podSecurity: "restricted" },
  certManager: { name: "cert-manager", podSecurity: "restricted" },
  externalDns: { name: "external-dns", podSecurity: "restricted" },
  fluentBit: {
    name: "fluent-bit",
    podSecurity: "privileged",
    reason: "Fluent Bit reads containers' logs from the node's /var/log, which only root may read",
  },
  argocd: { name: "argocd", podSecurity: "restricted" },
  metricsServer: { name: "metrics-server", podSecurity: "restricted" },
  loadBalancerController: { name: "aws-load-balancer-controller", podSecurity: "restricted" },
} as const satisfies Record<string, NamespaceDefinition>;

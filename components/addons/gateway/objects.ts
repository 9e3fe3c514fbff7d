import type { StackConfig } from "../../../stacks/config";
import type { Target } from "../../cluster/contract";
import { mirroredImage } from "../charts";
import type { PlatformPriority } from "../contract";
import { namespaces } from "../namespaces";
import { resources, spreadOver } from "../workload";
import type { PlatformHost } from "./hosts";

/** Name of the Gateway, its class and its proxies. */
export const GATEWAY = "platform";

const PROXY_IMAGE = "docker.io/envoyproxy/envoy";

/** Labels that Envoy Gateway gives to the proxies of the platform's Gateway. */
export const proxyLabels = {
  "gateway.envoyproxy.io/owning-gateway-name": GATEWAY,
  "gateway.envoyproxy.io/owning-gateway-namespace": namespaces.gateway.name,
} as const;

/** The proxies' sidecar comes with requests only, and no field of its own takes limits. */
const limitedShutdownManager = {
  spec: {
    template: {
      spec: { containers: [{ name: "shutdown-manager", resources: { limits: { cpu: "100m", memory: "64Mi" } } }] },
    },
  },
};

/** Spec of the EnvoyProxy: how proxies run and how the target gives them an address. */
export function envoyProxySpec(config: StackConfig, target: Target, priority: PlatformPriority | undefined): object {
  const { replicas } = config.addons.gateway;
  const { imageRegistry } = config.charts;
  const { type, loadBalancerClass, annotations, externalTrafficPolicy } = target.loadBalancer;
  return {
    provider: {
      type: "Kubernetes",
      kubernetes: {
        envoyService: { type, loadBalancerClass, annotations, externalTrafficPolicy },
        envoyDeployment: {
          replicas,
          strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
          container: {
            resources: resources("100m", "256Mi", "2", "1Gi"),
            // The controller knows the tag that goes with its own version.
            imageRepository: imageRegistry === undefined ? undefined : mirroredImage(PROXY_IMAGE, imageRegistry),
          },
          pod: {
            priorityClassName: priority?.name,
            topologySpreadConstraints: config.availability.spread ? spreadOver(proxyLabels) : undefined,
          },
          patch: { type: "StrategicMerge", value: limitedShutdownManager },
        },
        envoyPDB: replicas > 1 ? { maxUnavailable: 1 } : undefined,
      },
    },
    // A load balancer goes on sending to a proxy until its health check fails.
    shutdown: { drainTimeout: "60s", minDrainDuration: "20s" },
  };
}

/** Spec of the Gateway: a listener with a certificate for each name, and one that only redirects to HTTPS. */
export function gatewaySpec(hosts: readonly PlatformHost[]): object {
  return {
    gatewayClassName: GATEWAY,
    listeners: [
      { name: "http", port: 80, protocol: "HTTP", allowedRoutes: { namespaces: { from: "Same" } } },
      ...hosts.map(({ listener, hostname, namespace }) => ({
        name: listener,
        port: 443,
        protocol: "HTTPS",
        hostname,
        tls: { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: `${listener}-tls` }] },
        // No other namespace can take over the name: the API server itself sets this label.
        allowedRoutes: {
          kinds: [{ kind: "HTTPRoute" }],
          namespaces: { from: "Selector", selector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } },
        },
      })),
    ],
  };
}

/** Spec of the route that sends every plain request to the same address under HTTPS. */
export function redirectSpec(hosts: readonly PlatformHost[]): object {
  return {
    parentRefs: [{ name: GATEWAY, sectionName: "http" }],
    hostnames: hosts.map(({ hostname }) => hostname),
    rules: [{ filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }] }],
  };
}

/**
 * Spec of the ClientTrafficPolicy. Envoy Gateway's own defaults follow Envoy's guide for proxies at the edge
 * (https://www.envoyproxy.io/docs/envoy/latest/configuration/best_practices/edge); these are what they leave open.
 */
export function clientTrafficSpec(): object {
  return {
    targetRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: GATEWAY }],
    tls: { minVersion: "1.2" },
    timeout: { http: { requestReceivedTimeout: "300s" } },
    // Argo CD's API has addresses of repositories and clusters in its paths; no rule here decides by path.
    path: { escapedSlashesAction: "KeepUnchanged" },
  };
}

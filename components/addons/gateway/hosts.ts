import type { StackConfig } from "../../../stacks/config";
import { namespaces } from "../namespaces";

/** A name that the platform serves, with a listener and a certificate of its own. */
export interface PlatformHost {
  /** The gateway's listener, which is the `sectionName` of the route's parent. */
  readonly listener: "grafana" | "argocd" | "app";
  readonly hostname: string;
  /** The only namespace whose routes the listener takes. */
  readonly namespace: string;
}

/** Suffix of names where the platform has no domain; reserved for private use, so that no public name is taken. */
const PRIVATE_SUFFIX = "platform.internal";

/**
 * The names that the gateway serves. Without a domain they are private ones, which nobody resolves: useful with a
 * port-forward or an entry in /etc/hosts.
 */
export function platformHosts({ domain, addons, app }: StackConfig): readonly PlatformHost[] {
  const suffix = domain ?? PRIVATE_SUFFIX;
  const hosts: PlatformHost[] = [];
  if (addons.kubePrometheusStack.enabled) {
    hosts.push({ listener: "grafana", hostname: `grafana.${suffix}`, namespace: namespaces.monitoring.name });
  }
  if (addons.argocd.enabled) {
    hosts.push({ listener: "argocd", hostname: `argocd.${suffix}`, namespace: namespaces.argocd.name });
  }
  if (app.enabled) {
    hosts.push({ listener: "app", hostname: app.host ?? `${app.name}.${suffix}`, namespace: app.namespace });
  }
  return hosts;
}

/** The name of one listener; undefined where what it serves is off. */
export function platformHost(config: StackConfig, listener: PlatformHost["listener"]): PlatformHost | undefined {
  return platformHosts(config).find((host) => host.listener === listener);
}

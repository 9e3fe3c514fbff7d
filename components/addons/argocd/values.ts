import * as yaml from "yaml";
import type { OidcConfig, StackConfig, Values } from "../../../stacks/config";
import type { AddonContext } from "../contract";
import { platformHost } from "../gateway/hosts";
import { resources, spreadTopologies } from "../workload";

/** Secret and key that hold the client secret of single sign-on; Argo CD reads Secrets labelled as part of it. */
export const OIDC_SECRET = "argocd-oidc";
export const OIDC_SECRET_KEY = "clientSecret";

function monitored(monitoring: boolean): Values {
  return { metrics: { enabled: monitoring, serviceMonitor: { enabled: monitoring } } };
}

/** Probes that the chart leaves off for some components. */
const probed: Values = { readinessProbe: { enabled: true }, livenessProbe: { enabled: true } };

/** Replicas of a stateless component, with a budget where one pod may go and others stay. */
function replicated(replicas: number): Values {
  return { replicas, pdb: replicas > 1 ? { enabled: true, maxUnavailable: 1 } : { enabled: false } };
}

function singleSignOn({ issuer, clientId }: OidcConfig): string {
  return yaml.stringify({
    name: "Single sign-on",
    issuer,
    clientID: clientId,
    clientSecret: `$${OIDC_SECRET}:${OIDC_SECRET_KEY}`,
    requestedScopes: ["openid", "profile", "email", "groups"],
  });
}

function configs(config: StackConfig): Values {
  const { oidc } = config.addons.argocd;
  return {
    // The gateway ends TLS.
    params: { "server.insecure": true },
    cm: {
      // The local account is the only way in until there is single sign-on.
      "admin.enabled": oidc === undefined,
      ...(oidc ? { "oidc.config": singleSignOn(oidc) } : {}),
    },
    rbac: {
      // Who is in no group that a policy names may log in and see nothing.
      "policy.default": "",
      "policy.csv": oidc?.adminGroups.map((group) => `g, "${group}", role:admin`).join("\n") ?? "",
    },
  };
}

/** Redis with Sentinel behind HAProxy: three of each, on nodes of their own. */
function highlyAvailableRedis({ availability }: StackConfig): Values {
  const partOfArgoCd = { podSelector: { matchLabels: { "app.kubernetes.io/part-of": "argocd" } } };
  return {
    redis: { resources: resources("100m", "64Mi", "500m", "256Mi") },
    sentinel: { resources: resources("50m", "64Mi", "200m", "128Mi") },
    splitBrainDetection: { resources: resources("20m", "32Mi", "100m", "64Mi") },
    init: { resources: resources("50m", "32Mi", "200m", "64Mi") },
    configmapTest: { resources: resources("50m", "32Mi", "200m", "64Mi") },
    podDisruptionBudget: { maxUnavailable: 1 },
    topologySpreadConstraints: {
      enabled: availability.spread,
      maxSkew: 1,
      topologyKey: "topology.kubernetes.io/zone",
      whenUnsatisfiable: "ScheduleAnyway",
    },
    // All ingress of the namespace is denied; these let Redis, Sentinel and HAProxy talk to each other again.
    networkPolicy: { enabled: true },
    haproxy: {
      serviceAccount: { automountToken: false },
      resources: resources("50m", "64Mi", "500m", "256Mi"),
      init: { resources: resources("50m", "32Mi", "200m", "64Mi") },
      podDisruptionBudget: { maxUnavailable: 1 },
      networkPolicy: { enabled: true, ingressRules: [{ selectors: [partOfArgoCd] }] },
    },
  };
}

/** The chart's values: with high availability as its own production example, else one replica of each. */
export function argocdValues({ config, priorityClass }: AddonContext, monitoring: boolean): Values {
  const { highAvailability } = config.addons.argocd;
  const replicas = highAvailability ? Math.max(2, config.availability.replicas) : 1;
  return {
    global: {
      domain: platformHost(config, "argocd")?.hostname,
      priorityClassName: priorityClass?.name,
      // The chart adds each component's own label selector.
      topologySpreadConstraints: config.availability.spread ? spreadTopologies : [],
      networkPolicy: { create: true, defaultDenyIngress: true },
    },
    crds: { install: true, keep: true },
    configs: configs(config),
    dex: { enabled: false },
    notifications: { enabled: false },
    // One controller shards nothing: a second replica would serve clusters that are not there.
    controller: { replicas: 1, resources: resources("250m", "512Mi", "2", "2Gi"), ...monitored(monitoring) },
    server: { ...replicated(replicas), resources: resources("100m", "128Mi", "1", "512Mi"), ...monitored(monitoring) },
    repoServer: {
      ...replicated(replicas),
      resources: resources("100m", "256Mi", "1", "1Gi"),
      copyutil: { resources: resources("50m", "64Mi", "500m", "256Mi") },
      ...monitored(monitoring),
    },
    applicationSet: {
      ...replicated(replicas),
      ...probed,
      resources: resources("50m", "128Mi", "500m", "512Mi"),
      ...monitored(monitoring),
    },
    redis: {
      enabled: !highAvailability,
      resources: resources("50m", "64Mi", "500m", "256Mi"),
      // It never talks to Kubernetes.
      serviceAccount: { create: true, automountServiceAccountToken: false },
      automountServiceAccountToken: false,
      ...probed,
    },
    "redis-ha": highAvailability ? { enabled: true, ...highlyAvailableRedis(config) } : { enabled: false },
    redisSecretInit: { resources: resources("50m", "64Mi", "500m", "256Mi") },
  };
}

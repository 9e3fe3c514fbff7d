import type { StackConfig, Values } from "../../../stacks/config";
import type { Target } from "../../cluster/contract";
import type { AddonContext } from "../contract";
import { platformHost } from "../gateway/hosts";
import { namespaces } from "../namespaces";
import { resources, spreadOver, type TopologySpreadConstraint } from "../workload";

/** Secret with Grafana's administrator, and its keys. */
export const GRAFANA_ADMIN = { secret: "grafana-admin", userKey: "admin-user", passwordKey: "admin-password" } as const;

/** Name of Grafana's objects and Service. */
export const GRAFANA = "grafana";

function volumeClaim({ storage }: Target, size: string): Values {
  return {
    volumeClaimTemplate: {
      spec: {
        storageClassName: storage.className,
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: size } },
      },
    },
  };
}

/** A budget only where a pod may go and another stays; one for a single pod would block every drain. */
function budget(replicas: number): Values {
  return { podDisruptionBudget: replicas > 1 ? { enabled: true, minAvailable: 1 } : { enabled: false } };
}

function spread(config: StackConfig, name: string): readonly TopologySpreadConstraint[] {
  return config.availability.spread ? spreadOver({ "app.kubernetes.io/name": name }) : [];
}

function prometheus({ config, target, priorityClass }: AddonContext): Values {
  const { replicas, retention, storage } = config.addons.kubePrometheusStack;
  return {
    ...budget(replicas),
    prometheusSpec: {
      replicas,
      retention,
      // Prometheus deletes the oldest samples before the volume is full.
      retentionSize: retentionSize(storage),
      priorityClassName: priorityClass?.name,
      topologySpreadConstraints: spread(config, "prometheus"),
      resources: resources("250m", "1Gi", "2", "4Gi"),
      storageSpec: volumeClaim(target, storage),
      // The chart's defaults select only what carries its own release's label.
      ruleSelectorNilUsesHelmValues: false,
      serviceMonitorSelectorNilUsesHelmValues: false,
      podMonitorSelectorNilUsesHelmValues: false,
      probeSelectorNilUsesHelmValues: false,
      scrapeConfigSelectorNilUsesHelmValues: false,
    },
  };
}

/** 85 % of a volume of `size` (a quantity in Mi, Gi or Ti), in Prometheus' unit of the same letter. */
export function retentionSize(size: string): string {
  const [, amount, unit] = /^(\d+)([MGT])i$/.exec(size) ?? [];
  if (amount === undefined || unit === undefined) throw new Error(`"${size}" is no size in Mi, Gi or Ti.`);
  const smaller: Record<string, string> = { T: "GB", G: "MB", M: "KB" };
  return `${Math.floor(Number(amount) * 1024 * 0.85)}${smaller[unit]}`;
}

function alertmanager({ config, target, priorityClass }: AddonContext): Values {
  const { replicas } = config.addons.kubePrometheusStack;
  return {
    ...budget(replicas),
    alertmanagerSpec: {
      replicas,
      priorityClassName: priorityClass?.name,
      topologySpreadConstraints: spread(config, "alertmanager"),
      resources: resources("50m", "64Mi", "200m", "256Mi"),
      storage: volumeClaim(target, "2Gi"),
    },
  };
}

/** Grafana without a volume: dashboards and data sources come from ConfigMaps, so a restart loses nothing of them. */
function grafana({ config, priorityClass }: AddonContext): Values {
  const host = platformHost(config, "grafana");
  return {
    fullnameOverride: GRAFANA,
    admin: {
      existingSecret: GRAFANA_ADMIN.secret,
      userKey: GRAFANA_ADMIN.userKey,
      passwordKey: GRAFANA_ADMIN.passwordKey,
    },
    priorityClassName: priorityClass?.name,
    resources: resources("100m", "256Mi", "1", "512Mi"),
    // With a volume it would run as root to change owners.
    initChownData: { enabled: false },
    testFramework: { enabled: false },
    sidecar: { resources: resources("50m", "96Mi", "200m", "256Mi") },
    "grafana.ini": {
      server: { root_url: host ? `https://${host.hostname}` : undefined },
      analytics: { reporting_enabled: false, check_for_updates: false, check_for_plugin_updates: false },
      security: { cookie_secure: true, disable_gravatar: true },
      users: { allow_sign_up: false },
    },
  };
}

function operator({ priorityClass }: AddonContext, certificates: boolean): Values {
  return {
    priorityClassName: priorityClass?.name,
    resources: resources("100m", "128Mi", "500m", "512Mi"),
    prometheusConfigReloader: { resources: resources("50m", "64Mi", "200m", "128Mi") },
    admissionWebhooks: {
      // Certificates that are renewed, and no hook Jobs that may change webhooks of the whole cluster.
      certManager: { enabled: certificates },
      patch: { resources: resources("50m", "64Mi", "200m", "128Mi") },
    },
  };
}

function nodeExporter({ target, priorityClass }: AddonContext): Values {
  return {
    nodeExporter: { enabled: target.allowsHostAccess },
    "prometheus-node-exporter": {
      priorityClassName: priorityClass?.name,
      namespaceOverride: namespaces.nodeExporter.name,
      resources: resources("50m", "32Mi", "250m", "128Mi"),
      tolerations: [{ operator: "Exists" }],
      containerSecurityContext: {
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
        seccompProfile: { type: "RuntimeDefault" },
      },
    },
  };
}

/** Parts that nobody can scrape where a cloud, or kind, runs the control plane; their alerts go with them. */
const unreachable: Values = {
  kubeControllerManager: { enabled: false },
  kubeScheduler: { enabled: false },
  kubeEtcd: { enabled: false },
  kubeProxy: { enabled: false },
};

/** The chart's values; `certificates` is true where cert-manager signs the operator's webhook certificate. */
export function monitoringValues(context: AddonContext, certificates: boolean): Values {
  return {
    // Their own release brings them: see prometheus-operator-crds.
    crds: { enabled: false },
    ...unreachable,
    ...nodeExporter(context),
    prometheusOperator: operator(context, certificates),
    prometheus: prometheus(context),
    alertmanager: alertmanager(context),
    grafana: grafana(context),
    "kube-state-metrics": {
      priorityClassName: context.priorityClass?.name,
      resources: resources("50m", "96Mi", "250m", "256Mi"),
    },
  };
}

import { targetDefinition } from "../components/cluster";
import type {
  AddonsConfig,
  AppConfig,
  CertificatesConfig,
  ClusterConfig,
  CloudClusterConfig,
  DnsConfig,
  Environment,
  ExistingNetworkConfig,
  NetworkConfig,
  NodePoolConfig,
  StackConfig,
  Values,
} from "./config";
import { DEFAULT_KUBERNETES } from "./kubernetes-versions";
import { mergeValues } from "./merge-values";
import { presets, type Preset } from "./presets";
import type { StackInput } from "./schema";

const LETS_ENCRYPT = "https://acme-v02.api.letsencrypt.org/directory";

type CloudInput = Exclude<StackInput["cluster"], { provider: "existing" }>;
type NodePoolInput = NonNullable<CloudInput["nodePools"]>[number];

/** Fills in every default: first the user's key, then the environment's preset, then the platform's own default. */
export function resolve(input: StackInput, stack: string): StackConfig {
  const environment = input.environment ?? "dev";
  const preset = presets[environment];
  const replicas = input.availability?.replicas ?? preset.replicas;
  return {
    environment,
    stack,
    cluster: resolveCluster(input, environment),
    network: resolveNetwork(input.network, preset),
    domain: input.domain,
    dns: resolveDns(input),
    certificates: resolveCertificates(input),
    addons: resolveAddons(input, preset, replicas),
    app: resolveApp(input, environment),
    charts: { mirror: input.charts?.mirror, imageRegistry: input.charts?.imageRegistry },
    availability: {
      protect: input.availability?.protect ?? preset.protect,
      replicas,
      spread: input.availability?.spread ?? preset.spread,
      logRetentionDays: input.availability?.logRetentionDays ?? preset.logRetentionDays,
    },
    policies: { productionRules: input.policies?.productionRules ?? preset.productionRules },
    tags: input.tags ?? {},
  };
}

function resolveCluster(input: StackInput, environment: Environment): ClusterConfig {
  const cluster = input.cluster;
  if (cluster.provider === "existing") {
    return {
      provider: cluster.provider,
      name: cluster.name,
      version: cluster.version ?? DEFAULT_KUBERNETES,
      kubeconfig: cluster.kubeconfig,
      context: cluster.context,
    };
  }
  return resolveCloudCluster(cluster, environment);
}

function resolveCloudCluster(cluster: CloudInput, environment: Environment): CloudClusterConfig {
  const mode = cluster.mode ?? "standard";
  const publicCidrs = cluster.endpoint?.publicCidrs ?? [];
  return {
    provider: cluster.provider,
    name: cluster.name,
    region: cluster.region,
    version: cluster.version ?? DEFAULT_KUBERNETES,
    mode,
    endpoint: {
      private: cluster.endpoint?.private ?? true,
      public: cluster.endpoint?.public ?? publicCidrs.length > 0,
      publicCidrs,
    },
    nodePools:
      cluster.nodePools?.map(resolveNodePool) ?? targetDefinition(cluster.provider).preset(environment, mode).nodePools,
    adminGroups: cluster.adminGroups ?? [],
    account: cluster.account,
    workloadIdentity: ("workloadIdentity" in cluster && cluster.workloadIdentity) || "pod-identity",
  };
}

function resolveNodePool(pool: NodePoolInput): NodePoolConfig {
  const min = pool.min ?? 1;
  return {
    name: pool.name,
    sizes: pool.sizes,
    spot: pool.spot ?? false,
    min,
    max: pool.max ?? Math.max(3, min),
    zones: pool.zones ?? [],
    labels: pool.labels ?? {},
    taints: pool.taints ?? [],
    diskSizeGiB: pool.diskSizeGiB ?? 50,
  };
}

function resolveNetwork(network: StackInput["network"], preset: Preset): NetworkConfig {
  return {
    cidr: network?.cidr ?? "10.0.0.0/16",
    podCidr: network?.podCidr ?? "10.64.0.0/16",
    serviceCidr: network?.serviceCidr ?? "10.96.0.0/20",
    zones: network?.zones ?? 3,
    nat: network?.nat ?? preset.nat,
    flowLogs: network?.flowLogs ?? true,
    existing: network?.existing && resolveExistingNetwork(network.existing),
  };
}

function resolveExistingNetwork(
  existing: NonNullable<NonNullable<StackInput["network"]>["existing"]>,
): ExistingNetworkConfig {
  return {
    id: existing.id,
    privateSubnets: existing.privateSubnets,
    publicSubnets: existing.publicSubnets ?? [],
    apiServerSubnet: existing.apiServerSubnet,
    podRange: existing.podRange,
    serviceRange: existing.serviceRange,
  };
}

function resolveDns(input: StackInput): DnsConfig | undefined {
  const zone = input.dns?.zone ?? input.domain;
  if (input.domain === undefined || zone === undefined) return undefined;
  return { zone, manage: input.dns?.manage ?? "create", id: input.dns?.id };
}

function resolveCertificates(input: StackInput): CertificatesConfig {
  return {
    issuer: input.certificates?.issuer ?? (input.domain === undefined ? "selfSigned" : "acme"),
    email: input.certificates?.email,
    server: input.certificates?.server ?? LETS_ENCRYPT,
  };
}

function resolveAddons(input: StackInput, preset: Preset, replicas: number): AddonsConfig {
  const addons = input.addons ?? {};
  const common = (addon: { enabled?: boolean; values?: Values } | undefined): { enabled: boolean; values: Values } => ({
    enabled: addon?.enabled ?? true,
    values: addon?.values ?? {},
  });
  const scaled = (
    addon: { enabled?: boolean; values?: Values; replicas?: number } | undefined,
  ): { enabled: boolean; values: Values; replicas: number } => ({
    ...common(addon),
    replicas: addon?.replicas ?? replicas,
  });
  const monitoring = addons.kubePrometheusStack;
  const oidc = addons.argocd?.oidc;
  return {
    gateway: scaled(addons.gateway),
    certManager: scaled(addons.certManager),
    externalDns: { ...common(addons.externalDns), policy: addons.externalDns?.policy ?? "sync" },
    kubePrometheusStack: {
      ...common(monitoring),
      replicas: monitoring?.replicas ?? preset.prometheusReplicas,
      retention: monitoring?.retention ?? preset.prometheusRetention,
      storage: monitoring?.storage ?? preset.prometheusStorage,
    },
    fluentBit: {
      ...common(addons.fluentBit),
      retentionDays: addons.fluentBit?.retentionDays ?? preset.appLogRetentionDays,
    },
    argocd: {
      ...common(addons.argocd),
      highAvailability: addons.argocd?.highAvailability ?? preset.argocdHighAvailability,
      oidc: oidc && { ...oidc, adminGroups: oidc.adminGroups ?? [] },
    },
    metricsServer: scaled(addons.metricsServer),
    awsLoadBalancerController: scaled(addons.awsLoadBalancerController),
  };
}

function resolveApp(input: StackInput, environment: Environment): AppConfig {
  const app = input.app ?? {};
  const name = app.name ?? "taskboard";
  return {
    enabled: app.enabled ?? true,
    name,
    namespace: app.namespace ?? name,
    delivery: app.delivery ?? "helm",
    chart: app.chart ?? "charts/taskboard",
    version: app.version,
    host: app.host ?? (input.domain === undefined ? undefined : `${name}.${input.domain}`),
    values: mergeValues(app.values ?? {}, app.environments?.[environment] ?? {}),
    repository: app.repository && { ...app.repository, revision: app.repository.revision ?? "HEAD" },
    databaseUrl: app.databaseUrl,
  };
}

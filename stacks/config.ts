/**
 * The stack's configuration as the program sees it: every default filled in, every value checked.
 * `stacks/schema` is what a user writes, `stacks/resolve.ts` turns one into the other.
 */

/** Kinds of environment; each has a preset in `stacks/presets.ts`. */
export type Environment = "dev" | "staging" | "prod";

/** Where the cluster runs; each name is a folder below `components/cluster`, `network` and `identity`. */
export type ProviderName = "eks" | "aks" | "gke" | "existing";

/** Kubernetes' taint effects, in Kubernetes' own spelling; a target translates to its cloud's spelling. */
export type TaintEffect = "NoSchedule" | "PreferNoSchedule" | "NoExecute";

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: TaintEffect;
}

export interface NodePoolConfig {
  readonly name: string;
  /** Machine types in the cloud's own names, most wanted first. AKS and GKE use the first only. */
  readonly sizes: readonly string[];
  readonly spot: boolean;
  /** Nodes in the whole pool. */
  readonly min: number;
  /** Nodes in the whole pool. */
  readonly max: number;
  /** Zones in the cloud's own names; empty means all zones of the network. */
  readonly zones: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  readonly diskSizeGiB: number;
}

export interface EndpointConfig {
  readonly private: boolean;
  readonly public: boolean;
  /** CIDRs that may reach the public endpoint; never 0.0.0.0/0. Empty when `public` is false. */
  readonly publicCidrs: readonly string[];
}

export interface CloudClusterConfig {
  readonly provider: Exclude<ProviderName, "existing">;
  /** The cluster's name in the cloud. */
  readonly name: string;
  readonly region: string;
  /** Kubernetes minor version, such as `1.36`. */
  readonly version: string;
  readonly mode: "standard" | "auto";
  readonly endpoint: EndpointConfig;
  /** Empty in mode `auto` on EKS and GKE, where the cloud makes the nodes; on AKS then the system pool alone. */
  readonly nodePools: readonly NodePoolConfig[];
  /** Administrators: IAM principal ARNs on EKS, Entra group object ids on AKS, Google group addresses on GKE. */
  readonly adminGroups: readonly string[];
  /** AWS account id, Azure subscription id or Google Cloud project id; undefined: that of the credentials. */
  readonly account: string | undefined;
  /** EKS: how workloads get their cloud identity; AKS and GKE have one way each and ignore it. */
  readonly workloadIdentity: "pod-identity" | "irsa";
}

export interface ExistingClusterConfig {
  readonly provider: "existing";
  readonly name: string;
  readonly version: string;
  /** Path of the kubeconfig; undefined: `KUBECONFIG`, then `~/.kube/config`. */
  readonly kubeconfig: string | undefined;
  /** Context in the kubeconfig; undefined: its current context. */
  readonly context: string | undefined;
}

export type ClusterConfig = CloudClusterConfig | ExistingClusterConfig;

/** A network that is there already; the fields in use depend on the target (see docs/config.md). */
export interface ExistingNetworkConfig {
  /** VPC id (EKS), virtual network resource id (AKS) or network self link or name (GKE). */
  readonly id: string;
  /** Private subnets for nodes: subnet ids (EKS), one subnet id (AKS), one subnetwork (GKE). */
  readonly privateSubnets: readonly string[];
  /** EKS: public subnets for load balancers. */
  readonly publicSubnets: readonly string[];
  /** AKS: the delegated subnet of the API server. */
  readonly apiServerSubnet: string | undefined;
  /** GKE: names of the secondary ranges for pods and services. */
  readonly podRange: string | undefined;
  readonly serviceRange: string | undefined;
}

export interface NetworkConfig {
  /** Address range of the VPC or virtual network. */
  readonly cidr: string;
  /** Pods' range where the target has one of its own (AKS overlay, GKE secondary range). */
  readonly podCidr: string;
  /** Services' range. */
  readonly serviceCidr: string;
  /** Zones to spread over: a count, or the zones' names. */
  readonly zones: number | readonly string[];
  /** `single`: one NAT for all zones; `zone`: one for each, so a zone's loss stays local. */
  readonly nat: "single" | "zone";
  readonly flowLogs: boolean;
  readonly existing: ExistingNetworkConfig | undefined;
}

export interface DnsConfig {
  /** The DNS zone's name; the domain lies within it. */
  readonly zone: string;
  /** `create`: the stack makes the zone; `use`: it is there already. */
  readonly manage: "create" | "use";
  /** With `use`: hosted zone id (EKS), zone resource id (AKS) or managed zone name (GKE); undefined: looked up by name. */
  readonly id: string | undefined;
}

export interface CertificatesConfig {
  readonly issuer: "acme" | "selfSigned";
  /** Contact address of the ACME account; set when issuer is `acme`. */
  readonly email: string | undefined;
  /** ACME directory URL. */
  readonly server: string;
}

/** Chart values as plain data. */
export type Values = { readonly [key: string]: unknown };

export interface AddonConfig {
  readonly enabled: boolean;
  /** Raw chart values, merged last. */
  readonly values: Values;
}

export interface GatewayConfig extends AddonConfig {
  readonly replicas: number;
}
export interface CertManagerConfig extends AddonConfig {
  readonly replicas: number;
}
export interface ExternalDnsConfig extends AddonConfig {
  /** `sync` deletes owned records that have no source any more; `upsert-only` never deletes. */
  readonly policy: "sync" | "upsert-only";
}
export interface KubePrometheusStackConfig extends AddonConfig {
  readonly replicas: number;
  /** How long Prometheus keeps samples, such as `7d`. */
  readonly retention: string;
  /** Size of Prometheus' volume, such as `50Gi`. */
  readonly storage: string;
}
export interface FluentBitConfig extends AddonConfig {
  /** Days that the cloud's log service keeps the logs. */
  readonly retentionDays: number;
}
export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  /** Pulumi secret; kept out of plans. A plain string only after it left the config as a secret Output. */
  readonly clientSecret: string;
  /** Groups (values of the `groups` claim) that administer Argo CD. */
  readonly adminGroups: readonly string[];
}
export interface ArgoCdConfig extends AddonConfig {
  readonly highAvailability: boolean;
  readonly oidc: OidcConfig | undefined;
}
export interface MetricsServerConfig extends AddonConfig {
  readonly replicas: number;
}
export interface LoadBalancerControllerConfig extends AddonConfig {
  readonly replicas: number;
}

export interface AddonsConfig {
  readonly gateway: GatewayConfig;
  readonly certManager: CertManagerConfig;
  readonly externalDns: ExternalDnsConfig;
  readonly kubePrometheusStack: KubePrometheusStackConfig;
  readonly fluentBit: FluentBitConfig;
  readonly argocd: ArgoCdConfig;
  readonly metricsServer: MetricsServerConfig;
  readonly awsLoadBalancerController: LoadBalancerControllerConfig;
}

export interface AppConfig {
  readonly enabled: boolean;
  readonly name: string;
  readonly namespace: string;
  /** `helm`: a Helm release by Pulumi; `argocd`: an Application that Argo CD keeps in sync. */
  readonly delivery: "helm" | "argocd";
  /** A folder with Chart.yaml, or `oci://registry/path/chart`. */
  readonly chart: string;
  /** Chart version; set for an OCI chart, undefined for a folder. */
  readonly version: string | undefined;
  /** Host name below `domain`; undefined without a domain. */
  readonly host: string | undefined;
  /** Values for all environments with those of this environment merged over them. */
  readonly values: Values;
  /** With delivery `argocd` and a chart folder: the Git repository that holds it. */
  readonly repository: { readonly url: string; readonly path: string; readonly revision: string } | undefined;
  /** Connection URL of a database outside the cluster, a Pulumi secret; undefined: the chart's own PostgreSQL. */
  readonly databaseUrl: string | undefined;
}

export interface ChartsConfig {
  /** `oci://` or `https://` address of a registry, or a folder, that serves all charts; undefined: their own sources. */
  readonly mirror: string | undefined;
  /** Registry (with path) that serves all images; undefined: their own registries. */
  readonly imageRegistry: string | undefined;
}

/** Numbers that the environment's preset decides and that no single add-on owns. */
export interface AvailabilityConfig {
  /** Protects cluster, keys and zones against deletion and replacement. */
  readonly protect: boolean;
  /** Replicas of stateless platform components. */
  readonly replicas: number;
  /** PodDisruptionBudgets, zone spread and priority classes. */
  readonly spread: boolean;
  /** Days that control-plane and audit logs are kept. */
  readonly logRetentionDays: number;
}

export interface PoliciesConfig {
  /** What rules of level P do: `mandatory` denies, `advisory` warns. */
  readonly productionRules: "mandatory" | "advisory";
}

export interface StackConfig {
  readonly environment: Environment;
  /** Pulumi's stack name; part of the registry owner id of DNS records. */
  readonly stack: string;
  readonly cluster: ClusterConfig;
  readonly network: NetworkConfig;
  /** The public domain of the platform; undefined: no public names. */
  readonly domain: string | undefined;
  readonly dns: DnsConfig | undefined;
  readonly certificates: CertificatesConfig;
  readonly addons: AddonsConfig;
  readonly app: AppConfig;
  readonly charts: ChartsConfig;
  readonly availability: AvailabilityConfig;
  readonly policies: PoliciesConfig;
  readonly tags: Readonly<Record<string, string>>;
}

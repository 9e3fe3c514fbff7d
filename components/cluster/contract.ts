import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { NodePoolConfig, StackConfig, Environment, Values } from "../../stacks/config";
import type { Problem } from "../../stacks/problem";
import type { Grant, Identity } from "../identity/contract";

/** How the gateway's Service gets its address. */
export interface LoadBalancer {
  readonly type: "LoadBalancer" | "NodePort";
  readonly loadBalancerClass: string | undefined;
  readonly annotations: Readonly<Record<string, pulumi.Input<string>>>;
  readonly externalTrafficPolicy: "Local" | "Cluster";
}

/** The StorageClass for persistent volumes of the platform and the application. */
export interface Storage {
  /** Undefined: the cluster's own default class. */
  readonly className: string | undefined;
  /** StorageClass objects that the platform makes, waited for by workloads with volumes. */
  readonly ready: readonly pulumi.Resource[];
}

/** The stack's DNS zone in the cloud. */
export interface Dns {
  readonly zone: string;
  /** Name servers to delegate to, for a zone that the stack made. */
  readonly nameServers: pulumi.Output<string[]> | undefined;
  /** The ACME DNS-01 solver (`dns01`) of cert-manager's ClusterIssuer for this zone. */
  solver(grant: Grant): pulumi.Input<Record<string, unknown>>;
  readonly ready: readonly pulumi.Resource[];
}

/** A cell of the table of what changes between targets, in people's words; read by `kiban compare` and docs. */
export interface TargetFacts {
  readonly cluster: string;
  readonly nodes: string;
  readonly network: string;
  readonly networkPolicy: string;
  readonly loadBalancer: string;
  readonly storageClass: string;
  readonly workloadIdentity: string;
  readonly dns: string;
  readonly logs: string;
  readonly access: string;
  readonly kubeconfig: string;
}

/** Charts whose values a target may add to; the key is the chart's name in `components/addons/versions.lock.json`. */
export type ChartName =
  | "cert-manager"
  | "external-dns"
  | "kube-prometheus-stack"
  | "prometheus-operator-crds"
  | "fluent-bit"
  | "argo-cd"
  | "gateway-helm"
  | "metrics-server"
  | "aws-load-balancer-controller";

/**
 * What every target gives to the layers above it. Nothing above this line knows which cloud it is on.
 */
export interface Target {
  /** The component that owns the cluster; parent of nothing above, but a dependency of all. */
  readonly cluster: pulumi.ComponentResource;
  /** Explicit provider for every Kubernetes object. */
  readonly kubernetes: kubernetes.Provider;
  /** Nodes, access and core add-ons: what must exist before the first workload. */
  readonly ready: readonly pulumi.Resource[];
  readonly clusterName: pulumi.Output<string>;
  readonly endpoint: pulumi.Output<string>;
  /** Secret; exec credentials on clouds. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Shell command that writes a kubeconfig entry for a person. */
  readonly connect: pulumi.Output<string>;
  readonly loadBalancer: LoadBalancer;
  readonly storage: Storage;
  /** Undefined without a domain. */
  readonly dns: Dns | undefined;
  readonly identity: Identity;
  /** True where the target already serves metrics.k8s.io. */
  readonly providesMetricsServer: boolean;
  /** True where the AWS Load Balancer Controller is needed for LoadBalancer Services. */
  readonly needsLoadBalancerController: boolean;
  /** False where pods may not use host ports, host paths or the host's network (GKE Autopilot). */
  readonly allowsHostAccess: boolean;
  /** Values that only this target needs, merged over an add-on's own and below the user's raw `values`. */
  readonly chartValues: Partial<Readonly<Record<ChartName, pulumi.Inputs | Values>>>;
}

/** What a target's preset decides for an environment. */
export interface TargetPreset {
  /** Node pools when the user names none; empty in mode `auto`. */
  readonly nodePools: readonly NodePoolConfig[];
}

/**
 * The entry point of a target: `components/cluster/<provider>/index.ts` exports one as `target`.
 * A new cloud is one such folder, one of `network` and one of `identity`.
 */
export interface TargetDefinition {
  /** The cloud's own name, such as `Amazon EKS`. */
  readonly title: string;
  facts(config: StackConfig): TargetFacts;
  preset(environment: Environment, mode: "standard" | "auto"): TargetPreset;
  /** What this target refuses in a configuration that the schema accepts. Pure: no cloud, no Pulumi. */
  check(config: StackConfig): readonly Problem[];
  /** Makes network, cluster, nodes, identity and zone below `parent`. */
  create(config: StackConfig, parent: pulumi.Resource): Target;
}

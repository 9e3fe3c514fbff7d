import * as pulumi from "@pulumi/pulumi";

/** A Kubernetes ServiceAccount, named once by the add-on that owns it. */
export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

/**
 * What a workload may do in the cloud, in words that every target understands. A target turns each into the
 * least privilege of its own cloud, scoped to the stack's own zone or log destination.
 *
 * - `dns-records`: create, change and delete records of the stack's DNS zone (ExternalDNS).
 * - `dns-challenges`: create and delete ACME TXT challenges in the stack's DNS zone (cert-manager).
 * - `logs-write`: append to the stack's log destination (Fluent Bit).
 * - `load-balancers`: manage load balancers of the cluster (AWS Load Balancer Controller).
 */
export type Permission = "dns-records" | "dns-challenges" | "logs-write" | "load-balancers";

/** A cloud identity that a ServiceAccount now has. */
export interface Grant {
  /** Role ARN (EKS), client id (AKS), principal (GKE); undefined where the target has no identities. */
  readonly identity: pulumi.Output<string> | undefined;
  /** Annotations that the ServiceAccount must carry. */
  readonly serviceAccountAnnotations: Readonly<Record<string, pulumi.Input<string>>>;
  /** Labels that the pods must carry. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** What must exist before the workload starts. */
  readonly ready: readonly pulumi.Resource[];
}

/** The workload identities of a target. */
export interface Identity {
  /** Gives `serviceAccount` exactly `permissions`. Call once for each ServiceAccount. */
  grant(serviceAccount: ServiceAccount, permissions: readonly Permission[]): Grant;
}

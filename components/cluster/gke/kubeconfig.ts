import type { Cluster } from "@pulumi/gcp/container";
import * as pulumi from "@pulumi/pulumi";

/** What a kubeconfig says of a GKE cluster. */
export interface KubeconfigParts {
  readonly name: string;
  /** Host name or address of the API server. */
  readonly endpoint: string;
  /** Base64 PEM; undefined for the DNS endpoint, whose certificate is signed by a public authority. */
  readonly certificateAuthority: string | undefined;
}

/** A kubeconfig without credentials: `gke-gcloud-auth-plugin` gets a token for whoever runs it, each time. */
export function kubeconfig(parts: KubeconfigParts): string {
  const { name } = parts;
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name,
        cluster: {
          server: `https://${parts.endpoint}`,
          "certificate-authority-data": parts.certificateAuthority,
        },
      },
    ],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
    users: [
      {
        name,
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1beta1",
            command: "gke-gcloud-auth-plugin",
            installHint: "Install it with `gcloud components install gke-gcloud-auth-plugin`.",
            provideClusterInfo: true,
          },
        },
      },
    ],
  });
}

/**
 * Host that the kubeconfig points at: the DNS endpoint, or the address where public ranges are allowed. Of both
 * outputs, since only `endpoint` is sure to be unknown in a first preview, and a host that seems known would be called.
 */
export function apiEndpoint(cluster: Cluster, publicEndpoint: boolean): pulumi.Output<string> {
  return publicEndpoint
    ? cluster.endpoint
    : pulumi
        .all([cluster.endpoint, cluster.controlPlaneEndpointsConfig])
        .apply(([endpoint, config]) => config.dnsEndpointConfig?.endpoint ?? endpoint);
}

/** The cluster's kubeconfig, as a secret. */
export function clusterKubeconfig(name: string, cluster: Cluster, publicEndpoint: boolean): pulumi.Output<string> {
  const authority = publicEndpoint
    ? cluster.masterAuth.clusterCaCertificate
    : pulumi.output<string | undefined>(undefined);
  return pulumi.secret(
    pulumi
      .all([apiEndpoint(cluster, publicEndpoint), authority])
      .apply(([endpoint, certificateAuthority]) => kubeconfig({ name, endpoint, certificateAuthority })),
  );
}

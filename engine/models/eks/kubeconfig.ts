import type { Cluster } from "@pulumi/aws/eks/cluster";
import * as pulumi from "@pulumi/pulumi";

/** Credentials that a kubeconfig is narrowed to. */
export interface KubeconfigOptions {
  readonly roleArn?: string;
  readonly profileName?: string;
}

/** The parts of a cluster that a kubeconfig is made of. */
export interface ClusterAccess {
  readonly name: string;
  readonly endpoint: string;
  readonly certificateAuthority: string;
  readonly region: string;
}

/** A kubeconfig with exec credentials of the aws CLI. */
export function kubeconfig(
  cluster: ClusterAccess,
  options: KubeconfigOptions | undefined,
  withProfile: boolean,
): object {
  const args = ["--region", cluster.region, "eks", "get-token", "--cluster-name", cluster.name, "--output", "json"];
  if (options?.roleArn !== undefined) {
    args.push("--role", options.roleArn);
  }
  if (withProfile && options?.profileName !== undefined) {
    args.push("--profile", options.profileName);
  }
  const env = [{ name: "KUBERNETES_EXEC_INFO", value: '{"apiVersion": "client.authentication.k8s.io/v1beta1"}' }];
  const exec = { apiVersion: "client.authentication.k8s.io/v1beta1", command: "aws", args, env };
  return {
    apiVersion: "v1",
    clusters: [
      {
        cluster: { server: cluster.endpoint, "certificate-authority-data": cluster.certificateAuthority },
        name: "kubernetes",
      },
    ],
    contexts: [{ context: { cluster: "kubernetes", user: "aws" }, name: "aws" }],
    "current-context": "aws",
    kind: "Config",
    users: [{ name: "aws", user: { exec } }],
  };
}

/** What a kubeconfig needs of a cluster, as an output. */
export function clusterAccess(cluster: Cluster): pulumi.Output<ClusterAccess> {
  return pulumi.output({
    name: cluster.name,
    endpoint: cluster.endpoint,
    certificateAuthority: cluster.certificateAuthority.data,
    region: cluster.arn.apply(regionOfArn),
  });
}

function regionOfArn(arn: string): string {
  return arn.split(":")[3] ?? "";
}

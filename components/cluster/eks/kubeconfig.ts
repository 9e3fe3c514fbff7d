import * as pulumi from "@pulumi/pulumi";

export interface KubeconfigArgs {
  readonly clusterName: string;
  readonly region: string;
  readonly endpoint: pulumi.Input<string>;
  /** PEM in base64. */
  readonly certificateAuthority: pulumi.Input<string>;
}

/**
 * A kubeconfig that gets a token from the AWS CLI each time, so that none is stored and none expires. It names no
 * profile: each person and each runner uses its own credentials.
 */
export function kubeconfig(args: KubeconfigArgs): pulumi.Output<string> {
  const { clusterName, region, endpoint, certificateAuthority } = args;
  return pulumi.secret(
    pulumi.jsonStringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        { name: clusterName, cluster: { server: endpoint, "certificate-authority-data": certificateAuthority } },
      ],
      contexts: [{ name: clusterName, context: { cluster: clusterName, user: clusterName } }],
      "current-context": clusterName,
      users: [
        {
          name: clusterName,
          user: {
            exec: {
              apiVersion: "client.authentication.k8s.io/v1beta1",
              command: "aws",
              args: ["--region", region, "eks", "get-token", "--cluster-name", clusterName, "--output", "json"],
              interactiveMode: "IfAvailable",
              installHint: "The AWS CLI 2.7 or later is needed: https://aws.amazon.com/cli/",
            },
          },
        },
      ],
    }),
  );
}

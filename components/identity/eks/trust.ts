import { OpenIdConnectProvider } from "@pulumi/aws/iam/openIdConnectProvider";
import * as pulumi from "@pulumi/pulumi";
import type { ServiceAccount } from "../contract";
import { policyDocument } from "./policy-document";

/** How a role comes to trust one ServiceAccount of the cluster and nothing else. */
export interface Trust {
  /** `pod-identity` needs an association for each role, `irsa` an annotation on each ServiceAccount. */
  readonly kind: "pod-identity" | "irsa";
  policy(serviceAccount: ServiceAccount): pulumi.Output<string>;
}

/**
 * Trust in EKS Pod Identity. EKS refuses a role that does not allow both actions; the session tags that it sends
 * hold the role to one ServiceAccount of one cluster even if someone adds another association.
 * Source: Amazon EKS user guide, "Create IAM role with trust policy required by EKS Pod Identity".
 */
export function podIdentityTrust(clusterArn: pulumi.Input<string>): Trust {
  return {
    kind: "pod-identity",
    policy: (serviceAccount) =>
      policyDocument([
        {
          Effect: "Allow",
          Principal: { Service: "pods.eks.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Condition: {
            StringEquals: {
              "aws:RequestTag/eks-cluster-arn": clusterArn,
              "aws:RequestTag/kubernetes-namespace": serviceAccount.namespace,
              "aws:RequestTag/kubernetes-service-account": serviceAccount.name,
            },
          },
        },
      ]),
  };
}

/**
 * Trust in the cluster's own token issuer (IAM roles for service accounts). The provider gets no thumbprints: IAM
 * trusts the issuer's certificate authority, and reading a thumbprint would need the network during a preview.
 */
export function serviceAccountTokenTrust(
  name: string,
  issuerUrl: pulumi.Output<string>,
  options: pulumi.CustomResourceOptions,
): Trust {
  const audience = "sts.amazonaws.com";
  const provider = new OpenIdConnectProvider(`${name}-issuer`, { url: issuerUrl, clientIdLists: [audience] }, options);
  return {
    kind: "irsa",
    policy: ({ namespace, name: account }) =>
      pulumi.all([issuerUrl, provider.arn]).apply(([url, arn]) => {
        const issuer = url.replace(/^https:\/\//, "");
        return policyDocument([
          {
            Effect: "Allow",
            Principal: { Federated: arn },
            Action: ["sts:AssumeRoleWithWebIdentity"],
            Condition: {
              StringEquals: {
                [`${issuer}:aud`]: audience,
                [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${account}`,
              },
            },
          },
        ]);
      }),
  };
}

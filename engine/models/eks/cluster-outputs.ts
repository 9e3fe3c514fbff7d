import type { Cluster } from "@pulumi/aws/eks/cluster";
import * as pulumi from "@pulumi/pulumi";
import type { ClusterOptions } from "./cluster-options";
import { clusterAccess, kubeconfig } from "./kubeconfig";
import type { NodeSecurityGroup } from "./security-groups";

/** One kubeconfig for the component's own provider, one to hand out. */
export function kubeconfigs(
  cluster: Cluster,
  options: ClusterOptions,
): { readonly own: pulumi.Output<string>; readonly shared: pulumi.Output<object> } {
  const profileName = new pulumi.Config("aws").get("profile");
  const credentials = options["providerCredentialOpts"] ?? (profileName === undefined ? undefined : { profileName });
  const known = pulumi.all([clusterAccess(cluster), credentials]);
  return {
    own: known.apply(([access, narrowed]) => JSON.stringify(kubeconfig(access, narrowed, true))),
    shared: known.apply(([access, narrowed]) => kubeconfig(access, narrowed, false)),
  };
}

/** The component's outputs. */
export function clusterOutputs(core: pulumi.Inputs, nodeGroup: NodeSecurityGroup | undefined): pulumi.Inputs {
  const cluster: Cluster = core["cluster"];
  const issuer = cluster.identities.apply((identities) => identities?.[0]?.oidcs?.[0]?.issuer ?? "");
  const eksGroup = cluster.vpcConfig.clusterSecurityGroupId;
  const values: pulumi.Inputs = {
    core,
    eksCluster: cluster,
    instanceRoles: core["instanceRoles"],
    kubeconfig: core["kubeconfig"],
    kubeconfigJson: pulumi.jsonStringify(core["kubeconfig"]),
    clusterSecurityGroup: core["clusterSecurityGroup"],
    clusterSecurityGroupId: core["clusterSecurityGroup"]?.id ?? eksGroup,
    nodeSecurityGroup: nodeGroup?.group,
    nodeSecurityGroupId: nodeGroup?.group.id ?? eksGroup,
    eksClusterIngressRule: nodeGroup?.clusterIngress,
    clusterIngressRuleId: nodeGroup?.clusterIngress.securityGroupRuleId ?? "",
    defaultNodeGroupAsgName: "",
    fargateProfileId: "",
    fargateProfileStatus: "",
    oidcProviderArn: "",
    oidcProviderUrl: issuer,
    oidcIssuer: issuer.apply((url) => url.replace("https://", "")),
    autoModeNodeRoleName: core["autoModeNodeRoleName"],
  };
  // As whole outputs: a group of values with an unknown part is unknown to those who read it.
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, pulumi.output(value)]));
}

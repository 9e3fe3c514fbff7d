import "./cluster-reference";
import type { Cluster } from "@pulumi/aws/eks/cluster";
import * as pulumi from "@pulumi/pulumi";
import { clusterAccess, kubeconfig } from "./kubeconfig";

/** Model of the method `getKubeconfig`. */
export function getKubeconfig(args: pulumi.Inputs): pulumi.Inputs {
  const cluster: pulumi.Output<Cluster> = args["__self__"].eksCluster;
  const options = pulumi.output({ roleArn: args["roleArn"], profileName: args["profileName"] });
  const access = cluster.apply(clusterAccess);
  const config = pulumi.all([access, options]).apply(([known, credentials]) => kubeconfig(known, credentials, true));
  return { result: config.apply((value) => JSON.stringify(value)) };
}

// Register the classes that references within a cluster's outputs become. The model of the cluster itself does without:
// classes belong to the whole process, and the program would get them too where the real engine gives it none.
import "@pulumi/aws/eks";
import * as eks from "@pulumi/eks";
import type * as pulumi from "@pulumi/pulumi";

/**
 * The cluster among the inputs. To its own plugin a cluster is a component like any other, on which a dependency is one
 * on its children; the SDK's class marks it as remote, on which a dependency is one on itself.
 */
export function clusterInput(inputs: pulumi.Inputs): pulumi.Input<eks.Cluster> {
  const cluster: unknown = inputs["cluster"];
  if (eks.Cluster.isInstance(cluster)) {
    Reflect.set(cluster, "__remote", false);
  }
  return inputs["cluster"];
}

import type { LoadBalancer } from "../../cluster/contract";
import type { Network } from "./network";

const ANNOTATION = "service.beta.kubernetes.io/aws-load-balancer-";

/**
 * A Network Load Balancer with the pods as its targets. Both controllers read the same annotations and differ in the
 * class: EKS Auto Mode has one of its own, else it is that of the AWS Load Balancer Controller.
 *
 * Clients' addresses are preserved by the target group, not by the proxy protocol, which would need both ends to
 * change at the same moment.
 */
export function networkLoadBalancer(network: Network, mode: "standard" | "auto"): LoadBalancer {
  return {
    type: "LoadBalancer",
    loadBalancerClass: mode === "auto" ? "eks.amazonaws.com/nlb" : "service.k8s.aws/nlb",
    annotations: {
      [`${ANNOTATION}scheme`]: network.loadBalancerScheme,
      [`${ANNOTATION}nlb-target-type`]: "ip",
      [`${ANNOTATION}target-group-attributes`]: "preserve_client_ip.enabled=true",
      ...(network.loadBalancerSubnetIds && { [`${ANNOTATION}subnets`]: network.loadBalancerSubnetIds.join(",") }),
    },
    externalTrafficPolicy: "Local",
  };
}

import type { Values } from "../../../stacks/config";
import { certManager } from "../cert-manager";
import type { Addon, AddonContext } from "../contract";
import { namespaces } from "../namespaces";
import { prometheusOperatorCrds } from "../prometheus-operator-crds";
import { createAddonNamespace, createRelease } from "../release";
import { resources, restrictedContainer, spreadOver } from "../workload";

function values({ config, target }: AddonContext, monitoring: boolean, certificates: boolean): Values {
  const { replicas } = config.addons.awsLoadBalancerController;
  return {
    clusterName: target.clusterName,
    replicaCount: replicas,
    podDisruptionBudget: replicas > 1 ? { maxUnavailable: 1 } : {},
    topologySpreadConstraints: config.availability.spread
      ? spreadOver({ "app.kubernetes.io/name": loadBalancerController.name })
      : [],
    serviceAccount: { name: loadBalancerController.identity?.serviceAccount.name },
    securityContext: restrictedContainer,
    podSecurityContext: { fsGroup: 65534, seccompProfile: { type: "RuntimeDefault" } },
    resources: resources("100m", "128Mi", "500m", "512Mi"),
    // The chart would else make a new certificate authority at each rendering.
    enableCertManager: certificates,
    // It intercepts the creation of every Service and fails closed; the gateway names its load balancer class itself.
    enableServiceMutatorWebhook: false,
    // Envoy Gateway owns the Gateway API.
    controllerConfig: { featureGates: { ALBGatewayAPI: false, NLBGatewayAPI: false } },
    ingressClassConfig: { default: false },
    serviceMonitor: { enabled: monitoring },
  };
}

/** Makes Network Load Balancers for Services, on EKS with node groups. */
export const loadBalancerController: Addon = {
  name: "aws-load-balancer-controller",
  title: "AWS Load Balancer Controller",
  description: "Makes Network Load Balancers for the gateway's Service.",
  chart: "aws-load-balancer-controller",
  namespace: namespaces.loadBalancerController,
  identity: {
    serviceAccount: { namespace: namespaces.loadBalancerController.name, name: "aws-load-balancer-controller" },
    permissions: ["load-balancers"],
  },
  needs: [],
  uses: [prometheusOperatorCrds, certManager],
  enabled: ({ addons }, target) => target.needsLoadBalancerController && addons.awsLoadBalancerController.enabled,
  values: ({ addons }) => addons.awsLoadBalancerController.values,
  install(context) {
    const monitoring = context.installed(prometheusOperatorCrds);
    const certificates = context.installed(certManager);
    const grant = context.grant();
    const namespace = createAddonNamespace(this, context);
    const release = createRelease(this, context, {
      namespace,
      values: values(context, monitoring !== undefined, certificates !== undefined),
      grant,
      after: [monitoring, certificates],
    });
    return { ready: [release] };
  },
};

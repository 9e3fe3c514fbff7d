import type { StackConfig, Values } from "../../../stacks/config";
import type { Target } from "../../cluster/contract";
import type { Addon, AddonContext, InstalledAddon } from "../contract";
import { envoyGateway } from "../envoy-gateway";
import { namespaces } from "../namespaces";
import { prometheusOperatorCrds } from "../prometheus-operator-crds";
import { createAddonNamespace, createRelease } from "../release";
import { resources, spreadOver } from "../workload";
import { createIssuer, type Issuer } from "./issuer";

export interface CertManager extends InstalledAddon {
  /** The ClusterIssuer of the platform's certificates. */
  readonly issuer: Issuer;
}

/** Public certificates need a zone in which the platform may answer the issuer's DNS-01 challenge. */
export function issuesPublicCertificates(config: StackConfig, target: Target): boolean {
  return config.certificates.issuer === "acme" && config.certificates.email !== undefined && target.dns !== undefined;
}

/** What the controller, the webhook and the CA injector have in common. */
function deployment(config: StackConfig, component: string): Values {
  const { replicas } = config.addons.certManager;
  return {
    replicaCount: replicas,
    podDisruptionBudget: replicas > 1 ? { enabled: true, maxUnavailable: 1 } : { enabled: false },
    topologySpreadConstraints: config.availability.spread
      ? spreadOver({ "app.kubernetes.io/instance": certManager.name, "app.kubernetes.io/component": component })
      : [],
    resources: resources("50m", "64Mi", "500m", "256Mi"),
  };
}

function values({ config, priorityClass }: AddonContext, monitoring: boolean, gatewayApi: boolean): Values {
  return {
    ...deployment(config, "controller"),
    global: {
      priorityClassName: priorityClass?.name,
      // Its default is kube-system, where GKE Autopilot lets nobody write.
      leaderElection: { namespace: namespaces.certManager.name },
    },
    crds: { enabled: true, keep: true },
    serviceAccount: { name: certManager.identity?.serviceAccount.name },
    config: {
      apiVersion: "controller.config.cert-manager.io/v1alpha1",
      kind: "ControllerConfiguration",
      enableGatewayAPI: gatewayApi,
    },
    prometheus: { servicemonitor: { enabled: monitoring } },
    webhook: deployment(config, "webhook"),
    cainjector: { ...deployment(config, "cainjector"), resources: resources("50m", "128Mi", "500m", "512Mi") },
    startupapicheck: { resources: resources("50m", "64Mi", "500m", "128Mi") },
  };
}

/** Issues and renews the certificates of the gateway and of webhooks. */
export const certManager: Addon<CertManager> = {
  name: "cert-manager",
  title: "cert-manager",
  description: "Issues and renews certificates: public ones by ACME, or from a certificate authority of its own.",
  chart: "cert-manager",
  namespace: namespaces.certManager,
  identity: {
    serviceAccount: { namespace: namespaces.certManager.name, name: "cert-manager" },
    permissions: ["dns-challenges"],
  },
  needs: [],
  uses: [prometheusOperatorCrds, envoyGateway],
  enabled: ({ addons }) => addons.certManager.enabled,
  values: ({ addons }) => addons.certManager.values,
  install(context) {
    const { config, target } = context;
    const monitoring = context.installed(prometheusOperatorCrds);
    // With the Gateway API on and its CRDs absent, the controller exits at start.
    const gatewayApi = context.installed(envoyGateway);
    const grant = issuesPublicCertificates(config, target) ? context.grant() : undefined;
    const namespace = createAddonNamespace(this, context);
    const release = createRelease(this, context, {
      namespace,
      priority: context.priorityClass,
      values: values(context, monitoring !== undefined, gatewayApi !== undefined),
      grant,
      after: [monitoring, gatewayApi],
    });
    return { ready: [release], issuer: createIssuer(context, release, grant) };
  },
};

import type { Values } from "../../../stacks/config";
import type { Addon, AddonContext } from "../contract";
import { envoyGateway } from "../envoy-gateway";
import { namespaces } from "../namespaces";
import { prometheusOperatorCrds } from "../prometheus-operator-crds";
import { createAddonNamespace, createRelease } from "../release";
import { resources } from "../workload";

function values({ config, target, priorityClass }: AddonContext, monitoring: boolean, gatewayApi: boolean): Values {
  return {
    serviceAccount: { name: externalDns.identity?.serviceAccount.name },
    priorityClassName: priorityClass?.name,
    resources: resources("50m", "64Mi", "200m", "256Mi"),
    serviceMonitor: { enabled: monitoring },
    sources: gatewayApi ? ["gateway-httproute", "service"] : ["service"],
    gatewayNamespace: gatewayApi ? namespaces.gateway.name : undefined,
    domainFilters: target.dns ? [target.dns.zone] : [],
    policy: config.addons.externalDns.policy,
    registry: "txt",
    // Its default is one word for all clusters, so that clusters that share a zone would delete each other's records.
    txtOwnerId: `${config.cluster.name}-${config.stack}`,
  };
}

/** Keeps the records of the stack's DNS zone in step with the gateway's routes. */
export const externalDns: Addon = {
  name: "external-dns",
  title: "ExternalDNS",
  description: "Keeps DNS records in step with the hosts of routes and Services.",
  chart: "external-dns",
  namespace: namespaces.externalDns,
  identity: {
    serviceAccount: { namespace: namespaces.externalDns.name, name: "external-dns" },
    permissions: ["dns-records"],
  },
  needs: [],
  uses: [prometheusOperatorCrds, envoyGateway],
  enabled: ({ addons }, target) => target.dns !== undefined && addons.externalDns.enabled,
  values: ({ addons }) => addons.externalDns.values,
  install(context) {
    const monitoring = context.installed(prometheusOperatorCrds);
    // With a Gateway source and no Gateway CRDs, ExternalDNS exits at start.
    const gatewayApi = context.installed(envoyGateway);
    const grant = context.grant();
    const namespace = createAddonNamespace(this, context);
    const release = createRelease(this, context, {
      namespace,
      priority: context.priorityClass,
      values: values(context, monitoring !== undefined, gatewayApi !== undefined),
      grant,
      after: [monitoring, gatewayApi],
      dependsOn: context.target.dns?.ready,
    });
    return { ready: [release] };
  },
};

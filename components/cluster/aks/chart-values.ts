import * as pulumi from "@pulumi/pulumi";
import type { AzureDnsZone } from "../../network/aks/dns-zone";
import type { Target } from "../contract";
import type { AzureContext } from "./context";
import { kustoOutput, type LogStore } from "./log-store";

/**
 * AKS adds a namespace selector to each webhook, so that none can stop the system's namespaces; charts take it away
 * again, and so on for ever. The annotation ends that: the platform's webhooks select their own namespaces.
 */
const NO_ENFORCER = { "admissions.enforcer/disabled": "true" };

/** What charts need to know of Azure. */
export function chartValues(
  azure: AzureContext,
  zone: AzureDnsZone | undefined,
  logs: LogStore | undefined,
): Target["chartValues"] {
  return {
    "cert-manager": {
      webhook: {
        mutatingWebhookConfigurationAnnotations: NO_ENFORCER,
        validatingWebhookConfigurationAnnotations: NO_ENFORCER,
      },
    },
    "kube-prometheus-stack": { prometheusOperator: { admissionWebhooks: { annotations: NO_ENFORCER } } },
    "gateway-helm": { topologyInjector: { annotations: NO_ENFORCER } },
    ...(zone && { "external-dns": externalDnsValues(azure, zone) }),
    ...(logs && { "fluent-bit": { config: { outputs: kustoOutput(logs) } } }),
  };
}

/** ExternalDNS reads a file in any case; with workload identity it holds no secret. */
function externalDnsValues(azure: AzureContext, zone: AzureDnsZone): pulumi.Inputs {
  const settings = pulumi.jsonStringify({
    tenantId: azure.tenantId,
    subscriptionId: zone.subscriptionId,
    resourceGroup: zone.resourceGroupName,
    useWorkloadIdentityExtension: true,
  });
  return {
    provider: { name: "azure" },
    secretConfiguration: { enabled: true, mountPath: "/etc/kubernetes", data: { "azure.json": settings } },
  };
}

import type { StackConfig } from "../../stacks/config";
import type { Target } from "../cluster/contract";
import { issuesPublicCertificates } from "./cert-manager";
import { platformHosts } from "./gateway/hosts";
import { GATEWAY } from "./gateway/objects";
import { namespaces } from "./namespaces";

/** What people should know of the add-ons of a configuration, in sentences. */
export function notesFor(config: StackConfig, target: Target): readonly string[] {
  return [...gatewayNotes(config), ...certificateNotes(config, target), ...logNotes(config, target)];
}

function gatewayNotes(config: StackConfig): string[] {
  const hosts = platformHosts(config).map(({ hostname }) => hostname);
  if (!config.addons.gateway.enabled || config.domain !== undefined || hosts.length === 0) return [];
  return [
    `No domain: the gateway serves ${hosts.join(", ")}, names that no public DNS has. ` +
      `Reach them with \`kubectl port-forward -n ${namespaces.gateway.name} service/${GATEWAY} 8443:443\` and an entry in /etc/hosts.`,
    "A domain (`kiban:domain`) would add public names, a DNS zone kept up to date by ExternalDNS, and certificates that browsers trust.",
  ];
}

function certificateNotes(config: StackConfig, target: Target): string[] {
  const { gateway, certManager } = config.addons;
  if (!gateway.enabled) return [];
  if (!certManager.enabled) {
    return [
      `cert-manager is off: put each listener's certificate into a Secret \`<listener>-tls\` in namespace ${namespaces.gateway.name}.`,
    ];
  }
  if (issuesPublicCertificates(config, target)) return [];
  return [
    "Certificates come from the platform's own authority, which browsers don't know: its certificate is in Secret " +
      `platform-ca in namespace ${namespaces.certManager.name}.`,
  ];
}

function logNotes(config: StackConfig, target: Target): string[] {
  if (!config.addons.fluentBit.enabled || target.chartValues["fluent-bit"] !== undefined) return [];
  return ["This target has no log service: Fluent Bit writes all logs to its own standard output."];
}

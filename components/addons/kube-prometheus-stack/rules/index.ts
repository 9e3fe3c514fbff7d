import type { StackConfig } from "../../../../stacks/config";
import { certificates } from "./certificates";
import { cluster } from "./cluster";
import { delivery } from "./delivery";
import { dns } from "./dns";
import { gateway } from "./gateway";
import { logging } from "./logging";
import type { RuleGroup } from "./rule";

/** The platform's own alert rules: those of the cluster, and of each add-on that is on. */
export function platformRules({ addons, dns: zone }: StackConfig): readonly RuleGroup[] {
  return [
    cluster,
    ...(addons.certManager.enabled ? [certificates] : []),
    ...(addons.externalDns.enabled && zone !== undefined ? [dns] : []),
    ...(addons.gateway.enabled ? [gateway] : []),
    ...(addons.argocd.enabled ? [delivery] : []),
    ...(addons.fluentBit.enabled ? [logging] : []),
  ];
}

import { critical, warning, type RuleGroup } from "./rule";

export const dns: RuleGroup = {
  name: "platform-dns",
  rules: [
    critical("ExternalDnsNotSyncing", "time() - external_dns_controller_last_sync_timestamp_seconds > 900", "5m", {
      summary: "ExternalDNS has not written DNS records for 15 minutes",
      description: "Names of new routes don't resolve, and names of moved ones point to the old address.",
      runbook:
        "Read the logs in namespace external-dns. AccessDenied or 403: the workload identity and the zone do not fit; run `pulumi up` to put them right. Throttling: the zone has other writers.",
    }),
    warning(
      "ExternalDnsErrors",
      "rate(external_dns_registry_errors_total[15m]) + rate(external_dns_source_errors_total[15m]) > 0",
      "15m",
      {
        summary: "ExternalDNS reports errors",
        description: "Reading routes or the zone has failed for 15 minutes.",
        runbook: "Read the logs in namespace external-dns: source errors name the route, registry errors the record.",
      },
    ),
    warning(
      "ExternalDnsForeignRecords",
      "sum(external_dns_registry_skipped_records_owner_mismatch_per_sync) > 0",
      "30m",
      {
        summary: "ExternalDNS skips records that another owner holds",
        description: "A route asks for a name whose TXT record names another cluster or stack.",
        runbook:
          "The logs name the record. Either the other stack gives it up, or the route takes another name. Never edit the TXT record while both run.",
      },
    ),
  ],
};

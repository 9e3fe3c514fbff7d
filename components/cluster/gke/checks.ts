import type { CloudClusterConfig, StackConfig } from "../../../stacks/config";
import type { Problem } from "../../../stacks/problem";
import { SECURITY_GROUP } from "./access";
import { checkTags } from "./labels";
import { checkNetwork } from "./network-checks";
import { checkNodePools } from "./node-pool-checks";

const REGION = /^[a-z]+-[a-z]+\d+$/;
const PROJECT_ID = /^([a-z][a-z0-9.-]*:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/;
const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
const MANAGED_ZONE = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
/** Days that a log bucket can keep entries. */
const MOST_RETENTION_DAYS = 3650;

/** What GKE refuses of a configuration that the schema accepts. */
export function check(config: StackConfig): readonly Problem[] {
  const { cluster } = config;
  if (cluster.provider === "existing") {
    return [];
  }
  return [
    ...checkRegion(cluster),
    ...checkProject(cluster),
    ...checkAdminGroups(cluster.adminGroups),
    ...checkNodePools(cluster),
    ...checkNetwork(config, cluster),
    ...checkZoneId(config),
    ...checkRetention(config),
    ...checkTags(config.tags),
  ];
}

function checkRegion({ region }: CloudClusterConfig): readonly Problem[] {
  if (REGION.test(region)) {
    return [];
  }
  const zone = /^([a-z]+-[a-z]+\d+)-[a-z]$/.exec(region);
  return [
    {
      path: ["cluster", "region"],
      message: zone
        ? `\`${region}\` is a zone, and the cluster is regional`
        : `\`${region}\` is no Google Cloud region`,
      remedy: `give a region such as \`${zone?.[1] ?? "europe-west1"}\``,
    },
  ];
}

function checkProject({ account }: CloudClusterConfig): readonly Problem[] {
  if (account === undefined || PROJECT_ID.test(account)) {
    return [];
  }
  const number = /^\d+$/.test(account);
  return [
    {
      path: ["cluster", "account"],
      message: `\`${account}\` is ${number ? "a project number" : "no Google Cloud project id"}`,
      remedy: "give the project id, 6 to 30 lower-case letters, digits and hyphens, such as `acme-platform`",
    },
  ];
}

function checkAdminGroups(groups: readonly string[]): readonly Problem[] {
  const domain = groups[0]?.split("@")[1];
  return groups.flatMap((group, index): Problem[] => {
    const path = ["cluster", "adminGroups", index];
    const [local, groupDomain] = group.split("@");
    if (!EMAIL.test(group)) {
      return [
        {
          path,
          message: `\`${group}\` is no e-mail address of a Google group`,
          remedy: "give an address such as `platform-admins@example.com`",
        },
      ];
    }
    if (local === SECURITY_GROUP) {
      return [
        {
          path,
          message: `\`${group}\` holds every group that RBAC knows, so all of their members would be administrators`,
          remedy: `name the administrators' own group, such as \`platform-admins@${groupDomain}\`, and nest it in ${group}`,
        },
      ];
    }
    if (groupDomain !== domain) {
      return [
        {
          path,
          message: `\`${group}\` is of another domain than \`${groups[0]}\`, and a cluster knows the groups of one`,
          remedy: `give groups of one domain; its \`${SECURITY_GROUP}@\` group may hold groups of others`,
        },
      ];
    }
    return groups.indexOf(group) < index
      ? [{ path, message: `\`${group}\` is named twice`, remedy: "remove one of the two" }]
      : [];
  });
}

function checkZoneId({ dns }: StackConfig): readonly Problem[] {
  return dns?.id === undefined || MANAGED_ZONE.test(dns.id)
    ? []
    : [
        {
          path: ["dns", "id"],
          message: `\`${dns.id}\` is no name of a Cloud DNS managed zone`,
          remedy: "give the managed zone's name, such as `platform-example-com`",
        },
      ];
}

function checkRetention({ addons, availability }: StackConfig): readonly Problem[] {
  return [
    { path: ["addons", "fluentBit", "retentionDays"], days: addons.fluentBit.retentionDays },
    { path: ["availability", "logRetentionDays"], days: availability.logRetentionDays },
  ]
    .filter(({ days }) => days > MOST_RETENTION_DAYS)
    .map(({ path, days }) => ({
      path,
      message: `Cloud Logging cannot keep logs for ${days} days`,
      remedy: `give at most ${MOST_RETENTION_DAYS}`,
    }));
}

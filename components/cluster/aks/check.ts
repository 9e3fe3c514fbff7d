import type { CloudClusterConfig, StackConfig } from "../../../stacks/config";
import type { Problem } from "../../../stacks/problem";
import { parseZoneId } from "../../network/aks/zone-id";
import { checkNetwork } from "./check-network";
import { checkPools } from "./check-pools";
import { LONGEST_RETENTION_DAYS } from "./control-plane-logs";

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const REGION = /^[a-z][a-z0-9]*$/;

/** Most ranges that AKS takes (AKS docs, "API server authorized IP ranges"); one is the NAT gateway's. */
const MOST_AUTHORIZED_RANGES = 199;

/** Characters that Azure refuses in the names of tags (Azure Resource Manager, "Use tags"). */
const FORBIDDEN_IN_TAGS = /[<>%&\\?/#:]/;
/** DNS zones take the fewest tags of all resources in use. */
const MOST_TAGS = 15;

/** What AKS and Azure refuse in a configuration that the schema accepts. */
export function check(config: StackConfig): readonly Problem[] {
  const { cluster } = config;
  if (cluster.provider !== "aks") return [];
  return [
    ...checkCluster(cluster),
    ...checkPools(cluster),
    ...checkNetwork(config, cluster),
    ...checkZone(config),
    ...checkRetention(config),
    ...checkTags(config),
  ];
}

function checkCluster({ region, account, adminGroups, endpoint }: CloudClusterConfig): Problem[] {
  const problems: Problem[] = [];
  if (!REGION.test(region)) {
    problems.push({
      path: ["cluster", "region"],
      message: `${region} is no name of an Azure region`,
      remedy: "give lower-case letters and digits without spaces, such as westeurope or eastus2",
    });
  }
  if (account !== undefined && !GUID.test(account)) {
    problems.push({
      path: ["cluster", "account"],
      message: `${account} is no Azure subscription id`,
      remedy: "give the id that `az account show --query id` prints",
    });
  }
  adminGroups.forEach((group, index) => {
    if (GUID.test(group)) return;
    problems.push({
      path: ["cluster", "adminGroups", index],
      message: `${group} is no object id of an Entra group`,
      remedy: "give the id that `az ad group show --group NAME --query id` prints",
    });
  });
  if (endpoint.public && endpoint.publicCidrs.length > MOST_AUTHORIZED_RANGES) {
    problems.push({
      path: ["cluster", "endpoint", "publicCidrs"],
      message: `${endpoint.publicCidrs.length} ranges are more than the ${MOST_AUTHORIZED_RANGES} that AKS takes beside the cluster's own`,
      remedy: "join neighbouring ranges, or use a private endpoint",
    });
  }
  return problems;
}

function checkZone({ dns }: StackConfig): Problem[] {
  if (dns?.manage !== "use") return [];
  const path = ["dns", "id"];
  const remedy = "give the id that `az network dns zone show --query id` prints";
  if (dns.id === undefined) {
    return [{ path, message: "Azure finds a zone by its resource group, which the name does not tell", remedy }];
  }
  const id = parseZoneId(dns.id);
  if (id === undefined) return [{ path, message: `${dns.id} is no resource id of a DNS zone`, remedy }];
  if (id.zone.toLowerCase() === dns.zone) return [];
  return [{ path, message: `this is the id of the zone ${id.zone}, not of ${dns.zone}`, remedy }];
}

function checkRetention({ availability }: StackConfig): Problem[] {
  const days = availability.logRetentionDays;
  if (days <= LONGEST_RETENTION_DAYS) return [];
  return [
    {
      path: ["availability", "logRetentionDays"],
      message: `${days} days are more than the ${LONGEST_RETENTION_DAYS} that a Log Analytics workspace keeps`,
      remedy: `give at most ${LONGEST_RETENTION_DAYS}, and export what must live longer`,
    },
  ];
}

function checkTags({ tags }: StackConfig): Problem[] {
  const problems: Problem[] = Object.keys(tags)
    .filter((key) => FORBIDDEN_IN_TAGS.test(key) || /^\d/.test(key) || key.includes(" "))
    .map((key) => ({
      path: ["tags", key],
      message: "Azure refuses this name of a tag on some of the stack's resources",
      remedy: "begin with a letter, and leave out spaces and < > % & \\ ? / # :",
    }));
  if (Object.keys(tags).length > MOST_TAGS) {
    problems.push({
      path: ["tags"],
      message: `${Object.keys(tags).length} tags are more than the ${MOST_TAGS} that a DNS zone takes`,
      remedy: `give at most ${MOST_TAGS}`,
    });
  }
  return problems;
}

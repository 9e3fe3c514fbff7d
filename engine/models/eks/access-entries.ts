import { AccessEntry } from "@pulumi/aws/eks/accessEntry";
import { AccessPolicyAssociation } from "@pulumi/aws/eks/accessPolicyAssociation";
import type { Cluster } from "@pulumi/aws/eks/cluster";
import * as pulumi from "@pulumi/pulumi";
import type { AccessEntryOptions } from "./cluster-options";

/** Access entries with their policies, each policy below its entry. */
export function accessEntries(
  name: string,
  cluster: Cluster,
  entries: Readonly<Record<string, AccessEntryOptions>>,
  parent: pulumi.Resource,
): AccessEntry[] {
  return Object.entries(entries).map(([key, { accessPolicies, username, ...options }]) => {
    const entry = new AccessEntry(
      `${name}-${key}`,
      { ...options, clusterName: cluster.name, userName: username },
      { parent, dependsOn: [cluster] },
    );
    for (const [policyKey, policy] of Object.entries(accessPolicies ?? {})) {
      const association = pulumi.output(policy);
      new AccessPolicyAssociation(
        `${name}-${key}-${policyKey}`,
        {
          accessScope: association.apply((known) => known["accessScope"]),
          principalArn: options.principalArn,
          policyArn: association.apply((known) => known["policyArn"]),
          clusterName: cluster.name,
        },
        { parent: entry, dependsOn: [entry] },
      );
    }
    return entry;
  });
}

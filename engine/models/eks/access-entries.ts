import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";
import type { AccessEntryOptions } from "./cluster-options";

/** Access entries with their policies, each policy below its entry. */
export function accessEntries(
  name: string,
  cluster: eks.Cluster,
  entries: Readonly<Record<string, AccessEntryOptions>>,
  parent: pulumi.Resource,
): eks.AccessEntry[] {
  return Object.entries(entries).map(([key, { accessPolicies, username, ...options }]) => {
    const entry = new eks.AccessEntry(
      `${name}-${key}`,
      { ...options, clusterName: cluster.name, userName: username },
      { parent, dependsOn: [cluster] },
    );
    for (const [policyKey, policy] of Object.entries(accessPolicies ?? {})) {
      const association = pulumi.output(policy);
      new eks.AccessPolicyAssociation(
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

import { MaintenanceConfiguration } from "@pulumi/azure-native/containerservice";
import type * as pulumi from "@pulumi/pulumi";

/** The windows' names are Azure's own; each rules one kind of upgrade (AKS docs, "Planned maintenance"). */
const WINDOWS = [
  { key: "cluster-upgrades", configName: "aksManagedAutoUpgradeSchedule", dayOfWeek: "Tuesday" },
  { key: "node-image-upgrades", configName: "aksManagedNodeOSUpgradeSchedule", dayOfWeek: "Wednesday" },
] as const;

/**
 * When Azure may upgrade by itself: weekly, in the small hours of a working day (UTC), when somebody is there soon
 * after. Six hours leave room for pools that roll node by node.
 */
export function maintenanceWindows(
  name: string,
  {
    clusterName,
    resourceGroupName,
  }: { readonly clusterName: pulumi.Input<string>; readonly resourceGroupName: pulumi.Input<string> },
  options: pulumi.CustomResourceOptions,
): readonly MaintenanceConfiguration[] {
  return WINDOWS.map(
    ({ key, configName, dayOfWeek }) =>
      new MaintenanceConfiguration(
        `${name}-${key}`,
        {
          configName,
          resourceName: clusterName,
          resourceGroupName,
          maintenanceWindow: {
            schedule: { weekly: { dayOfWeek, intervalWeeks: 1 } },
            startTime: "01:00",
            durationHours: 6,
            utcOffset: "+00:00",
          },
        },
        options,
      ),
  );
}

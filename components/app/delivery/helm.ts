import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { StackConfig, Values } from "../../../stacks/config";
import type { ChartFolder } from "../chart";

/** Seconds that a release may take: image pulls, the first migration and a roll-out over three zones. */
const TIMEOUT_SECONDS = 900;

/**
 * Delivery `helm`: a release by Pulumi, which waits until all is ready and rolls a failed upgrade back. It waits for
 * the migration Job too, so an API that never becomes ready shows the Job's reason.
 */
export function createRelease(
  name: string,
  config: StackConfig,
  chart: ChartFolder | undefined,
  values: Values,
  options: pulumi.CustomResourceOptions,
): kubernetes.helm.v3.Release {
  const { app } = config;
  return new kubernetes.helm.v3.Release(
    name,
    {
      // Helm's own name would get a random suffix, and all names that derive from it.
      name: app.name,
      namespace: app.namespace,
      createNamespace: false,
      chart: chart === undefined ? app.chart : `./${chart.path.replace(/^\.\//, "")}`,
      version: chart?.version ?? app.version,
      values: { ...values },
      atomic: true,
      cleanupOnFail: true,
      waitForJobs: true,
      // What Argo CD delivered before stays and becomes the release's: delivery changes without a gap.
      takeOwnership: true,
      timeout: TIMEOUT_SECONDS,
      maxHistory: 10,
    },
    options,
  );
}

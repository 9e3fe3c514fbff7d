import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Values } from "../../stacks/config";
import { mergeValues } from "../../stacks/merge-values";
import type { Grant } from "../identity/contract";
import { createNamespace } from "../tenancy/namespace";
import { chartReference, imageValues } from "./charts";
import type { Addon, AddonContext, InstalledAddon, PlatformPriority } from "./contract";

/** What a release is made of besides its add-on's definition. */
export interface ReleaseArgs {
  readonly namespace: kubernetes.core.v1.Namespace;
  /** The platform's own values. */
  readonly values: Values;
  /** The cloud identity of the chart's ServiceAccount. */
  readonly grant?: Grant;
  /** Add-ons that the release can't do without: the owners of CRDs and webhooks that its objects use. */
  readonly after?: readonly (InstalledAddon | undefined)[];
  /** Class that its pods name. */
  readonly priority?: PlatformPriority;
  /** Objects that its pods mount or refer to. */
  readonly dependsOn?: readonly pulumi.Resource[];
  /** Seconds that Helm waits for the release to become ready. @default 300 */
  readonly timeout?: number;
}

/** Makes an add-on's namespace, once the cluster can run workloads. */
export function createAddonNamespace<Result extends InstalledAddon>(
  addon: Addon<Result>,
  { target, parent }: AddonContext,
  dependsOn: readonly pulumi.Resource[] = [],
): kubernetes.core.v1.Namespace {
  return createNamespace(`${addon.name}-namespace`, addon.namespace, {
    parent,
    dependsOn: [...target.ready, ...dependsOn],
  });
}

/** What to wait for before using these add-ons; nothing for those that are off. */
export function readyOf(...addons: readonly (InstalledAddon | undefined)[]): pulumi.Resource[] {
  return addons.flatMap((addon) => addon?.ready ?? []);
}

/** Annotations and labels of a cloud identity, in the places where all charts that take one have them. */
function grantValues(grant: Grant | undefined): Values {
  if (grant === undefined) return {};
  return { serviceAccount: { annotations: grant.serviceAccountAnnotations }, podLabels: grant.podLabels };
}

/**
 * Installs an add-on's chart as a Helm release: rolled back when it fails, and ready only when all its objects are.
 * Later values win: the platform's, the target's, the identity's, the image mirror's, the user's.
 */
export function createRelease<Result extends InstalledAddon>(
  addon: Addon<Result>,
  { config, target, parent }: AddonContext,
  args: ReleaseArgs,
): kubernetes.helm.v3.Release {
  const { chart } = addon;
  if (chart === undefined) throw new Error(`Add-on ${addon.name} has no chart to release.`);
  const values = mergeValues(
    args.values,
    (target.chartValues[chart] as Values | undefined) ?? {},
    grantValues(args.grant),
    imageValues(chart, config.charts.imageRegistry),
    addon.values(config),
  );
  return new kubernetes.helm.v3.Release(
    addon.name,
    {
      ...chartReference(chart, config.charts.mirror),
      name: addon.name,
      namespace: addon.namespace.name,
      createNamespace: false,
      values,
      atomic: true,
      cleanupOnFail: true,
      skipAwait: false,
      waitForJobs: true,
      timeout: args.timeout ?? 300,
      maxHistory: 5,
    },
    {
      parent,
      dependsOn: [
        args.namespace,
        ...readyOf(...(args.after ?? [])),
        ...(args.dependsOn ?? []),
        ...(args.grant?.ready ?? []),
        ...(args.priority ? [args.priority.resource] : []),
      ],
    },
  );
}

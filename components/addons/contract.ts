import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { StackConfig, Values } from "../../stacks/config";
import type { ChartName, Target } from "../cluster/contract";
import type { Grant, Permission, ServiceAccount } from "../identity/contract";
import type { NamespaceDefinition } from "../tenancy/namespace";

/** What an add-on gives to those that need it. */
export interface InstalledAddon {
  /**
   * What must exist before objects that this add-on serves are made: its CRDs, its webhooks, its controller.
   * A release is ready when Helm's wait ends, so there are no sleeps.
   */
  readonly ready: readonly pulumi.Resource[];
}

/** The cloud identity of an add-on's workload. */
export interface WorkloadIdentity {
  readonly serviceAccount: ServiceAccount;
  readonly permissions: readonly Permission[];
}

/** The priority of the platform's own pods above those of tenants. */
export interface PlatformPriority {
  readonly name: string;
  readonly resource: kubernetes.scheduling.v1.PriorityClass;
}

/** What `install` works with. */
export interface AddonContext {
  readonly config: StackConfig;
  readonly target: Target;
  /** The add-on's component: parent of all that it makes. */
  readonly parent: pulumi.ComponentResource;
  /** Undefined where the environment has none. */
  readonly priorityClass: PlatformPriority | undefined;
  /** Gives the add-on's ServiceAccount its cloud permissions. Call once at most. */
  grant(): Grant;
  /** Another add-on of `needs` or `uses` as installed; undefined where it is off. */
  installed<Result extends InstalledAddon>(addon: Addon<Result>): Result | undefined;
}

/**
 * An add-on of the platform. One folder each, whose `index.ts` exports the definition.
 *
 * `needs` and `uses` only say which other add-ons `install` may ask for, and thereby the order of construction. What a
 * resource waits for is its own `dependsOn`, so that an Argo CD release does not wait for a gateway that only its
 * route needs.
 */
export interface Addon<Result extends InstalledAddon = InstalledAddon> {
  /** Name of the component and, where there is a chart, of the release. */
  readonly name: string;
  readonly title: string;
  /** What it does for the platform, as one sentence. */
  readonly description: string;
  /** The chart in `versions.lock.json`; undefined for an add-on of plain objects. */
  readonly chart: ChartName | undefined;
  readonly namespace: NamespaceDefinition;
  readonly identity: WorkloadIdentity | undefined;
  /** Add-ons without which this one can't work; it is an error to turn them off. */
  readonly needs: readonly Addon[];
  /** Add-ons that this one makes use of where they are on. */
  readonly uses: readonly Addon[];
  enabled(config: StackConfig, target: Target): boolean;
  /** The user's raw chart values. */
  values(config: StackConfig): Values;
  install(context: AddonContext): Result;
}

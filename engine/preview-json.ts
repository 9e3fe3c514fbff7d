import type { Plan, PlannedResource, PlanValue } from "./plan";
import { SECRET, UNKNOWN } from "./plan";
import { STACK_TYPE } from "./urn";

/**
 * A resource's state in the shape of Pulumi's checkpoints (`apitype.ResourceV3`); empty parts are left out. So are
 * aliases, of which a checkpoint names only those that an older resource was found by.
 */
export interface PreviewState {
  readonly urn: string;
  readonly custom: boolean;
  readonly type: string;
  readonly [part: string]: unknown;
}

/** One step in the shape of `pulumi preview --json`. */
export interface PreviewStep {
  readonly op: "create" | "import" | "read";
  readonly urn: string;
  readonly provider?: string;
  readonly newState: PreviewState;
  /** Null, as Pulumi writes for a resource that has no old state. */
  readonly detailedDiff: null;
}

/** The shape of `pulumi preview --json` for a stack that has no resources yet (pkg/display/json.go of Pulumi). */
export interface PreviewJson {
  readonly config: { readonly [key: string]: string };
  readonly steps: readonly PreviewStep[];
  readonly diagnostics: readonly { readonly urn?: string; readonly message: string; readonly severity: string }[];
  readonly changeSummary: { readonly [op: string]: number };
}

/**
 * A plan in the shape of `pulumi preview --json`. Everything is created: a plan knows no state.
 * @param config the stack's configuration
 * @param secretConfigKeys keys of it whose values are not shown
 */
export function toPreviewJson(
  plan: Plan,
  config: Readonly<Record<string, string>> = {},
  secretConfigKeys: readonly string[] = [],
): PreviewJson {
  const steps = plan.resources.map((resource) => previewStep(resource, plan));
  const changeSummary: { [op: string]: number } = {};
  for (const { op } of steps) {
    changeSummary[op] = (changeSummary[op] ?? 0) + 1;
  }
  return {
    config: Object.fromEntries(
      Object.entries(config).map(([key, value]) => [key, secretConfigKeys.includes(key) ? SECRET : value]),
    ),
    steps,
    diagnostics: plan.diagnostics
      .filter(({ severity }) => severity !== "debug")
      .map(({ urn, message, severity }) => ({ ...(urn === undefined ? {} : { urn }), message, severity })),
    changeSummary,
  };
}

function previewStep(resource: PlannedResource, plan: Plan): PreviewStep {
  const op = resource.external ? "read" : resource.importId === undefined ? "create" : "import";
  return {
    op,
    urn: resource.urn,
    ...(resource.provider === undefined ? {} : { provider: resource.provider }),
    newState: previewState(resource, plan),
    detailedDiff: null,
  };
}

function previewState(resource: PlannedResource, plan: Plan): PreviewState {
  const { urn, custom, type } = resource;
  const { id, ...outputs } = resource.type === STACK_TYPE ? { ...plan.outputs } : resource.outputs;
  const parts: Record<string, unknown> = {
    id: custom && id !== UNKNOWN ? id : undefined,
    inputs: resource.inputs,
    outputs: custom ? { ...resource.inputs, ...outputs } : { ...outputs, ...(id === undefined ? {} : { id }) },
    parent: resource.parent,
    protect: resource.protect,
    external: resource.external,
    dependencies: resource.dependencies,
    provider: resource.provider,
    propertyDependencies: resource.propertyDependencies,
    additionalSecretOutputs: resource.additionalSecretOutputs,
    customTimeouts: inSeconds(resource.customTimeouts),
    importID: resource.importId,
    retainOnDelete: resource.retainOnDelete,
    deletedWith: resource.deletedWith,
    sourcePosition: resource.source === undefined ? undefined : `project:///${resource.source}`,
    ignoreChanges: resource.ignoreChanges,
    replaceOnChanges: resource.replaceOnChanges,
  };
  return { urn, custom, type, ...Object.fromEntries(Object.entries(parts).filter(([, part]) => !isEmpty(part))) };
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** Go's durations (`1h30m`) as checkpoints hold them, in seconds. */
function inSeconds(timeouts: PlannedResource["customTimeouts"]): Record<string, number> {
  const seconds = (duration: string): number =>
    [...duration.matchAll(/(\d+(?:\.\d+)?)([smh])/g)].reduce(
      (sum, [, count, unit]) => sum + Number(count) * (SECONDS[unit ?? "s"] ?? 1),
      0,
    );
  return Object.fromEntries(Object.entries(timeouts ?? {}).map(([key, duration]) => [key, seconds(duration)]));
}

function isEmpty(part: unknown): boolean {
  return (
    part === undefined ||
    part === false ||
    (typeof part === "object" && part !== null && Object.keys(part as { [key: string]: PlanValue }).length === 0)
  );
}

import type { Plan, PlannedResource, PlanValue } from "./plan";
import { SECRET } from "./plan";
import { pathOf } from "./plan-values";
import { replacingPaths } from "./replacements";
import { isProviderType } from "./urn";

/** One property that is not the same; a side is undefined where the property is absent. Secrets show as `SECRET`. */
export interface PropertyChange {
  /** Such as `spec.replicas` or `tags["a.b"]`. */
  readonly path: string;
  readonly before: PlanValue | undefined;
  readonly after: PlanValue | undefined;
}

/**
 * What a change does to the resource: `update` and `replace` where the table of `replacements.ts` knows the type,
 * `unverified` where it does not, `none` where only options changed that no provider sees.
 */
export type ChangeAction = "none" | "update" | "replace" | "unverified";

/** A resource that is in both plans and not the same in them. */
export interface ResourceChange {
  readonly before: PlannedResource;
  readonly after: PlannedResource;
  readonly action: ChangeAction;
  /** Paths of the inputs that make the provider replace it. */
  readonly replacedBy: readonly string[];
  readonly inputs: readonly PropertyChange[];
  /** Options such as `protect`, `parent`, `provider`, `dependencies`. */
  readonly options: readonly PropertyChange[];
}

export interface PlanDiff {
  readonly added: readonly PlannedResource[];
  readonly removed: readonly PlannedResource[];
  readonly changed: readonly ResourceChange[];
}

/** Options that a change is told of, beside the URN itself. */
const OPTIONS = [
  "urn",
  "parent",
  "provider",
  "dependencies",
  "protect",
  "retainOnDelete",
  "deletedWith",
  "deleteBeforeReplace",
  "ignoreChanges",
  "replaceOnChanges",
  "additionalSecretOutputs",
  "importId",
  "customTimeouts",
  "version",
  "pluginDownloadURL",
] as const satisfies readonly (keyof PlannedResource)[];

/**
 * Compares two plans of one stack. A resource that says by its aliases what it was called before is changed, not
 * removed and added. A secret that stays a secret counts as unchanged: plans do not keep its value.
 */
export function diffPlans(before: Plan, after: Plan): PlanDiff {
  const rest = new Map(before.resources.map((resource) => [resource.urn, resource]));
  const current = new Set(after.resources.map(({ urn }) => urn));
  const renamed = new Map<string, string>();
  const added: PlannedResource[] = [];
  const pairs: [PlannedResource, PlannedResource][] = [];
  for (const resource of after.resources) {
    const former = [resource.urn, ...resource.aliases.filter((urn) => !current.has(urn))].find((urn) => rest.has(urn));
    const match = former === undefined ? undefined : rest.get(former);
    if (match === undefined) {
      added.push(resource);
    } else {
      rest.delete(match.urn);
      renamed.set(match.urn, resource.urn);
      pairs.push([match, resource]);
    }
  }
  const changed = pairs.map(([old, now]) => changeOf(old, now, renamed)).filter((change) => change !== undefined);
  return { added, removed: [...rest.values()], changed };
}

function changeOf(
  before: PlannedResource,
  after: PlannedResource,
  renamed: ReadonlyMap<string, string>,
): ResourceChange | undefined {
  const inputs = propertyChanges(before.inputs, after.inputs).filter(({ path }) => !covers(after.ignoreChanges, path));
  const options = OPTIONS.flatMap((option) =>
    propertyChanges(optionOf(before, option, renamed), optionOf(after, option, new Map()), option),
  );
  if (inputs.length === 0 && options.length === 0) {
    return undefined;
  }
  return { before, after, ...actionOf(after, inputs), inputs, options };
}

/** An option's value; dependencies on a renamed resource are dependencies on what it is called now. */
function optionOf(
  resource: PlannedResource,
  option: (typeof OPTIONS)[number],
  renamed: ReadonlyMap<string, string>,
): PlanValue | undefined {
  const value = resource[option];
  if (option === "dependencies") {
    return resource.dependencies.map((urn) => renamed.get(urn) ?? urn).sort();
  }
  if (option === "parent" && typeof value === "string") {
    return renamed.get(value) ?? value;
  }
  if (option === "provider" && typeof value === "string") {
    const [urn = ""] = /^.*(?=::[^:]*$)/.exec(value) ?? [];
    return renamed.get(urn) ?? urn;
  }
  return value as PlanValue | undefined;
}

function actionOf(
  resource: PlannedResource,
  inputs: readonly PropertyChange[],
): Pick<ResourceChange, "action" | "replacedBy"> {
  if (!resource.custom || inputs.length === 0) {
    return { action: inputs.length === 0 ? "none" : "update", replacedBy: [] };
  }
  const known = isProviderType(resource.type) ? undefined : replacingPaths(resource.type);
  const replacing = [...(known ?? []), ...resource.replaceOnChanges];
  const replacedBy = inputs.map(({ path }) => path).filter((path) => covers(replacing, path));
  if (replacedBy.length > 0) {
    return { action: "replace", replacedBy };
  }
  return { action: known === undefined ? "unverified" : "update", replacedBy };
}

/** True when one of the patterns is the path, a part of it from the start, or lies below it; `*` and `[*]` match any key. */
function covers(patterns: readonly string[], path: string): boolean {
  const parts = keysOf(path);
  return patterns.some((pattern) => {
    const expected = keysOf(pattern).filter((key) => key !== "");
    const shared = Math.min(expected.length, parts.length);
    return expected.slice(0, shared).every((key, index) => key === "*" || key === parts[index]);
  });
}

/** Keys of a path without the indices of lists, which tables leave out. */
function keysOf(path: string): string[] {
  return [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[\*\]|\[\d+\]|([^.[\]]+)/g)].flatMap(([text, quoted, plain]) => {
    if (/^\[(\*|\d+)\]$/.test(text)) {
      return [];
    }
    return [quoted ?? plain ?? ""];
  });
}

/** All places where two values differ, at the deepest level that both have. */
export function propertyChanges(
  before: PlanValue | undefined,
  after: PlanValue | undefined,
  path = "",
): PropertyChange[] {
  if (isComposite(before) && isComposite(after) && Array.isArray(before) === Array.isArray(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => {
      const step = Array.isArray(before) ? Number(key) : key;
      return propertyChanges(partOf(before, key), partOf(after, key), pathOf(path, step));
    });
  }
  if (before === after || (before === SECRET && after === SECRET)) {
    return [];
  }
  return [{ path, before, after }];
}

function isComposite(
  value: PlanValue | undefined,
): value is readonly PlanValue[] | { readonly [key: string]: PlanValue } {
  return typeof value === "object" && value !== null;
}

function partOf(value: object, key: string): PlanValue | undefined {
  return Object.hasOwn(value, key) ? (Reflect.get(value, key) as PlanValue) : undefined;
}

import type { Plan, PlannedResource, PlanValue } from "../../engine/plan";

/** Resources of one type, or of any of several. */
export function ofType(plan: Plan, ...types: readonly string[]): PlannedResource[] {
  return plan.resources.filter(({ type }) => types.includes(type));
}

/** Kubernetes objects of a kind, whatever the SDK class that made them. */
export function ofKind(plan: Plan, kind: string): PlannedResource[] {
  return plan.resources.filter(({ type, inputs }) => type.startsWith("kubernetes:") && inputs["kind"] === kind);
}

/** The value at a path such as `spec.provider.type` or `pools[0].name`; undefined where there is none. */
export function valueAt(value: PlanValue | undefined, path: string): PlanValue | undefined {
  const parts = path.match(/[^.[\]]+/g) ?? [];
  return parts.reduce<PlanValue | undefined>((inner, part) => {
    if (typeof inner !== "object" || inner === null) return undefined;
    return (inner as { readonly [key: string]: PlanValue })[part];
  }, value);
}

/** The text at a path; undefined for anything else. */
export function textAt(value: PlanValue | undefined, path: string): string | undefined {
  const found = valueAt(value, path);
  return typeof found === "string" ? found : undefined;
}

/** `3 × NodeGroup, 1 × LaunchTemplate`: how many of each type, under a short name. */
export function countTypes(resources: readonly PlannedResource[]): string {
  const counts = new Map<string, number>();
  for (const { type } of resources) {
    const name = type.slice(type.lastIndexOf(":") + 1);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => (count === 1 ? name : `${count} × ${name}`)).join(", ");
}

/** Joins what is there, each once. */
export function join(parts: readonly (string | undefined)[]): string {
  return [...new Set(parts.filter((part) => part !== undefined && part !== ""))].join(", ");
}

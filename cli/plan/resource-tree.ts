import type { Plan, PlannedResource } from "../../engine/plan";

/** A resource with everything below it. */
export interface ResourceNode {
  readonly resource: PlannedResource;
  /** In registration order. */
  readonly children: readonly ResourceNode[];
}

/** Orders a plan's resources by parent; several roots only where a parent is not in the plan. */
export function resourceTree(plan: Plan): ResourceNode[] {
  const nodes = new Map(plan.resources.map((resource) => [resource.urn, { resource, children: [] as ResourceNode[] }]));
  const roots: ResourceNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.resource.parent === undefined ? undefined : nodes.get(node.resource.parent);
    (parent?.children ?? roots).push(node);
  }
  return roots;
}

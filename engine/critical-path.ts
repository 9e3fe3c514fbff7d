import type { Plan, PlannedResource } from "./plan";

/** The longest chain to a resource. */
interface Chain {
  readonly length: number;
  /** The resource that it waits for; undefined at the start. */
  readonly previous: string | undefined;
}

/**
 * The longest chain of resources that wait for each other, first to last: what decides how long `pulumi up` takes at
 * least. A resource waits for its dependencies, its parent and its provider. Components take no time and are left out.
 */
export function criticalPath(plan: Plan): readonly PlannedResource[] {
  const resources = new Map(plan.resources.map((resource) => [resource.urn, resource]));
  const chains = new Map<string, Chain>();
  let last: string | undefined;
  let longest = 0;
  // What a resource waits for is registered before it, so one pass in order of registration is enough.
  for (const resource of plan.resources) {
    const chain = chainTo(resource, chains);
    chains.set(resource.urn, chain);
    if (chain.length > longest) {
      longest = chain.length;
      last = resource.urn;
    }
  }
  const path: PlannedResource[] = [];
  for (let urn = last; urn !== undefined; urn = chains.get(urn)?.previous) {
    const resource = resources.get(urn);
    if (resource?.custom === true) {
      path.unshift(resource);
    }
  }
  return path;
}

function chainTo(resource: PlannedResource, chains: ReadonlyMap<string, Chain>): Chain {
  let previous: string | undefined;
  let length = 0;
  for (const urn of waitsFor(resource)) {
    const chain = chains.get(urn);
    if (chain !== undefined && chain.length > length) {
      length = chain.length;
      previous = urn;
    }
  }
  return { length: length + (resource.custom ? 1 : 0), previous };
}

function waitsFor(resource: PlannedResource): string[] {
  const provider = resource.provider?.replace(/::[^:]*$/, "");
  return [...resource.dependencies, resource.parent, provider].filter((urn) => urn !== undefined);
}

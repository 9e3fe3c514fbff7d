import { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { createUrn, createUrnBelow, parseUrn } from "../urn";
import type { ResourceTable } from "./table";

/** The stack that a plan is for. */
export interface StackIdentity {
  readonly project: string;
  readonly stack: string;
}

/** The resource whose aliases are asked for. */
export interface AliasedResource {
  readonly type: string;
  readonly name: string;
  readonly parent: string | undefined;
}

/**
 * URNs that the resource may have had before: its own aliases, and those that follow from its parent's. The real
 * engine keeps the one that its state knows; a plan has no state and keeps all, so that `diffPlans` can match.
 */
export function aliasUrns(
  resource: AliasedResource,
  aliases: readonly Alias[],
  identity: StackIdentity,
  table: ResourceTable,
): string[] {
  const own = aliases.flatMap((alias) => ownAliases(resource, alias, identity, table));
  const result = new Set(own);
  const parent = resource.parent === undefined ? undefined : table.get(resource.parent);
  for (const parentAlias of parent?.aliases ?? []) {
    const parentName = parent?.name ?? "";
    result.add(inheritedAlias(resource.type, resource.name, parentName, parentAlias, identity));
    for (const urn of own) {
      const { type, name } = parseUrn(urn);
      result.add(inheritedAlias(type, name, parentName, parentAlias, identity));
    }
  }
  return [...result];
}

function ownAliases(resource: AliasedResource, alias: Alias, identity: StackIdentity, table: ResourceTable): string[] {
  const spec = alias.getSpec();
  if (spec === undefined) {
    return [alias.getUrn()];
  }
  const stack = spec.getStack() || identity.stack;
  const project = spec.getProject() || identity.project;
  const type = spec.getType() || resource.type;
  const name = spec.getName() || resource.name;
  return formerParents(resource, spec, table).map((parent) => createUrn(stack, project, parent, type, name));
}

/** An alias that names a parent also holds below that parent's own former URNs. */
function formerParents(resource: AliasedResource, spec: Alias.Spec, table: ResourceTable): (string | undefined)[] {
  if (spec.getNoparent()) {
    return [undefined];
  }
  const parent = spec.getParenturn();
  if (parent === "") {
    return [resource.parent];
  }
  const former = parent === resource.parent ? [] : (table.get(parent)?.aliases ?? []);
  return [parent, ...former];
}

/** A child named after its parent had the parent's former name in its own. */
function inheritedAlias(
  type: string,
  name: string,
  parentName: string,
  parentAlias: string,
  identity: StackIdentity,
): string {
  const former = parseUrn(parentAlias);
  const formerName = name.startsWith(parentName) ? former.name + name.slice(parentName.length) : name;
  return createUrnBelow(identity.stack, identity.project, former.qualifiedType, type, formerName);
}

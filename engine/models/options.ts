import * as pulumi from "@pulumi/pulumi";
import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import type { Construction } from "../monitor/register";

/** The options of a construction in the form that a component's constructor takes. */
export function componentOptions(construction: Construction): pulumi.ComponentResourceOptions {
  const { options, parent } = construction.request;
  const providers: Record<string, pulumi.ProviderResource> = {};
  for (const [name, reference] of construction.providers) {
    providers[name] = new pulumi.DependencyProviderResource(reference);
  }
  const deletedWith = options.getDeletedWith();
  const timeouts = options.getCustomTimeouts()?.toObject();
  return {
    aliases: options.getAliasesList().map(componentAlias),
    dependsOn: [...construction.dependencies].map((urn) => new pulumi.DependencyResource(urn)),
    providers,
    ignoreChanges: options.getIgnoreChangesList(),
    replaceOnChanges: options.getReplaceOnChangesList(),
    ...(parent === undefined ? {} : { parent: new pulumi.DependencyResource(parent) }),
    ...optional("protect", options.getProtect()),
    ...optional("retainOnDelete", options.getRetainOnDelete()),
    ...(timeouts === undefined ? {} : { customTimeouts: timeouts }),
    ...(deletedWith === "" ? {} : { deletedWith: new pulumi.DependencyResource(deletedWith) }),
  };
}

function optional<Key extends string>(key: Key, value: boolean | undefined): { [key in Key]?: boolean } {
  const result: { [key in Key]?: boolean } = {};
  if (value !== undefined) {
    result[key] = value;
  }
  return result;
}

function componentAlias(alias: Alias): pulumi.URN | pulumi.Alias {
  const spec = alias.getSpec();
  if (spec === undefined) {
    return alias.getUrn();
  }
  const parent = spec.getParenturn();
  return {
    ...(spec.getName() === "" ? {} : { name: spec.getName() }),
    ...(spec.getType() === "" ? {} : { type: spec.getType() }),
    ...(spec.getStack() === "" ? {} : { stack: spec.getStack() }),
    ...(spec.getProject() === "" ? {} : { project: spec.getProject() }),
    ...(spec.getNoparent() ? { parent: pulumi.rootStackResource } : {}),
    ...(parent === "" ? {} : { parent }),
  };
}

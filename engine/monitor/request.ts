import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import * as aliases from "@pulumi/pulumi/proto/alias_pb";
import { type RegisterResourceRequest, TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import { fromStruct, type WireObject } from "../values";

/** URNs that each property depends on. */
export type PropertyDependencies = ReadonlyMap<string, ReadonlySet<string>>;

/** A resource that asks to be registered, by the program, by a component's plugin or by a model. */
export interface RegistrationRequest {
  readonly type: string;
  readonly name: string;
  /** Undefined for the stack and for what has no explicit parent. */
  readonly parent: string | undefined;
  readonly custom: boolean;
  /** True while the component waits for someone to construct it. */
  readonly remote: boolean;
  /** True for a remote component that its plugin, or a model, now registers. */
  readonly constructed: boolean;
  /** True for a child that a model makes. */
  readonly modelled: boolean;
  readonly properties: WireObject;
  readonly propertyDependencies: PropertyDependencies;
  readonly options: TransformResourceOptions;
  /** The resource's own transforms. */
  readonly transforms: readonly Callback[];
  /** Reference of a parameterized package; empty for all others. */
  readonly packageReference: string;
  readonly source: string | undefined;
}

/** Reads what the SDK sends. */
export function requestFromMessage(message: RegisterResourceRequest, source: string | undefined): RegistrationRequest {
  return {
    type: message.getType(),
    name: message.getName(),
    parent: message.getParent() || undefined,
    custom: message.getCustom(),
    remote: message.getRemote(),
    constructed: false,
    modelled: false,
    properties: fromStruct(message.getObject()),
    propertyDependencies: propertyDependencies(message),
    options: optionsFromMessage(message),
    transforms: message.getTransformsList(),
    packageReference: message.getPackageref(),
    source,
  };
}

/** A request that names no dependencies by property makes every property depend on all of them. */
function propertyDependencies(message: RegisterResourceRequest): PropertyDependencies {
  const map = message.getPropertydependenciesMap();
  const result = new Map<string, ReadonlySet<string>>();
  if (map.getLength() === 0 && !message.getRemote()) {
    const all = new Set(message.getDependenciesList());
    for (const key of Object.keys(fromStruct(message.getObject()))) {
      result.set(key, all);
    }
    return result;
  }
  map.forEach((dependencies, key) => result.set(key, new Set(dependencies.getUrnsList())));
  return result;
}

/** The options in the form that transforms receive and change. */
function optionsFromMessage(message: RegisterResourceRequest): TransformResourceOptions {
  const options = new TransformResourceOptions();
  options.setDependsOnList(message.getDependenciesList());
  options.setIgnoreChangesList(message.getIgnorechangesList());
  options.setReplaceOnChangesList(message.getReplaceonchangesList());
  options.setReplacementTrigger(message.getReplacementTrigger());
  options.setVersion(message.getVersion());
  options.setAliasesList([...message.getAliasurnsList().map(aliasOfUrn), ...message.getAliasesList()]);
  options.setProvider(message.getProvider());
  options.setCustomTimeouts(message.getCustomtimeouts());
  options.setPluginDownloadUrl(message.getPlugindownloadurl());
  options.setDeletedWith(message.getDeletedwith());
  options.setReplaceWithList(message.getReplaceWithList());
  options.setAdditionalSecretOutputsList(message.getAdditionalsecretoutputsList());
  options.setHooks(message.getHooks());
  options.setImport(message.getImportid());
  options.setHideDiffList(message.getHidediffsList());
  message.getProvidersMap().forEach((reference, name) => options.getProvidersMap().set(name, reference));
  const protect = message.getProtect();
  if (message.hasProtect() && protect !== undefined) {
    options.setProtect(protect);
  }
  const retainOnDelete = message.getRetainondelete();
  if (message.hasRetainondelete() && retainOnDelete !== undefined) {
    options.setRetainOnDelete(retainOnDelete);
  }
  if (message.getDeletebeforereplacedefined() || message.getDeletebeforereplace()) {
    options.setDeleteBeforeReplace(message.getDeletebeforereplace());
  }
  return options;
}

function aliasOfUrn(urn: string): aliases.Alias {
  return new aliases.Alias().setUrn(urn);
}

import type { ReadResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import { createUrn, isProviderType, packageOfType } from "../urn";
import { fromStruct, objectWithoutOutputs, UNKNOWN_WIRE } from "../values";
import type { MonitorContext } from "./context";
import { customOutputs } from "./outputs";
import type { DefaultProviders } from "./providers";
import type { ResourceEntry } from "./table";

/** Adds a resource that the program reads and does not manage, such as a stack reference. */
export function readResource(
  request: ReadResourceRequest,
  source: string | undefined,
  context: MonitorContext,
  providers: DefaultProviders,
): ResourceEntry {
  const { settings, table } = context;
  const type = request.getType();
  const name = request.getName();
  const parent = request.getParent() === "" ? table.stackUrn : request.getParent();
  const version = request.getVersion();
  const pluginDownloadURL = request.getPlugindownloadurl();
  const provider =
    request.getProvider() !== "" || isProviderType(type)
      ? request.getProvider()
      : providers.reference({ packageName: packageOfType(type), version, pluginDownloadURL }, type);
  const additionalSecretOutputs = request.getAdditionalsecretoutputsList();
  const inputs = objectWithoutOutputs(fromStruct(request.getProperties()));
  const importId = request.getId() === UNKNOWN_WIRE ? "" : request.getId();
  const entry: ResourceEntry = {
    urn: createUrn(settings.stack, settings.project, parent, type, name),
    type,
    name,
    parent,
    custom: true,
    remote: false,
    modelled: false,
    external: true,
    inputs,
    dependencies: new Set(request.getDependenciesList()),
    propertyDependencies: new Map(),
    options: new TransformResourceOptions()
      .setImport(importId)
      .setVersion(version)
      .setPluginDownloadUrl(pluginDownloadURL)
      .setAdditionalSecretOutputsList(additionalSecretOutputs),
    provider,
    providers: new Map(),
    aliases: [],
    transforms: [],
    source,
    ...customOutputs({ type, name, inputs, importId, additionalSecretOutputs }, settings),
  };
  table.add(entry);
  return entry;
}

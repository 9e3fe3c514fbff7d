import * as proto from "@pulumi/pulumi/proto/provider_pb";
import type { ResourceCallRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { MonitorSettings } from "../monitor/context";
import type { Construction } from "../monitor/register";
import { toStruct } from "../values";

/** The request that makes a plugin construct a component. */
export function constructRequest(
  construction: Construction,
  settings: MonitorSettings,
  monitorAddress: string,
): proto.ConstructRequest {
  const { type, name, parent, properties, options } = construction.request;
  const request = new proto.ConstructRequest()
    .setProject(settings.project)
    .setStack(settings.stack)
    .setOrganization(settings.organization)
    .setConfigsecretkeysList([...settings.secretConfigKeys])
    .setDryrun(true)
    .setMonitorendpoint(monitorAddress)
    .setType(type)
    .setName(name)
    .setParent(parent ?? "")
    .setInputs(toStruct(properties))
    .setDependenciesList([...construction.dependencies])
    .setAliasesList(options.getAliasesList())
    .setAdditionalsecretoutputsList(options.getAdditionalSecretOutputsList())
    .setDeletedwith(options.getDeletedWith())
    .setIgnorechangesList(options.getIgnoreChangesList())
    .setReplaceonchangesList(options.getReplaceOnChangesList())
    .setAcceptsOutputValues(true);
  const { config } = settings;
  Object.entries(config).forEach(([key, value]) => request.getConfigMap().set(key, value));
  construction.providers.forEach((reference, key) => request.getProvidersMap().set(key, reference));
  construction.propertyDependencies.forEach((urns, key) => {
    request
      .getInputdependenciesMap()
      .set(key, new proto.ConstructRequest.PropertyDependencies().setUrnsList([...urns]));
  });
  addOptional(request, construction);
  return request;
}

function addOptional(request: proto.ConstructRequest, { request: { options } }: Construction): void {
  const protect = options.getProtect();
  if (options.hasProtect() && protect !== undefined) {
    request.setProtect(protect);
  }
  const retainOnDelete = options.getRetainOnDelete();
  if (options.hasRetainOnDelete() && retainOnDelete !== undefined) {
    request.setRetainondelete(retainOnDelete);
  }
  const deleteBeforeReplace = options.getDeleteBeforeReplace();
  if (options.hasDeleteBeforeReplace() && deleteBeforeReplace !== undefined) {
    request.setDeletebeforereplace(deleteBeforeReplace);
  }
  const timeouts = options.getCustomTimeouts();
  if (timeouts !== undefined) {
    const { CustomTimeouts } = proto.ConstructRequest;
    const copy = new CustomTimeouts()
      .setCreate(timeouts.getCreate())
      .setUpdate(timeouts.getUpdate())
      .setDelete(timeouts.getDelete());
    request.setCustomtimeouts(copy);
  }
}

/** The request that makes a plugin answer a method. */
export function callRequest(
  asked: ResourceCallRequest,
  settings: MonitorSettings,
  monitorAddress: string,
): proto.CallRequest {
  const request = new proto.CallRequest();
  request.setTok(asked.getTok());
  request.setArgs(asked.getArgs());
  request.setProject(settings.project);
  request.setStack(settings.stack);
  request.setOrganization(settings.organization);
  request.setConfigsecretkeysList([...settings.secretConfigKeys]);
  request.setDryrun(true);
  request.setMonitorendpoint(monitorAddress);
  request.setAcceptsOutputValues(true);
  Object.entries(settings.config).forEach(([key, value]) => request.getConfigMap().set(key, value));
  asked.getArgdependenciesMap().forEach((dependencies, key) => {
    const urns = dependencies.getUrnsList();
    request.getArgdependenciesMap().set(key, new proto.CallRequest.ArgumentDependencies().setUrnsList(urns));
  });
  return request;
}

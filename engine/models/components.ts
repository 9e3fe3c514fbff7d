import type { Message } from "google-protobuf";
import type { ResourceCallRequest } from "@pulumi/pulumi/proto/resource_pb";
import { EngineError } from "../errors";
import type { Failures } from "../failures";
import type { Monitor } from "../monitor/monitor";
import type { Construction, Registered } from "../monitor/register";
import { packageOfType } from "../urn";
import { constructModel, methodModel } from "./index";
import { ModelHost } from "./host";

/** Lets the monitor construct remote components and answer their methods. */
export function connectComponents(monitor: Monitor, failures: Failures): void {
  const host = new ModelHost(monitor, failures);
  monitor.registrar.construct = (construction) => construct(construction, host);
  monitor.call = (request) => call(request, host);
}

async function construct(construction: Construction, host: ModelHost): Promise<Registered> {
  const { type, options } = construction.request;
  const model = constructModel(type);
  if (model === undefined) {
    throw new EngineError(notInstalled(`'${type}'`, packageOfType(type), options.getVersion()));
  }
  return host.construct(model, construction);
}

async function call(request: ResourceCallRequest, host: ModelHost): Promise<Message> {
  const token = request.getTok();
  const model = methodModel(token);
  if (model === undefined) {
    throw new EngineError(notInstalled(`The method '${token}'`, packageOfType(token), request.getVersion()));
  }
  return host.call(model, request);
}

function notInstalled(what: string, packageName: string, version: string): string {
  const plugin = `${packageName} ${version}`.trim();
  return `${what} needs the plugin '${packageName}', which is not installed, and no model stands in for it: run \`pulumi plugin install resource ${plugin}\``;
}

import type { Message } from "google-protobuf";
import type { ResourceCallRequest } from "@pulumi/pulumi/proto/resource_pb";
import { EngineError } from "../errors";
import type { Failures } from "../failures";
import type { Monitor } from "../monitor/monitor";
import type { Construction, Registered } from "../monitor/register";
import { findPlugin } from "../plugins/find";
import { Plugin } from "../plugins/plugin";
import { packageOfType } from "../urn";
import type { WireObject } from "../values";
import { constructAlone } from "./alone";
import { ModelHost } from "./host";
import { constructModel, methodModel } from "./index";

/** Components that render objects, of which nothing but the plugin can know any. */
const WITHOUT_CHILDREN = /^kubernetes:(helm\.sh\/v4:Chart|yaml\/v2:|kustomize\/v2:)/;

/** Lets the monitor construct remote components and answer their methods: by their plugin, or by a model of it. */
export function connectComponents(monitor: Monitor, failures: Failures): void {
  const components = new Components(monitor, new ModelHost(monitor, failures));
  monitor.registrar.construct = (construction) => components.construct(construction);
  monitor.call = (request) => components.call(request);
}

class Components {
  private readonly plugins = new Map<string, Promise<Plugin> | undefined>();

  constructor(
    private readonly monitor: Monitor,
    private readonly host: ModelHost,
  ) {}

  async construct(construction: Construction): Promise<Registered> {
    const { type, options } = construction.request;
    const version = options.getVersion();
    const plugin = this.plugin(packageOfType(type), version, construction.provider);
    if (plugin !== undefined) {
      return (await plugin).construct(construction);
    }
    const model = constructModel(type);
    if (model !== undefined) {
      return this.host.construct(model, construction);
    }
    const missing = notInstalled(`'${type}'`, packageOfType(type), version);
    if (!WITHOUT_CHILDREN.test(type)) {
      throw new EngineError(missing);
    }
    const registered = await this.host.construct(constructAlone(type), construction);
    this.monitor.context.warn(`The plan lacks the component's children. ${missing}`, registered.urn);
    return registered;
  }

  async call(request: ResourceCallRequest): Promise<Message> {
    const token = request.getTok();
    const version = request.getVersion();
    const plugin = this.plugin(packageOfType(token), version, request.getProvider());
    if (plugin !== undefined) {
      return (await plugin).call(request);
    }
    const model = methodModel(token);
    if (model === undefined) {
      throw new EngineError(notInstalled(`The method '${token}'`, packageOfType(token), version));
    }
    return this.host.call(model, request);
  }

  /** The running plugin, started at its first use with the provider's configuration; undefined when not installed. */
  private plugin(packageName: string, version: string, provider: string): Promise<Plugin> | undefined {
    const key = `${packageName} ${version} ${provider}`;
    if (!this.plugins.has(key)) {
      const executable = findPlugin(packageName, version);
      const started =
        executable === undefined ? undefined : Plugin.start(executable, this.monitor, this.configOf(provider));
      this.plugins.set(key, started);
    }
    return this.plugins.get(key);
  }

  private configOf(provider: string): WireObject {
    const urn = provider.replace(/::[^:]*$/, "");
    return this.monitor.context.table.get(urn)?.inputs ?? {};
  }
}

function notInstalled(what: string, packageName: string, version: string): string {
  const plugin = `${packageName} ${version}`.trim();
  return `${what} needs the plugin '${packageName}', which is not installed, and no model stands in for it: run \`pulumi plugin install resource ${plugin}\``;
}

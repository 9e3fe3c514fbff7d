import type { Message } from "google-protobuf";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/resource_pb";
import { EngineError } from "../errors";
import { fromStruct, toStruct } from "../values";
import type { MonitorContext } from "./context";
import { Invoker } from "./invoke";
import { DefaultProviders } from "./providers";
import { readResource } from "./read";
import { Registrar, type Registered } from "./register";
import { type RegistrationRequest, requestFromMessage } from "./request";
import { type Handlers, responseOf } from "./service";
import { type PositionedRequest, sourceOf } from "./source";
import { Transforms } from "./transforms";

/** What this engine can do, in the SDK's names. */
const FEATURES = new Set([
  "secrets",
  "resourceReferences",
  "outputValues",
  "deletedWith",
  "replaceWith",
  "aliasSpecs",
  "transforms",
  "invokeTransforms",
  "parameterization",
  "resourceHooks",
  "errorHooks",
]);

/** The response of an invoke; its class has another name in newer SDKs. */
interface ReturningMessage extends Message {
  setReturn(value?: Struct): void;
}

/** Called with the failure of a call that the program made. */
export type ReportFailure = (error: EngineError) => void;

/** Who registers resources, where it is not the program: the plugin or the model that constructs components. */
export interface Origin {
  /** Sources of the components under construction, by `originKey`. */
  readonly constructing: Map<string, string | undefined>;
  /** True for a model. */
  readonly modelled: boolean;
}

/** Tells a component from the children that its construction makes; a plugin may choose another parent for it. */
export function originKey(type: string, name: string): string {
  return `${type}::${name}`;
}

/** The resource monitor that the program registers its resources with. */
export class Monitor {
  readonly transforms = new Transforms();
  readonly registrar: Registrar;
  private readonly invoker: Invoker;
  private readonly providers: DefaultProviders;
  /** Answers calls of components' methods; set once, since it needs the monitor itself. */
  call: ((request: proto.ResourceCallRequest) => Promise<Message>) | undefined;

  constructor(
    readonly context: MonitorContext,
    private readonly reportFailure: ReportFailure,
  ) {
    this.providers = new DefaultProviders(context);
    this.registrar = new Registrar(context, this.providers, this.transforms);
    this.invoker = new Invoker(context, this.transforms);
  }

  /** Handlers of the ResourceMonitor service; what is missing is unimplemented on purpose. */
  handlers(origin?: Origin): Handlers {
    return {
      supportsFeature: (request) => this.supportsFeature(request as proto.SupportsFeatureRequest),
      registerResource: (request) => this.registerResource(request as proto.RegisterResourceRequest, origin),
      registerResourceOutputs: (request) => this.registerOutputs(request as proto.RegisterResourceOutputsRequest),
      readResource: (request) => this.readResource(request as proto.ReadResourceRequest),
      invoke: (request) => this.invoke(request as proto.ResourceInvokeRequest),
      call: this.call === undefined ? undefined : (request) => this.callMethod(request as proto.ResourceCallRequest),
      registerStackTransform: (request) => this.keep(this.transforms.ofStack, request as Callback),
      registerStackInvokeTransform: (request) => this.keep(this.transforms.ofInvokes, request as Callback),
      registerResourceHook: () => Promise.resolve(new Empty()),
      registerErrorHook: () => Promise.resolve(new Empty()),
      registerPackage: (request) => this.registerPackage(request as proto.RegisterPackageRequest),
      signalAndWaitForShutdown: () => Promise.resolve(new Empty()),
    };
  }

  private async supportsFeature(request: proto.SupportsFeatureRequest): Promise<Message> {
    return new proto.SupportsFeatureResponse().setHassupport(FEATURES.has(request.getId()));
  }

  private async registerResource(message: proto.RegisterResourceRequest, origin: Origin | undefined): Promise<Message> {
    const asked = requestFromMessage(message, origin === undefined ? this.source(message) : undefined);
    const request = origin === undefined ? asked : this.ofOrigin(asked, origin);
    try {
      return registerResponse(await this.registrar.register(request));
    } catch (error) {
      throw this.failed(error, `${request.name} [${request.type}]`, request.source);
    }
  }

  /** The component itself is what the program asked for; the rest are its children, made where it is made. */
  private ofOrigin(request: RegistrationRequest, origin: Origin): RegistrationRequest {
    const key = originKey(request.type, request.name);
    const constructed = origin.constructing.has(key);
    const parent = request.parent === undefined ? undefined : this.context.table.get(request.parent);
    const source = constructed ? origin.constructing.get(key) : parent?.source;
    return { ...request, constructed, source, modelled: origin.modelled && !constructed };
  }

  private async registerOutputs(message: proto.RegisterResourceOutputsRequest): Promise<Message> {
    const { table } = this.context;
    const entry = table.get(message.getUrn());
    if (entry === undefined) {
      throw new EngineError(`Outputs of a resource that is not registered: '${message.getUrn()}'`);
    }
    entry.outputs = fromStruct(message.getOutputs());
    if (entry.urn === table.stackUrn) {
      this.context.stackOutputs = entry.outputs;
    }
    return new Empty();
  }

  private async readResource(message: proto.ReadResourceRequest): Promise<Message> {
    const source = this.source(message);
    try {
      const entry = readResource(message, source, this.context, this.providers);
      return new proto.ReadResourceResponse().setUrn(entry.urn).setProperties(toStruct(entry.outputs));
    } catch (error) {
      throw this.failed(error, `${message.getName()} [${message.getType()}]`, source);
    }
  }

  private async invoke(request: proto.ResourceInvokeRequest): Promise<Message> {
    const result = await this.invoker.invoke(request);
    const response = responseOf<ReturningMessage>(ResourceMonitorService, "invoke");
    response.setReturn(toStruct(result));
    return response;
  }

  private async callMethod(request: proto.ResourceCallRequest): Promise<Message> {
    if (this.call === undefined) {
      throw new EngineError(`'${request.getTok()}' cannot be called here`);
    }
    try {
      return await this.call(request);
    } catch (error) {
      throw this.failed(error, request.getTok(), undefined);
    }
  }

  private async keep(list: Callback[], callback: Callback): Promise<Message> {
    list.push(callback);
    return new Empty();
  }

  private async registerPackage(request: proto.RegisterPackageRequest): Promise<Message> {
    const response = responseOf<proto.RegisterPackageResponse>(ResourceMonitorService, "registerPackage");
    return response.setRef(this.providers.registerPackage(request));
  }

  private source(request: PositionedRequest): string | undefined {
    const { sources, directory } = this.context.settings;
    return sources ? sourceOf(request, directory) : undefined;
  }

  /** Reports a failure with the resource that it belongs to. */
  private failed(error: unknown, resource: string, source: string | undefined): EngineError {
    const message = error instanceof Error ? error.message : String(error);
    const urn = error instanceof EngineError ? error.urn : undefined;
    const failure = new EngineError(`${resource}: ${message}`, {
      cause: error,
      ...(urn === undefined ? {} : { urn }),
      ...(source === undefined ? {} : { source }),
    });
    this.reportFailure(failure);
    return failure;
  }
}

function registerResponse(registered: Registered): Message {
  const response = responseOf<proto.RegisterResourceResponse>(ResourceMonitorService, "registerResource");
  response.setUrn(registered.urn);
  response.setId(registered.id ?? "");
  response.setObject(toStruct(registered.outputs));
  registered.outputDependencies.forEach((urns, key) => {
    const dependencies = new proto.RegisterResourceResponse.PropertyDependencies().setUrnsList([...urns]);
    response.getPropertydependenciesMap().set(key, dependencies);
  });
  return response;
}

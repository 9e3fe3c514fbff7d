import * as grpc from "@grpc/grpc-js";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { type Callback, CallbackInvokeRequest } from "@pulumi/pulumi/proto/callback_pb";
import * as proto from "@pulumi/pulumi/proto/resource_pb";
import { EngineError } from "../errors";
import { fromStruct, toStruct, type WireObject } from "../values";

/** What a resource's transforms see and change. */
export interface TransformedResource {
  readonly properties: WireObject;
  readonly options: proto.TransformResourceOptions;
}

/** What the invoke transforms of a stack see and change. */
export interface TransformedInvoke {
  readonly args: WireObject;
  readonly options: proto.TransformInvokeOptions;
}

/** The function behind a callback's token; undefined where another process has it. */
export type LocalCallbacks = (token: string) => ((request: Uint8Array) => Promise<Uint8Array>) | undefined;

/** Runs transforms, which live in the program's process and are called back there. */
export class Transforms {
  /** Transforms of all resources, and of all invokes, of the stack. */
  readonly ofStack: Callback[] = [];
  readonly ofInvokes: Callback[] = [];
  /** Finds callbacks of a program in this process, so that they run in its context; others are called over gRPC. */
  local: LocalCallbacks | undefined;
  private readonly clients = new Map<string, CallbacksClient>();

  /** Runs the transforms one after the other. @throws EngineError with the transform's own message. */
  async resource(
    callbacks: readonly Callback[],
    resource: {
      readonly name: string;
      readonly type: string;
      readonly custom: boolean;
      readonly parent: string | undefined;
    },
    start: TransformedResource,
  ): Promise<TransformedResource> {
    let { properties, options } = start;
    for (const callback of callbacks) {
      const request = new proto.TransformRequest()
        .setName(resource.name)
        .setType(resource.type)
        .setCustom(resource.custom)
        .setParent(resource.parent ?? "")
        .setProperties(toStruct(properties))
        .setOptions(options);
      const bytes = await this.invoke(callback, request.serializeBinary());
      const response = proto.TransformResponse.deserializeBinary(bytes);
      options = response.getOptions() ?? options;
      properties = response.hasProperties() ? fromStruct(response.getProperties()) : properties;
    }
    return { properties, options };
  }

  /** Runs the stack's invoke transforms. @throws EngineError with the transform's own message. */
  async invokeArguments(token: string, start: TransformedInvoke): Promise<TransformedInvoke> {
    let { args, options } = start;
    for (const callback of this.ofInvokes) {
      const request = new proto.TransformInvokeRequest().setToken(token).setArgs(toStruct(args)).setOptions(options);
      const bytes = await this.invoke(callback, request.serializeBinary());
      const response = proto.TransformInvokeResponse.deserializeBinary(bytes);
      options = response.getOptions() ?? options;
      args = response.hasArgs() ? fromStruct(response.getArgs()) : args;
    }
    return { args, options };
  }

  /** Ends the connections to the program. */
  close(): void {
    for (const client of this.clients.values()) {
      client.close();
    }
    this.clients.clear();
  }

  private async invoke(callback: Callback, request: Uint8Array): Promise<Uint8Array> {
    const local = this.local?.(callback.getToken());
    return local === undefined ? this.invokeRemote(callback, request) : local(request);
  }

  private invokeRemote(callback: Callback, request: Uint8Array): Promise<Uint8Array> {
    const message = new CallbackInvokeRequest().setToken(callback.getToken()).setRequest(request);
    return new Promise((resolve, reject) => {
      this.client(callback.getTarget()).invoke(message, (error, response) => {
        if (error) {
          reject(new EngineError(error.details));
        } else {
          resolve(response.getResponse_asU8());
        }
      });
    });
  }

  private client(target: string): CallbacksClient {
    let client = this.clients.get(target);
    if (client === undefined) {
      client = new CallbacksClient(target, grpc.credentials.createInsecure());
      this.clients.set(target, client);
    }
    return client;
  }
}

import * as grpc from "@grpc/grpc-js";
import type { Message } from "google-protobuf";

/** Answers one call of a gRPC service; a rejection becomes the call's error. */
export type Handler = (request: Message) => Promise<Message>;

/** Handlers of a service by the method's name in the generated code, such as `registerResource`. */
export type Handlers = Readonly<Record<string, Handler | undefined>>;

/** An error with a gRPC status, for the SDK to tell apart. */
export class ServiceError extends Error {
  readonly details: string;
  readonly metadata = new grpc.Metadata();

  constructor(
    readonly code: grpc.status,
    message: string,
  ) {
    super(message);
    this.details = message;
  }
}

type Callback = (error: ServiceError | null, response?: Message) => void;

/** Generated clients' shape, without a connection. */
export type InProcessClient = Readonly<Record<string, (request: Message, callback: Callback) => void>>;

/**
 * Serves handlers as the client object that the SDK would otherwise connect through. A method without a handler
 * answers UNIMPLEMENTED, which the SDK takes for an older engine.
 */
export function inProcessClient(service: grpc.ServiceDefinition, handlers: Handlers): InProcessClient {
  const client: Record<string, (request: Message, callback: Callback) => void> = {};
  for (const method of Object.keys(service)) {
    client[method] = (request, callback) => {
      answer(handlers[method], method, request).then(
        (response) => callback(null, response),
        (error: unknown) => callback(asServiceError(error)),
      );
    };
  }
  return client;
}

/** Serves handlers over gRPC. */
export function grpcImplementation(
  service: grpc.ServiceDefinition,
  handlers: Handlers,
): grpc.UntypedServiceImplementation {
  const implementation: grpc.UntypedServiceImplementation = {};
  for (const method of Object.keys(service)) {
    const handle: grpc.handleUnaryCall<Message, Message> = (call, callback) => {
      answer(handlers[method], method, call.request).then(
        (response) => callback(null, response),
        (error: unknown) => callback(asServiceError(error)),
      );
    };
    implementation[method] = handle;
  }
  return implementation;
}

async function answer(handler: Handler | undefined, method: string, request: Message): Promise<Message> {
  if (handler === undefined) {
    throw new ServiceError(grpc.status.UNIMPLEMENTED, `${method} is not implemented`);
  }
  return handler(request);
}

function asServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) {
    return error;
  }
  return new ServiceError(grpc.status.UNKNOWN, error instanceof Error ? error.message : String(error));
}

/**
 * An empty response of a method. It comes from the service's own definition, since the classes' names differ between
 * versions of the SDK.
 */
export function responseOf<Response extends Message>(service: object, method: string): Response {
  const definition = Reflect.get(service, method) as { readonly responseType: new () => Response };
  return new definition.responseType();
}

/** Handlers that can be closed; from then on every call is cancelled, which the SDK takes quietly. */
export function closable(handlers: Handlers): { readonly handlers: Handlers; close(): void } {
  let closed = false;
  const guarded: Record<string, Handler> = {};
  for (const [method, handler] of Object.entries(handlers)) {
    if (handler !== undefined) {
      guarded[method] = (request) =>
        closed ? Promise.reject(new ServiceError(grpc.status.CANCELLED, "the plan has ended")) : handler(request);
    }
  }
  return {
    handlers: guarded,
    close: () => {
      closed = true;
    },
  };
}

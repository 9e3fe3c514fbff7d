import * as grpc from "@grpc/grpc-js";
import { grpcImplementation, type Handlers } from "./monitor/service";
import { SERVICES } from "./session";

/** Messages hold whole charts and CRDs: the SDK's own limit, 400 MiB. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** Monitor and engine on a port of this machine. */
export interface RunningServer {
  /** `127.0.0.1:<port>` */
  readonly address: string;
  stop(): void;
}

/** Serves monitor and engine over gRPC on a free port of the loopback interface. */
export async function serve(handlers: {
  readonly monitor: Handlers;
  readonly engine: Handlers;
}): Promise<RunningServer> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  server.addService(SERVICES.monitor, grpcImplementation(SERVICES.monitor, handlers.monitor));
  server.addService(SERVICES.engine, grpcImplementation(SERVICES.engine, handlers.engine));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { address: `127.0.0.1:${port}`, stop: () => server.forceShutdown() };
}

import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import type { CallResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { ResourceCallRequest } from "@pulumi/pulumi/proto/resource_pb";
import { EngineError } from "../errors";
import type { MonitorContext } from "../monitor/context";
import { engineHandlers } from "../monitor/engine-service";
import { type Monitor, originKey } from "../monitor/monitor";
import type { Construction, Registered } from "../monitor/register";
import { serve } from "../server";
import { fromStruct, toStruct, type WireObject } from "../values";
import { callRequest, constructRequest } from "./requests";

/** A running plugin that constructs components and answers their methods, against the plan's own monitor. */
export class Plugin {
  private constructor(
    private readonly client: ResourceProviderClient,
    private readonly context: MonitorContext,
    private readonly monitorAddress: string,
    private readonly constructing: Map<string, string | undefined>,
  ) {}

  /** Starts the plugin; it ends with the plan. @throws EngineError with the plugin's words when it does not start */
  static async start(executable: string, monitor: Monitor, config: WireObject): Promise<Plugin> {
    const { context } = monitor;
    const constructing = new Map<string, string | undefined>();
    const handlers = monitor.handlers({ constructing, modelled: false });
    const server = await serve({ monitor: handlers, engine: engineHandlers(context) });
    const child = spawn(executable, [server.address], {
      cwd: context.settings.directory,
      stdio: ["ignore", "pipe", "pipe"],
    });
    context.onClose(() => {
      child.kill();
      server.stop();
    });
    const client = new ResourceProviderClient(
      `127.0.0.1:${await portOf(child, executable)}`,
      grpc.credentials.createInsecure(),
    );
    context.onClose(() => client.close());
    const plugin = new Plugin(client, context, server.address, constructing);
    await plugin.configure(config);
    return plugin;
  }

  /** Makes a component and its children. @throws EngineError with the plugin's message */
  async construct(construction: Construction): Promise<Registered> {
    const { type, name, source } = construction.request;
    this.constructing.set(originKey(type, name), source);
    const request = constructRequest(construction, this.context.settings, this.monitorAddress);
    const response = await promised<proto.ConstructResponse>((callback) => this.client.construct(request, callback));
    const outputDependencies = new Map<string, ReadonlySet<string>>();
    response.getStatedependenciesMap().forEach((urns, key) => outputDependencies.set(key, new Set(urns.getUrnsList())));
    return { urn: response.getUrn(), id: undefined, outputs: fromStruct(response.getState()), outputDependencies };
  }

  /** Calls a component's method. @throws EngineError with the plugin's message */
  call(asked: ResourceCallRequest): Promise<CallResponse> {
    const request = callRequest(asked, this.context.settings, this.monitorAddress);
    return promised<CallResponse>((callback) => this.client.call(request, callback));
  }

  private async configure(config: WireObject): Promise<void> {
    const request = new proto.ConfigureRequest();
    request.setArgs(toStruct(config));
    request.setAcceptsecrets(true);
    request.setAcceptresources(true);
    await promised<proto.ConfigureResponse>((callback) => this.client.configure(request, callback));
  }
}

/** A plugin prints the port that it serves on its first line. */
function portOf(child: ChildProcess, executable: string): Promise<string> {
  const errors: string[] = [];
  child.stderr?.setEncoding("utf8").on("data", (text: string) => errors.push(text));
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void =>
      reject(new EngineError(`The plugin ${executable} does not start: ${reason}`));
    child.once("error", (error) => fail(error.message));
    child.once("exit", (code) => fail(`exit code ${code ?? "none"}\n${errors.join("").trim()}`));
    if (child.stdout !== null) {
      createInterface(child.stdout).once("line", resolve);
    }
  });
}

type Callback<Response> = (error: grpc.ServiceError | null, response: Response) => void;

function promised<Response>(call: (callback: Callback<Response>) => void): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error === null ? resolve(response) : reject(new EngineError(error.details))));
  });
}

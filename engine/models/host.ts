import * as pulumi from "@pulumi/pulumi";
import * as server from "@pulumi/pulumi/provider/server";
import { CallResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import type { ResourceCallRequest } from "@pulumi/pulumi/proto/resource_pb";
import { serializeResourceProperties } from "@pulumi/pulumi/runtime/rpc";
import type { Failures } from "../failures";
import { type Monitor, type Origin, originKey } from "../monitor/monitor";
import type { Construction, Registered } from "../monitor/register";
import type { PropertyDependencies } from "../monitor/request";
import { inProcessClient } from "../monitor/service";
import { receiveRejections } from "../rejections";
import { leavePromisesAlone } from "../sdk-patch";
import { waitForCalls, withSdkState } from "../sdk-state";
import { toStruct, type WireObject } from "../values";
import type { ConstructModel, MethodModel } from "./model";
import { componentOptions } from "./options";

/** Reads inputs into the SDK's values; the SDK keeps it for plugins. */
type DeserializeInputs = (
  inputs: ReturnType<typeof toStruct>,
  dependencies: ReadonlyMap<string, { getUrnsList(): string[] }>,
) => Promise<pulumi.Inputs>;

/** Runs models as their plugin would run: against the same monitor, with an SDK state of their own. */
export class ModelHost {
  constructor(
    private readonly monitor: Monitor,
    private readonly failures: Failures,
  ) {}

  /** Makes a component and its children; done when all of them are registered. */
  construct(model: ConstructModel, construction: Construction): Promise<Registered> {
    const { type, name, source, properties } = construction.request;
    return this.run(new Map([[originKey(type, name), source]]), async () => {
      const inputs = await readInputs(properties, construction.propertyDependencies);
      const component = model(name, inputs, componentOptions(construction));
      const [state, dependencies] = await serializeResourceProperties(`construct(${name})`, component.state);
      const urn = await known(component.urn);
      await waitForCalls();
      return { urn, id: undefined, outputs: state, outputDependencies: await urnsOf(dependencies) };
    });
  }

  /** Calls a component's method. */
  call(model: MethodModel, request: ResourceCallRequest): Promise<CallResponse> {
    const token = request.getTok();
    return this.run(new Map(), async () => {
      const dependencies = new Map<string, { getUrnsList(): string[] }>();
      request.getArgdependenciesMap().forEach((urns, key) => dependencies.set(key, urns));
      const args = await deserializeInputs(request.getArgs() ?? toStruct({}), dependencies);
      const [result, resultDependencies] = await serializeResourceProperties(`call(${token})`, model(args));
      await waitForCalls();
      const response = new CallResponse().setReturn(toStruct(result));
      (await urnsOf(resultDependencies)).forEach((urns, key) => {
        response.getReturndependenciesMap().set(key, new CallResponse.ReturnDependencies().setUrnsList([...urns]));
      });
      return response;
    });
  }

  private run<Result>(constructing: Origin["constructing"], callback: () => Promise<Result>): Promise<Result> {
    const { context } = this.monitor;
    const connection = {
      monitor: inProcessClient(ResourceMonitorService, this.monitor.handlers({ constructing, modelled: true })),
      // The SDK sends the messages of a process one after the other. One that waits for a resource of the program would
      // hold up the model, and the resource may wait for the model. Models send no messages.
      engine: undefined,
    };
    return withSdkState(connection, context.settings, () => {
      leavePromisesAlone();
      context.onClose(receiveRejections((reason) => this.failures.report(reason)));
      return callback();
    });
  }
}

const deserializeInputs = Reflect.get(server, "deserializeInputs") as DeserializeInputs;

function readInputs(properties: WireObject, dependencies: PropertyDependencies): Promise<pulumi.Inputs> {
  const lists = new Map([...dependencies].map(([key, urns]) => [key, { getUrnsList: () => [...urns] }]));
  return deserializeInputs(toStruct(properties), lists);
}

/** URNs are always known. */
function known(urn: pulumi.Input<string>): Promise<string> {
  return new Promise((resolve) => {
    pulumi.output(urn).apply(resolve);
  });
}

async function urnsOf(dependencies: ReadonlyMap<string, ReadonlySet<pulumi.Resource>>): Promise<PropertyDependencies> {
  const result = new Map<string, ReadonlySet<string>>();
  for (const [key, resources] of dependencies) {
    result.set(key, new Set(await Promise.all([...resources].map(({ urn }) => known(urn)))));
  }
  return result;
}

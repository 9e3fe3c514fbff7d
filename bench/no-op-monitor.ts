import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as monitor from "@pulumi/pulumi/proto/resource_pb";
import { disconnect } from "@pulumi/pulumi/runtime/settings";
import { runInPulumiStack } from "@pulumi/pulumi/runtime/stack";
import type { Program } from "../engine";
import { inProcessClient, type Handlers } from "../engine/monitor/service";
import { monitorSettings, type PlanRequest } from "../engine/program";
import { leavePromisesAlone } from "../engine/sdk-patch";
import { withSdkState } from "../engine/sdk-state";

/**
 * Runs a program on an engine that does nothing but answer: what is left is the cost of the SDK itself. The SDK's
 * tracking of promises is off, as it is in a plan.
 */
export async function runOnNoOpMonitor(program: Program, request: PlanRequest): Promise<void> {
  const connection = {
    monitor: inProcessClient(ResourceMonitorService, monitorHandlers),
    engine: inProcessClient(EngineService, engineHandlers),
  };
  await withSdkState(connection, monitorSettings(request), async () => {
    leavePromisesAlone();
    await runInPulumiStack(program);
    await disconnect();
  });
}

const monitorHandlers: Handlers = {
  supportsFeature: async () => {
    const response = new monitor.SupportsFeatureResponse();
    response.setHassupport(true);
    return response;
  },
  registerResource: async (message) => {
    const request = message as monitor.RegisterResourceRequest;
    const response = new monitor.RegisterResourceResponse();
    response.setUrn(`urn:pulumi:bench::kiban::${request.getType()}::${request.getName()}`);
    response.setId(request.getName());
    response.setObject(request.getObject());
    return response;
  },
  registerResourceOutputs: async () => new Empty(),
};

const engineHandlers: Handlers = {
  log: async () => new Empty(),
  getRootResource: async () => new engine.GetRootResourceResponse(),
  setRootResource: async () => new engine.SetRootResourceResponse(),
};

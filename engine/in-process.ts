import { runInPulumiStack } from "@pulumi/pulumi/runtime/stack";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { buildPlan } from "./build-plan";
import { Failures } from "./failures";
import { connectComponents } from "./models/components";
import { MonitorContext, type MonitorSettings } from "./monitor/context";
import { engineHandlers } from "./monitor/engine-service";
import { Monitor } from "./monitor/monitor";
import { closable, inProcessClient } from "./monitor/service";
import type { Plan } from "./plan";
import { receiveRejections } from "./rejections";
import { leavePromisesAlone } from "./sdk-patch";
import { stopServing, waitForCalls, withSdkState } from "./sdk-state";

/** A Pulumi program: makes resources and returns the stack's outputs. */
export type Program = () => Promise<Record<string, unknown> | undefined | void>;

/** Plans a program that runs in this process. @throws EngineError when the program or the engine fails. */
export async function planInProcess(program: Program, settings: MonitorSettings): Promise<Plan> {
  const context = new MonitorContext(settings);
  const failures = new Failures(context);
  const monitor = new Monitor(context, (error) => failures.report(error));
  connectComponents(monitor, failures);
  const gate = closable(monitor.handlers());
  const connection = {
    monitor: inProcessClient(ResourceMonitorService, gate.handlers),
    engine: inProcessClient(EngineService, engineHandlers(context)),
  };
  await withSdkState(connection, settings, async () => {
    leavePromisesAlone();
    const release = receiveRejections((reason) => failures.report(reason));
    const stalled = reportStall(failures, context);
    try {
      await Promise.race([run(program, failures), failures.first]);
      await nextTurn();
    } finally {
      stalled();
      gate.close();
      monitor.transforms.close();
      stopServing();
      await nextTurn();
      release();
      context.close();
    }
  });
  if (failures.any) {
    throw failures.summary();
  }
  return buildPlan(context);
}

async function run(program: Program, failures: Failures): Promise<void> {
  try {
    await runInPulumiStack(program);
    await waitForCalls();
  } catch (error) {
    failures.report(error);
  }
}

/** Lets what is under way report: rejections count as unhandled only when the event loop turns. */
async function nextTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}

/** Nothing left to do while the program still waits means that it waits for something that never comes. */
function reportStall(failures: Failures, context: MonitorContext): () => void {
  const onExit = (): void => {
    const last = [...context.table.all()].at(-1);
    const place = last === undefined ? "" : `; the last resource that it registered is ${last.urn}`;
    failures.report(new Error(`The program waits for something that never happens${place}`));
  };
  process.once("beforeExit", onExit);
  return () => process.removeListener("beforeExit", onExit);
}

import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { Failures } from "./failures";
import { connectComponents } from "./models/components";
import { MonitorContext, type MonitorSettings } from "./monitor/context";
import { engineHandlers } from "./monitor/engine-service";
import { Monitor } from "./monitor/monitor";
import type { Transforms } from "./monitor/transforms";
import { closable, type Handlers } from "./monitor/service";

/** Everything that serves one plan. */
export interface Session {
  readonly context: MonitorContext;
  readonly failures: Failures;
  readonly monitor: Handlers;
  readonly engine: Handlers;
  readonly transforms: Transforms;
  /** Refuses what still comes from the program, and frees what served it. */
  close(): void;
}

/** The services that the program connects to. */
export const SERVICES = { monitor: ResourceMonitorService, engine: EngineService } as const;

/** Sets up monitor and engine for a plan. */
export function openSession(settings: MonitorSettings): Session {
  const context = new MonitorContext(settings);
  const failures = new Failures(context);
  const monitor = new Monitor(context, (error) => failures.report(error));
  connectComponents(monitor, failures);
  const gate = closable(monitor.handlers());
  return {
    context,
    failures,
    monitor: gate.handlers,
    engine: engineHandlers(context),
    transforms: monitor.transforms,
    close: () => {
      gate.close();
      monitor.transforms.close();
      context.close();
    },
  };
}

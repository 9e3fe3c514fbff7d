import { runInPulumiStack } from "@pulumi/pulumi/runtime/stack";
import { buildPlan } from "./build-plan";
import type { MonitorSettings } from "./monitor/context";
import { inProcessClient } from "./monitor/service";
import type { Plan } from "./plan";
import { receiveRejections } from "./rejections";
import { leavePromisesAlone } from "./sdk-patch";
import { callbacksOfProgram, stopServing, waitForCalls, withSdkState } from "./sdk-state";
import { openSession, SERVICES, type Session } from "./session";

/** A Pulumi program: makes resources and returns the stack's outputs. */
export type Program = () => Promise<Record<string, unknown> | undefined | void>;

/**
 * Plans a program that runs in this process.
 * @param signal ends the plan early; what the program started itself runs on
 * @throws EngineError when the program or the engine fails, and the signal's reason when it aborts
 */
export async function planInProcess(program: Program, settings: MonitorSettings, signal?: AbortSignal): Promise<Plan> {
  const session = openSession(settings);
  const connection = {
    monitor: inProcessClient(SERVICES.monitor, session.monitor),
    engine: inProcessClient(SERVICES.engine, session.engine),
  };
  await withSdkState(connection, settings, async () => {
    leavePromisesAlone();
    session.transforms.local = callbacksOfProgram();
    const release = receiveRejections((reason) => session.failures.report(reason));
    const stopWatching = watch(session, signal);
    try {
      await Promise.race([run(program, session), session.failures.first]);
      await nextTurn();
    } finally {
      stopWatching();
      stopServing();
      await nextTurn();
      session.close();
      release();
    }
  });
  signal?.throwIfAborted();
  if (session.failures.any) {
    throw session.failures.summary();
  }
  return buildPlan(session.context);
}

async function run(program: Program, session: Session): Promise<void> {
  try {
    await runInPulumiStack(program);
    await waitForCalls();
  } catch (error) {
    session.failures.report(error);
  }
}

/** Lets what is under way report: rejections count as unhandled only when the event loop turns. */
async function nextTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}

/**
 * Ends a plan that cannot end by itself: on a signal, and when nothing is left to do while the program still waits,
 * since it then waits for something that never comes.
 */
function watch({ failures, context }: Session, signal: AbortSignal | undefined): () => void {
  const onAbort = (): void => failures.report(signal?.reason);
  const onIdle = (): void => {
    const last = [...context.table.all()].at(-1);
    const place = last === undefined ? "" : `; the last resource that it registered is ${last.urn}`;
    failures.report(new Error(`The program waits for something that never happens${place}`));
  };
  process.once("beforeExit", onIdle);
  signal?.addEventListener("abort", onAbort);
  return () => {
    process.removeListener("beforeExit", onIdle);
    signal?.removeEventListener("abort", onAbort);
  };
}

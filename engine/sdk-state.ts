import * as state from "@pulumi/pulumi/runtime/state";
import type { Message } from "google-protobuf";
import { EngineError } from "./errors";
import type { MonitorSettings } from "./monitor/context";
import type { InProcessClient } from "./monitor/service";
import type { LocalCallbacks } from "./monitor/transforms";

/**
 * The part of the SDK's own state that a plan sets. The SDK keeps one such store for each inline program (its
 * Automation API relies on it), so that plans in one process share nothing; the store is not in the SDK's types.
 */
interface SdkStore {
  readonly settings: {
    monitor: InProcessClient;
    engine: InProcessClient | undefined;
    /** Settles when the calls that are under way now have ended. */
    readonly rpcDone: Promise<void>;
    readonly options: {
      project: string;
      stack: string;
      organization: string;
      rootDirectory: string;
      dryRun: boolean;
      monitorAddr: string;
      legacyApply: boolean;
    };
  };
  readonly config: Record<string, string>;
  /** The server that transforms are called through, once there is one. */
  readonly callbacks?: {
    shutdown(): void;
    /** Transforms by token. */
    readonly _callbacks?: ReadonlyMap<string, (request: Uint8Array) => Promise<Message>>;
  };
}

/** What the SDK may use; a plugin asks for it at each construction, a program when its stack starts. */
const FEATURES = [
  "supportsSecrets",
  "supportsResourceReferences",
  "supportsOutputValues",
  "supportsDeletedWith",
  "supportsReplaceWith",
  "supportsAliasSpecs",
  "supportsTransforms",
  "supportsInvokeTransforms",
  "supportsParameterization",
  "supportsResourceHooks",
  "supportsErrorHooks",
];

/** The connections of a program to its engine. */
export interface SdkConnection {
  readonly monitor: InProcessClient;
  /** Undefined: messages go nowhere. */
  readonly engine: InProcessClient | undefined;
}

/** Runs `callback` with a fresh SDK state that is connected to an engine in this process. */
export function withSdkState<Result>(
  connection: SdkConnection,
  settings: MonitorSettings,
  callback: () => Result,
): Result {
  const run: unknown = Reflect.get(state, "withLocalStorage");
  if (typeof run !== "function") {
    throw new EngineError("This version of @pulumi/pulumi cannot run a program in process; use the isolated mode");
  }
  return run(() => {
    configure(currentStore(), connection, settings);
    return callback();
  });
}

/** Waits until the current program has no call to its engine under way. */
export async function waitForCalls(): Promise<void> {
  const store = currentStore();
  let done: Promise<void> | undefined;
  while (store !== undefined && done !== store.settings.rpcDone) {
    done = store.settings.rpcDone;
    await done;
  }
}

/**
 * Transforms of the current program. A call over gRPC would run them outside of the program's state, where the SDK
 * takes the plan for an update and drops what is unknown.
 */
export function callbacksOfProgram(): LocalCallbacks {
  const store = currentStore();
  return (token) => {
    const callback = store?.callbacks?._callbacks?.get(token);
    if (callback === undefined) {
      return undefined;
    }
    return (request) =>
      globalThis.asyncLocalStorage.run(store as never, async () => (await callback(request)).serializeBinary());
  };
}

/** Ends what the current program still serves. */
export function stopServing(): void {
  currentStore()?.callbacks?.shutdown();
}

/** The store of the program that the running code belongs to; undefined outside of any. */
export function currentStore(): SdkStore | undefined {
  return globalThis.asyncLocalStorage?.getStore() as SdkStore | undefined;
}

function configure(store: SdkStore | undefined, connection: SdkConnection, settings: MonitorSettings): void {
  if (store === undefined) {
    throw new EngineError("The SDK gave no state to the program");
  }
  store.settings.monitor = connection.monitor;
  store.settings.engine = connection.engine;
  Object.assign(store.settings.options, {
    project: settings.project,
    stack: settings.stack,
    organization: settings.organization,
    rootDirectory: settings.directory,
    dryRun: true,
    monitorAddr: "mock",
    engineAddr: undefined,
    legacyApply: false,
    parallel: undefined,
    syncDir: undefined,
  });
  for (const feature of FEATURES) {
    Reflect.set(store, feature, true);
  }
  store.config["PULUMI_CONFIG"] = JSON.stringify(settings.config);
  store.config["PULUMI_CONFIG_SECRET_KEYS"] = JSON.stringify(settings.secretConfigKeys);
}

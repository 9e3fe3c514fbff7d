import * as debuggable from "@pulumi/pulumi/runtime/debuggable";
import { currentStore } from "./sdk-state";

type DebuggablePromise = <Value>(promise: Promise<Value>, context?: string) => Promise<Value>;

/** SDK states of the programs that this engine runs. */
const ours = new WeakSet<object>();
let original: DebuggablePromise | undefined;

/**
 * Keeps the SDK from tracking the promises of the program whose state is current. It takes a stack trace for each,
 * which is half of the time of a plan, and when the process exits it fails the process for every promise that a
 * program with an error left open.
 */
export function leavePromisesAlone(): void {
  const store = currentStore();
  if (store !== undefined) {
    ours.add(store);
  }
  if (original === undefined) {
    original = Reflect.get(debuggable, "debuggablePromise") as DebuggablePromise;
    Reflect.set(debuggable, "debuggablePromise", untracked);
  }
}

const untracked: DebuggablePromise = (promise, context) => {
  const store = currentStore();
  const isOurs = store !== undefined && ours.has(store);
  return isOurs || original === undefined ? promise : original(promise, context);
};

import { currentStore } from "./sdk-state";

type Listener = NodeJS.UnhandledRejectionListener;
type OnRejection = (reason: unknown) => void;

/**
 * The SDK reports failures of resources by rejections that nobody handles. While a program runs in this process they
 * belong to it and not to the process: Node.js runs its listeners in the context of the rejected promise, which tells
 * the program by its SDK state.
 */
const receivers = new Map<object, OnRejection>();
let replaced: Listener[] = [];

/** Takes the unhandled rejections of the program whose SDK state is current, until the returned function is called. */
export function receiveRejections(onRejection: OnRejection): () => void {
  const store = currentStore();
  if (store === undefined) {
    throw new Error("receiveRejections is called outside of a program");
  }
  if (receivers.size === 0) {
    replaced = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", dispatch);
  }
  receivers.set(store, onRejection);
  return () => {
    receivers.delete(store);
    if (receivers.size === 0) {
      process.removeListener("unhandledRejection", dispatch);
      replaced.forEach((listener) => process.on("unhandledRejection", listener));
      replaced = [];
    }
  };
}

function dispatch(reason: unknown, promise: Promise<unknown>): void {
  const store = currentStore();
  const receiver = store === undefined ? undefined : receivers.get(store);
  if (receiver !== undefined) {
    receiver(reason);
  } else if (replaced.length > 0) {
    replaced.forEach((listener) => listener(reason, promise));
  } else {
    throw reason;
  }
}

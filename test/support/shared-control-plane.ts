/** Import this module at the top of a test file: it stops the shared control plane in a root hook of mocha. */
import { READY_WITHIN_MS, startControlPlane, type ControlPlane } from "./control-plane";
import { requireTools } from "./tools";

let shared: Promise<ControlPlane> | undefined;

/**
 * The control plane that all test files of a mocha process share, started at first use. Skips the suite where etcd or
 * kube-apiserver is not at hand. Namespaces are never deleted (that takes a controller): use names of your own.
 */
export async function sharedControlPlane(context: Mocha.Context): Promise<ControlPlane> {
  const [etcd, apiServer] = requireTools(context, "etcd", "kube-apiserver");
  context.timeout(READY_WITHIN_MS * 2);
  shared ??= startControlPlane(etcd, apiServer);
  return shared;
}

after("stop the control plane", async () => {
  const running = await shared?.catch(() => undefined);
  await running?.stop();
});

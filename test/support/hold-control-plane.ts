/** Starts a control plane with the binaries that its arguments name, prints where it is, and waits to be killed. */
import { startControlPlane } from "./control-plane";

const [etcd, apiServer] = process.argv.slice(2);

void startControlPlane(etcd, apiServer).then(({ server, kubeconfig }) => {
  console.log(JSON.stringify({ server, kubeconfig }));
  setInterval(() => undefined, 60_000);
});

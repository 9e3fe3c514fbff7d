/**
 * A real Kubernetes API server for tests: etcd and kube-apiserver on free loopback ports, with no nodes and no
 * controllers. It checks schemas, admission policies and Pod Security as any cluster does.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { KubernetesClient } from "./kubernetes-client";

/** A running control plane. */
export interface ControlPlane {
  readonly client: KubernetesClient;
  /** Such as `https://127.0.0.1:6443`. */
  readonly server: string;
  /** Path of a kubeconfig whose user is in `system:masters`. */
  readonly kubeconfig: string;
  /** Ends both processes and removes their folder; safe to call twice. */
  stop(): Promise<void>;
}

/** Milliseconds until a control plane that does not start has failed. */
export const READY_WITHIN_MS = 120_000;
const LOOPBACK = "127.0.0.1";

/**
 * Ends the processes `$1 $2` and removes the folder `$0` once its standard input closes, which the system sees to
 * whichever way the test process ends: normally, by Ctrl-C, or killed.
 */
const WATCHDOG =
  'cat >/dev/null; kill -KILL "$@" 2>/dev/null; for attempt in 1 2 3 4 5 6 7 8 9; do rm -rf "$0" && break; sleep 0.1; done';

/** Loopback ports that were free a moment ago, all different. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, LOOPBACK));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}

/** Starts a program of its own process group, so that Ctrl-C reaches the tests only, with its output in `log`. */
function start(program: string, args: readonly string[], log: string): ChildProcess {
  const output = openSync(log, "w");
  const child = spawn(program, args, { detached: true, stdio: ["ignore", output, output] });
  closeSync(output);
  child.unref();
  return child;
}

function startEtcd(program: string, folder: string, clientPort: number, peerPort: number): ChildProcess {
  const peers = `http://${LOOPBACK}:${peerPort}`;
  const clients = `http://${LOOPBACK}:${clientPort}`;
  const args = [
    `--data-dir=${join(folder, "etcd")}`,
    `--listen-client-urls=${clients}`,
    `--advertise-client-urls=${clients}`,
    `--listen-peer-urls=${peers}`,
    `--initial-advertise-peer-urls=${peers}`,
    `--initial-cluster=default=${peers}`,
    "--unsafe-no-fsync",
  ];
  return start(program, args, join(folder, "etcd.log"));
}

function startApiServer(program: string, folder: string, etcdPort: number, port: number, token: string): ChildProcess {
  const key = join(folder, "service-account.pem");
  const tokens = join(folder, "tokens.csv");
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  writeFileSync(key, privateKey.export({ type: "sec1", format: "pem" }), { mode: 0o600 });
  writeFileSync(tokens, `${token},admin,admin,"system:masters"\n`, { mode: 0o600 });
  const args = [
    `--etcd-servers=http://${LOOPBACK}:${etcdPort}`,
    `--cert-dir=${folder}`,
    `--bind-address=${LOOPBACK}`,
    `--advertise-address=${LOOPBACK}`,
    `--secure-port=${port}`,
    "--service-cluster-ip-range=10.96.0.0/16",
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-key-file=${key}`,
    `--service-account-signing-key-file=${key}`,
    `--token-auth-file=${tokens}`,
    "--authorization-mode=RBAC",
    "--allow-privileged=true",
    // Its ServiceAccounts come from a controller; without one it would refuse every pod.
    "--disable-admission-plugins=ServiceAccount",
    // The address of a loopback-only server is no valid endpoint of the Service `kubernetes`.
    "--endpoint-reconciler-type=none",
  ];
  return start(program, args, join(folder, "kube-apiserver.log"));
}

function writeKubeconfig(folder: string, server: string, token: string): string {
  const path = join(folder, "kubeconfig");
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster: { server, "certificate-authority": join(folder, "apiserver.crt") } }],
    users: [{ name: "admin", user: { token } }],
    contexts: [{ name: "test", context: { cluster: "test", user: "admin" } }],
    "current-context": "test",
  };
  writeFileSync(path, JSON.stringify(config, undefined, 2), { mode: 0o600 });
  return path;
}

async function isReady(client: KubernetesClient): Promise<boolean> {
  try {
    const answers = await Promise.all(
      ["/readyz", "/api/v1/namespaces/default", "/api/v1/namespaces/kube-system"].map((path) => client.probe(path)),
    );
    return answers.every(({ code }) => code === 200);
  } catch {
    return false;
  }
}

/** Waits for `ready`; fails as soon as one of the processes is gone, with the end of its log. */
async function waitFor(ready: () => Promise<boolean>, processes: ReadonlyMap<string, ChildProcess>, folder: string) {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await ready())) {
    const [gone] =
      [...processes].find(([, { exitCode, signalCode }]) => exitCode !== null || signalCode !== null) ?? [];
    if (gone !== undefined || Date.now() > deadline) {
      const name = gone ?? "kube-apiserver";
      const log = readFileSync(join(folder, `${name}.log`), "utf8")
        .split("\n")
        .slice(-15)
        .join("\n");
      throw new Error(`${name} ${gone === undefined ? "is not ready in time" : "ended"}; its last messages:\n${log}`);
    }
    await delay(50);
  }
}

/** Starts a control plane of its own; most tests want the one of `shared-control-plane.ts`. */
export async function startControlPlane(etcd: string, apiServer: string): Promise<ControlPlane> {
  const folder = mkdtempSync(join(tmpdir(), "kiban-control-plane-"));
  const [clientPort, peerPort, port] = await freePorts(3);
  const token = randomBytes(24).toString("hex");
  const processes = new Map([
    ["etcd", startEtcd(etcd, folder, clientPort, peerPort)],
    ["kube-apiserver", startApiServer(apiServer, folder, clientPort, port, token)],
  ]);
  const ids = [...processes.values()].map(({ pid }) => String(pid));
  const watchdog = spawn("sh", ["-c", WATCHDOG, folder, ...ids], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  watchdog.unref();
  const ended = once(watchdog, "exit");
  const server = `https://${LOOPBACK}:${port}`;
  let client: KubernetesClient | undefined;
  const stop = async (): Promise<void> => {
    client?.close();
    watchdog.ref();
    watchdog.stdin?.end();
    await ended;
  };
  try {
    const certificate = join(folder, "apiserver.crt");
    await waitFor(async () => existsSync(certificate), processes, folder);
    const ready = new KubernetesClient({ server, token, certificateAuthority: readFileSync(certificate, "utf8") });
    client = ready;
    await waitFor(() => isReady(ready), processes, folder);
    return { client: ready, server, kubeconfig: writeKubeconfig(folder, server, token), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

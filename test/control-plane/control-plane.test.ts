import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { definitionFolders, installDefinitions } from "../support/custom-resource-definitions";
import type { ControlPlane } from "../support/control-plane";
import { sharedControlPlane } from "../support/shared-control-plane";
import { requireTools } from "../support/tools";
import type { KubernetesObject } from "../support/kubernetes-client";

function namespace(name: string, level: "privileged" | "baseline" | "restricted"): KubernetesObject {
  const labels = { "pod-security.kubernetes.io/enforce": level };
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
}

function privilegedPod(namespace: string): KubernetesObject {
  const container = { name: "shell", image: "busybox", securityContext: { privileged: true } };
  return { apiVersion: "v1", kind: "Pod", metadata: { name: "shell", namespace }, spec: { containers: [container] } };
}

function isServed(server: string): Promise<boolean> {
  const { hostname, port } = new URL(server);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    const answer = (served: boolean): void => {
      socket.destroy();
      resolve(served);
    };
    socket.once("connect", () => answer(true)).once("error", () => answer(false));
  });
}

describe("control plane", function () {
  let controlPlane: ControlPlane;

  before("start etcd and kube-apiserver", async function () {
    controlPlane = await sharedControlPlane(this);
  });

  it("refuses a field that the schema does not have", async () => {
    const object = {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "settings", namespace: "default" },
      settings: { colour: "blue" },
    };
    const { client } = controlPlane;
    await assert.rejects(client.create(object, { dryRun: true }), { code: 400, message: /unknown field "settings"/ });
    await assert.rejects(client.apply(object, { dryRun: true }), { message: /\.settings: field not declared/ });
  });

  it("stores nothing in a dry run", async () => {
    const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "dry", namespace: "default" }, data: {} };
    await controlPlane.client.apply(object, { dryRun: true });
    await assert.rejects(controlPlane.client.get(object), { code: 404, reason: "NotFound" });
  });

  it("says which kinds it does not serve", async () => {
    const object = { apiVersion: "example.com/v1", kind: "Nothing", metadata: { name: "nothing" } };
    await assert.rejects(controlPlane.client.apply(object), {
      message: "the server serves no Nothing in example.com/v1",
    });
  });

  it("enforces the Pod Security level of a namespace", async () => {
    const { client } = controlPlane;
    await client.apply(namespace("level-restricted", "restricted"));
    await client.apply(namespace("level-privileged", "privileged"));
    await assert.rejects(client.create(privilegedPod("level-restricted"), { dryRun: true }), {
      code: 403,
      message: /violates PodSecurity "restricted:latest": privileged/,
    });
    const accepted = await client.create(privilegedPod("level-privileged"), { dryRun: true });
    assert.equal(accepted.metadata.name, "shell");
  });

  it("leaves nothing behind when the test process is killed", async function () {
    const script = join(__dirname, "..", "support", "hold-control-plane.ts");
    const holder = spawn(process.execPath, ["-r", "tsx/cjs", script, ...requireTools(this, "etcd", "kube-apiserver")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(holder.stdout, "data")) as [Buffer];
    const { server, kubeconfig } = JSON.parse(line.toString()) as { server: string; kubeconfig: string };
    assert.ok(existsSync(kubeconfig));
    holder.kill("SIGKILL");
    const deadline = Date.now() + 10_000;
    while ((existsSync(dirname(kubeconfig)) || (await isServed(server))) && Date.now() < deadline) {
      await delay(50);
    }
    assert.ok(!existsSync(dirname(kubeconfig)), "its folder is gone");
    assert.ok(!(await isServed(server)), "its API server has ended");
  });

  describe("with the add-ons' CRDs", function () {
    before("install the CRDs", async function () {
      this.timeout(180_000);
      await installDefinitions(controlPlane.client, definitionFolders(this));
    });

    it("serves the kinds of every add-on", async () => {
      const kinds = [
        ["gateway.networking.k8s.io/v1", "Gateway"],
        ["gateway.envoyproxy.io/v1alpha1", "EnvoyProxy"],
        ["cert-manager.io/v1", "ClusterIssuer"],
        ["monitoring.coreos.com/v1", "PrometheusRule"],
        ["argoproj.io/v1alpha1", "Application"],
      ];
      for (const [apiVersion, kind] of kinds) {
        assert.ok(await controlPlane.client.serves(apiVersion, kind), `${kind} in ${apiVersion}`);
      }
    });

    it("checks custom resources against their schema", async () => {
      const issuer = { apiVersion: "cert-manager.io/v1", kind: "ClusterIssuer", metadata: { name: "self-signed" } };
      await controlPlane.client.apply({ ...issuer, spec: { selfSigned: {} } }, { dryRun: true });
      await assert.rejects(controlPlane.client.apply({ ...issuer, spec: { selfSinged: {} } }, { dryRun: true }), {
        message: /selfSinged: field not declared in schema/,
      });
    });
  });
});

import assert from "node:assert/strict";
import { definitionFolder, installDefinitions } from "../support/custom-resource-definitions";
import { sharedControlPlane, type ControlPlane } from "../support/control-plane";
import type { KubernetesObject } from "../support/kubernetes-client";

function namespace(name: string, level: "privileged" | "baseline" | "restricted"): KubernetesObject {
  const labels = { "pod-security.kubernetes.io/enforce": level };
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
}

function privilegedPod(namespace: string): KubernetesObject {
  const container = { name: "shell", image: "busybox", securityContext: { privileged: true } };
  return { apiVersion: "v1", kind: "Pod", metadata: { name: "shell", namespace }, spec: { containers: [container] } };
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

  describe("with the add-ons' CRDs", function () {
    before("install the CRDs", async function () {
      this.timeout(180_000);
      await installDefinitions(controlPlane.client, definitionFolder(this));
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

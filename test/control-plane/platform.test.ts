import assert from "node:assert/strict";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { planProgram } from "../../engine";
import { acceptPlan } from "../support/accept-plan";
import { definitionFolders, installDefinitions } from "../support/custom-resource-definitions";
import type { ControlPlane } from "../support/control-plane";
import { planStack, ROOT, STACKS } from "../support/plans";
import { sharedControlPlane } from "../support/shared-control-plane";
import { requireTools } from "../support/tools";

/** A program with a Secret and a Deployment, right or wrong. */
function program(namespace: string, level: string, container: object): () => Promise<void> {
  return async () => {
    const labels = { "pod-security.kubernetes.io/enforce": level };
    new kubernetes.core.v1.Namespace("namespace", { metadata: { name: namespace, labels } });
    const metadata = { name: "web", namespace };
    new kubernetes.core.v1.Secret("secret", { metadata, stringData: pulumi.secret({ password: "hunter2" }) });
    new kubernetes.apps.v1.Deployment("deployment", {
      metadata,
      spec: {
        selector: { matchLabels: { app: "web" } },
        template: {
          metadata: { labels: { app: "web" } },
          spec: { containers: [{ name: "web", image: "nginx", ...container }] },
        },
      },
    });
  };
}

describe("plans on a real API server", function () {
  let helm: string;
  let controlPlane: ControlPlane;

  const rejectionsOf = async (name: string, level: string, container: object) => {
    const plan = await planProgram({ project: "kiban", stack: name, program: program(name, level, container) });
    return acceptPlan(controlPlane.client, plan, ROOT, helm);
  };

  before("start the control plane with the add-ons' CRDs", async function () {
    [helm] = requireTools(this, "helm");
    const definitions = definitionFolders(this);
    controlPlane = await sharedControlPlane(this);
    await installDefinitions(controlPlane.client, definitions);
  });

  it("accepts a plan in a namespace of the level that it needs", async () => {
    assert.deepEqual(await rejectionsOf("plan-baseline", "baseline", {}), []);
  });

  it("names the workload whose pods the plan's own namespace refuses", async () => {
    const [rejection, ...others] = await rejectionsOf("plan-restricted", "restricted", {});
    assert.equal(rejection?.object, "Deployment plan-restricted/web (its pod)");
    assert.match(rejection.message, /violates PodSecurity "restricted:latest": allowPrivilegeEscalation/);
    assert.deepEqual(others, []);
  });

  it("names the object with a field that its schema does not have", async () => {
    const rejections = await rejectionsOf("plan-fields", "baseline", { imagePullPolice: "Always" });
    assert.equal(rejections[0]?.object, "Deployment plan-fields/web");
    assert.match(rejections[0].message, /imagePullPolice: field not declared in schema/);
  });

  for (const stack of STACKS) {
    it(`accepts every object of stack ${stack}`, async () => {
      const plan = await planStack(stack);
      assert.deepEqual(await acceptPlan(controlPlane.client, plan, ROOT, helm), []);
    });
  }
});

import assert from "node:assert/strict";
import * as kubernetes from "@pulumi/kubernetes";
import { fixtures, UNKNOWN } from "../../engine";
import { plan, resourceNamed } from "./support/resources";

describe("Kubernetes objects", () => {
  it("without a name get one from the provider, known in a preview too", async () => {
    for (const unknowns of [false, true]) {
      const planned = await plan(async () => ({ name: new kubernetes.core.v1.Namespace("team", {}).metadata.name }), {
        unknowns,
      });
      assert.match(String(planned.outputs["name"]), /^team-[0-9a-f]{8}$/);
      assert.ok(resourceNamed(planned, "team").fixtureOutputs.includes("metadata"));
    }
  });

  it("keep a name of their own, and one that the API server makes stays unknown", async () => {
    const planned = await plan(async () => ({
      given: new kubernetes.core.v1.Namespace("given", { metadata: { name: "mine" } }).metadata.name,
      generated: new kubernetes.batch.v1.Job("generated", { metadata: { generateName: "job-" } }).metadata.name,
    }));
    assert.equal(planned.outputs["given"], "mine");
    assert.equal(planned.outputs["generated"], UNKNOWN);
  });

  it("and releases have a status where fixtures answer", async () => {
    const program = async (): Promise<Record<string, unknown>> => ({
      status: new kubernetes.helm.v3.Release("app", {
        chart: "chart",
        name: "app",
        namespace: "apps",
        version: "1.0.0",
      }).status.status,
    });
    assert.equal((await plan(program, { fixtures })).outputs["status"], "deployed");
    assert.equal((await plan(program, { fixtures, unknowns: true })).outputs["status"], UNKNOWN);
  });
});

import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { SECRET, toPreviewJson } from "../../engine";
import { Group, plan, Thing } from "./support/resources";

describe("a plan as `pulumi preview --json`", () => {
  it("has a step for each resource, and their counts", async () => {
    const planned = await plan(async () => {
      const group = new Group("group", { protect: true });
      const thing = new Thing("thing", { value: pulumi.secret("hush-hush") }, { parent: group });
      new Thing("imported", {}, { import: "existing" });
      new Thing("read", {}, { id: "there" });
      await pulumi.log.warn("careful", thing);
      return { id: thing.id };
    });
    const json = toPreviewJson(planned, { "test:a": "open", "test:b": "hush-hush" }, ["test:b"]);
    assert.deepEqual(json.config, { "test:a": "open", "test:b": SECRET });
    assert.deepEqual(json.changeSummary, { create: 4, import: 1, read: 1 });
    const step = json.steps.find(({ urn }) => urn.endsWith("::thing"));
    assert.equal(step?.op, "create");
    assert.equal(step?.detailedDiff, null);
    assert.deepEqual(step?.newState["inputs"], { value: SECRET });
    assert.equal(step?.newState["protect"], true);
    assert.equal(step?.newState["id"], "thing-id");
    assert.equal("aliases" in (step?.newState ?? {}), false);
    assert.deepEqual(json.steps[0]?.newState["outputs"], { id: "thing-id" });
    assert.deepEqual(
      json.diagnostics.map(({ severity, message }) => [severity, message]),
      [["warning", "careful"]],
    );
    assert.doesNotMatch(JSON.stringify(json), /hush/);
  });

  it("writes timeouts in seconds, and no id where it is unknown", async () => {
    const planned = await plan(
      async () => {
        new Thing("slow", {}, { customTimeouts: { create: "1h30m", delete: "45s" }, aliases: [{ name: "older" }] });
      },
      { unknowns: true },
    );
    const state = toPreviewJson(planned).steps.find(({ urn }) => urn.endsWith("::slow"))?.newState;
    assert.deepEqual(state?.["customTimeouts"], { create: 5400, delete: 45 });
    assert.equal("id" in (state ?? {}), false);
    assert.equal("aliases" in (state ?? {}), false);
  });
});

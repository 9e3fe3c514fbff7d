import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Group, making, plan, resourceNamed, Thing } from "./support/resources";

/** Appends a letter to `value`, so that the order of transforms can be read from it. */
function append(letter: string): pulumi.ResourceTransform {
  return ({ props, opts }) => ({ props: { ...props, value: `${props["value"] ?? ""}${letter}` }, opts });
}

describe("transforms", () => {
  it("run the resource's own first, then its ancestors', then the stack's", async () => {
    const planned = await plan(
      making(() => {
        pulumi.runtime.registerResourceTransform(append("4"));
        const outer = new Group("outer", { transforms: [append("3")] });
        const inner = new Group("inner", { parent: outer, transforms: [append("2")] }, "test:index:Inner");
        new Thing("leaf", { value: "0" }, { parent: inner, transforms: [append("1")] });
      }),
    );
    assert.equal(resourceNamed(planned, "leaf").inputs["value"], "01234");
    assert.equal(resourceNamed(planned, "outer").inputs["value"], "34");
  });

  it("can change options, and see what is unknown as unknown", async () => {
    const seen: unknown[] = [];
    const protect: pulumi.ResourceTransform = ({ props, opts }) => {
      seen.push(pulumi.Output.isInstance(props["value"]));
      return { props, opts: pulumi.mergeOptions(opts, { protect: true }) };
    };
    const planned = await plan(
      making(() => {
        const first = new Thing("first");
        new Thing("second", { value: first.arn }, { transforms: [protect] });
      }),
      { unknowns: true },
    );
    const second = resourceNamed(planned, "second");
    assert.deepEqual(seen, [true]);
    assert.equal(second.protect, true);
    assert.equal(second.inputs["value"], "[unknown]");
    assert.deepEqual(second.dependencies, [resourceNamed(planned, "first").urn]);
  });

  it("fail the resource that they fail for", async () => {
    const failing: pulumi.ResourceTransform = () => {
      throw new Error("not like this");
    };
    await assert.rejects(
      plan(making(() => void new Thing("thing", {}, { transforms: [failing] }))),
      /thing \[demo:index:Thing\].*not like this/,
    );
  });

  it("change the arguments of invokes", async () => {
    const fixtures = {
      resources: {},
      invokes: { "demo:index:get": (args: Readonly<Record<string, unknown>>) => ({ got: args["key"] }) },
    };
    const planned = await plan(
      async () => {
        pulumi.runtime.registerInvokeTransform(({ args, opts }) => ({ args: { ...args, key: "changed" }, opts }));
        return { got: pulumi.runtime.invokeOutput<{ got: string }>("demo:index:get", { key: "given" }, {}).got };
      },
      { fixtures },
    );
    assert.deepEqual(planned.outputs, { got: "changed" });
    assert.deepEqual(planned.invokes, [{ token: "demo:index:get", args: { key: "changed" }, fixture: true }]);
  });

  it("reach the children of a modelled component", async () => {
    const eks = await import("@pulumi/eks");
    const options = {
      vpcId: "vpc-1",
      privateSubnetIds: ["subnet-a"],
      authenticationMode: "API" as const,
      skipDefaultNodeGroup: true,
    };
    const tag: pulumi.ResourceTransform = ({ type, props, opts }) =>
      type === "aws:eks/cluster:Cluster" ? { props: { ...props, deletionProtection: true }, opts } : undefined;
    const planned = await plan(making(() => void new eks.Cluster("main", options, { transforms: [tag] })));
    const control = resourceNamed(planned, "main-eksCluster");
    assert.equal(control.inputs["deletionProtection"], true);
    assert.equal(control.modelled, true);
  });
});
